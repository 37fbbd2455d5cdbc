import type { HandlerOf } from '../../../kit/domain.ts'
import type { PeopleContracts } from '../contracts.ts'
import type { PeopleRefusal } from '../rules.ts'

/** The handlers of these contracts, as `defineDomain` wants them. */
export type Handlers<K extends keyof PeopleContracts> = {
  readonly [P in K]: HandlerOf<PeopleContracts[P], PeopleRefusal>
}
