import { z } from 'zod'
import { event } from '../../kit/contracts.ts'
import { id } from '../../kit/schema.ts'
import { OUTCOMES, REQUEST_STATUSES } from './model.ts'

const who = {
  requestId: id,
  number: z.number().int(),
  kind: z.enum(['CONTACT', 'EXPERTISE', 'PARTNER']),
  requesterId: id,
  facilitatorId: id.nullable(),
  contactId: id.nullable(),
}

/** A request has begun (`from` null) or come into another state. */
export const requestMoved = event({
  name: 'intro.request_moved',
  data: z.object({ ...who, from: z.enum(REQUEST_STATUSES).nullable(), to: z.enum(REQUEST_STATUSES) }),
  public: true,
})

/** An ask of another desk's kind looks for its next facilitator: that desk answers with `routeTo`. */
export const routeWanted = event({ name: 'intro.route_wanted', data: z.object({ requestId: id, kind: who.kind }) })

/** Somebody said, or corrected, what came of a request; or nobody did, and it is UNKNOWN. */
export const outcomeTold = event({
  name: 'intro.outcome_told',
  data: z.object({ ...who, outcome: z.enum(OUTCOMES), before: z.enum(OUTCOMES).nullable() }),
  public: true,
})
