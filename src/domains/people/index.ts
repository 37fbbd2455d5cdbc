import { defineDomain } from '../../kit/domain.ts'
import { contracts } from './contracts.ts'
import { accountContracts } from './contracts-account.ts'
import { auditContracts } from './contracts-audit.ts'
import { routeContracts } from './contracts-routes.ts'
import { exampleCards, examples } from './examples.ts'
import { account } from './handlers/account.ts'
import { audit } from './handlers/audit.ts'
import { contacts } from './handlers/contacts.ts'
import { data } from './handlers/data.ts'
import { desk } from './handlers/desk.ts'
import { me } from './handlers/me.ts'
import { routes } from './handlers/routes.ts'
import { home } from './home.ts'
import { joinMembers, names } from './store/join.ts'
import { eraseMember, exportMember } from './store/personal.ts'
import { refusals } from './text.ts'

/** Members, who they know, and how they want to be dealt with. */
export const people = defineDomain({
  name: 'people',
  contracts: { ...contracts, ...accountContracts, ...auditContracts, ...routeContracts },
  handlers: { ...me, ...account, ...data, ...audit, ...contacts, ...desk, ...routes },
  refusals,
  home,
  personalData: { names, mentions: [], export: exportMember, erase: eraseMember, join: joinMembers },
  examples,
  exampleCards,
})
