import { defineDomain } from '../../kit/domain.ts'
import * as contracts from './contracts.ts'
import { exampleCards, examples } from './examples.ts'
import { handlers } from './handlers/all.ts'
import { home } from './handlers/home.ts'
import { listeners } from './handlers/listeners.ts'
import { clocks } from './store/due.ts'
import { eraseMember, exportMember, joinMembers, mentions, names } from './store/personal.ts'
import { refusals } from './text.ts'

/** Asks, offers, introductions, consents, follow-ups: the heart of the desk. */
export const introductions = defineDomain({
  name: 'introductions',
  contracts: { ...contracts },
  handlers,
  refusals,
  listens: listeners,
  home,
  personalData: { names, mentions, export: exportMember, erase: eraseMember, join: joinMembers },
  clocks,
  examples,
  exampleCards,
})
