import type { HandlerOf } from '../../../kit/domain.ts'
import type { PeopleContracts } from '../contracts.ts'
import type { accountContracts } from '../contracts-account.ts'
import type { auditContracts } from '../contracts-audit.ts'
import type { PeopleRefusal } from '../rules.ts'

/** The handlers of these contracts, as `defineDomain` wants them. */
type Contracts = PeopleContracts & typeof accountContracts & typeof auditContracts

export type Handlers<K extends keyof Contracts> = {
  readonly [P in K]: HandlerOf<Contracts[P], PeopleRefusal>
}
