import { err, ok, type Result } from '../../../kit/result.ts'
import type { Partner, PartnerStatus } from '../model.ts'
import type { PartnerRefusal } from './refusals.ts'

/** Where a partner may go from each status. Who was removed comes back only by a new invitation. */
const NEXT: Readonly<Record<PartnerStatus, readonly PartnerStatus[]>> = {
  INVITED: ['PENDING_REVIEW', 'ACTIVE', 'REMOVED'],
  PENDING_REVIEW: ['ACTIVE', 'INACTIVE', 'REMOVED'],
  ACTIVE: ['INACTIVE', 'REMOVED', 'PENDING_REVIEW'],
  INACTIVE: ['ACTIVE', 'PENDING_REVIEW', 'REMOVED'],
  REMOVED: ['INVITED'],
}

export interface StatusChange {
  readonly before: PartnerStatus
  readonly after: PartnerStatus
}

/** Null when nothing changes: the same status twice is no event. */
export function changeStatus(
  partner: Pick<Partner, 'status'>,
  after: PartnerStatus,
): Result<StatusChange | null, PartnerRefusal> {
  const before = partner.status
  if (before === after) return ok(null)
  if (!NEXT[before].includes(after)) return err({ kind: 'cannot_become', from: before, to: after })
  return ok({ before, after })
}

/** A vetted partner may leave a state alone; to be introduced in a new one, the team has to know them there. */
export function refuseOwnAreas(before: readonly string[], after: readonly string[]): PartnerRefusal | null {
  return after.every((state) => before.includes(state)) ? null : { kind: 'areas_need_the_team' }
}
