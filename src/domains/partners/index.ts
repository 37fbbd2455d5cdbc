import { defineDomain } from '../../kit/domain.ts'
import * as contracts from './contracts.ts'
import { exampleCards, examples } from './examples.ts'
import { askHandlers } from './handlers/chat-ask.ts'
import { groupHandlers } from './handlers/chat-groups.ts'
import { teamHandlers } from './handlers/chat-team.ts'
import { home } from './handlers/home.ts'
import { listeners } from './handlers/listeners.ts'
import { invitationLink, notices } from './handlers/notices.ts'
import { coverageRoutes } from './handlers/routes-coverage.ts'
import { partnerRoutes } from './handlers/routes-partners.ts'
import { referralRoutes } from './handlers/routes-referrals.ts'
import { callBackDue } from './handlers/waiting.ts'
import { eraseMember, exportMember, joinMembers, mentions, names } from './store/personal.ts'
import { clocks } from './store/waiting.ts'
import { refusals } from './text.ts'

/** Groups, vetted partners, where they work, and asks for them: a kind of request with a desk of its own. */
export const partners = defineDomain({
  name: 'partners',
  contracts: { ...contracts },
  handlers: {
    ...askHandlers,
    ...groupHandlers,
    ...teamHandlers,
    ...notices,
    ...partnerRoutes,
    ...referralRoutes,
    ...coverageRoutes,
    invitationLink,
    callBackSweep: callBackDue,
  },
  refusals,
  listens: listeners,
  home,
  personalData: { names, mentions, export: exportMember, erase: eraseMember, join: joinMembers },
  clocks,
  examples,
  exampleCards,
})
