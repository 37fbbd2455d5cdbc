import { defineDomain } from '../../kit/domain.ts'
import { contracts } from './contracts.ts'
import { exampleCards, examples } from './examples.ts'
import { due, mute, unmute, weekly } from './handlers.ts'
import { refusals } from './text.ts'

/** The weekly letter: what happened, what waits, and nothing at all when there is nothing to say. */
export const digest = defineDomain({
  name: 'digest',
  contracts,
  handlers: { weekly, mute, unmute, due },
  refusals,
  examples,
  exampleCards,
})
