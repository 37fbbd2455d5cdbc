import { defineDomain } from '../../kit/domain.ts'
import { contracts } from './contracts.ts'
import { exampleCards, examples } from './examples.ts'
import * as answer from './handlers/answer.ts'
import * as ask from './handlers/ask.ts'
import * as desk from './handlers/desk.ts'
import { forget, home } from './handlers/home.ts'
import * as human from './handlers/human.ts'
import * as notices from './handlers/notices.ts'
import { due, forgetOld, sumUp } from './handlers/sweeps.ts'
import { write } from './handlers/write.ts'
import { summariseHandler } from './llm.ts'
import { clocks } from './store/due.ts'
import { eraseMember, exportMember, joinMembers, mentions, names } from './store/personal.ts'
import { refusals } from './text.ts'

/** An AI that members think with, and the people behind it. */
export const coach = defineDomain({
  name: 'coach',
  contracts,
  handlers: {
    ...ask,
    ...answer,
    ...human,
    ...notices,
    ...desk,
    showDesk: desk.desk,
    forget,
    write,
    sumUp,
    summarise: summariseHandler,
    due,
    forgetOld,
  },
  refusals,
  home,
  personalData: { names, mentions, export: exportMember, erase: eraseMember, join: joinMembers },
  clocks,
  examples,
  exampleCards,
})
