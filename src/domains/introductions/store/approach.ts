import { z } from 'zod'
import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { CONSENT_STATUSES, type ConsentStatus } from '../model.ts'
import { entriesOf } from './routing.ts'

/**
 * An approach: what one facilitator asks one person at a time (product.md 3). Requests that they have taken together are one
 * approach: the first consent has the card or the mail, the others are asked on it.
 */

/** An approach is put together, or ended as a whole, by one transaction at a time. Taken before any request's lock. */
export async function lockApproach(db: Db, workspaceId: WorkspaceId, contactId: string): Promise<void> {
  const key = `approach to ${contactId} in ${workspaceId}`
  await prisma(db).$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`
}

export interface Pair {
  readonly facilitatorId: MemberId
  readonly contactId: string
}

const inHandRow = z.object({
  requestId: z.string(),
  consentId: z.string().nullable(),
  status: z.enum(CONSENT_STATUSES).nullable(),
  askedWithId: z.string().nullable(),
})
export interface InHand {
  readonly requestId: string
  /** The other side's; null while they were not asked. */
  readonly consent: { readonly id: string; readonly status: ConsentStatus; readonly askedWithId: string | null } | null
}

/** What this facilitator has accepted and not yet sent for this person, the oldest first. */
export async function inHandFor(
  db: Db,
  workspaceId: WorkspaceId,
  { facilitatorId, contactId }: Pair,
): Promise<InHand[]> {
  const rows = await prisma(db).$queryRaw`
    select r.id as "requestId", c.id as "consentId", c.status::text, c."askedWithId"
    from referral_requests r
    join introductions i on i."requestId" = r.id and i."cancelledAt" is null
    left join consents c on c."introductionId" = i.id and c.party = 'TARGET'
    where r."workspaceId" = ${workspaceId} and r.status = 'ACCEPTED'
      and r."facilitatorId" = ${facilitatorId} and r."contactId" = ${contactId}
    order by r."createdAt", r.id`
  return z
    .array(inHandRow)
    .parse(rows)
    .map(({ requestId, consentId: id, status, askedWithId }) => ({
      requestId,
      consent: id === null || status === null ? null : { id, status, askedWithId },
    }))
}

/** The requests for this person that somebody has in hand. */
export async function acceptedFor(db: Db, workspaceId: WorkspaceId, contactId: string): Promise<string[]> {
  const entries = await entriesOf(db, workspaceId, contactId)
  const where = { workspaceId, contactId: { in: entries }, status: 'ACCEPTED' } as const
  const rows = await prisma(db).referralRequest.findMany({ where, select: { id: true } })
  return rows.map(({ id }) => id)
}

export interface Part {
  readonly requestId: string
  readonly consentId: string
}
const partRow = z.object({ requestId: z.string(), consentId: z.string() })

/** All that was asked on the card, or in the mail, of this consent's approach, itself among it; in the order of asking. */
export async function approachOf(db: Db, workspaceId: WorkspaceId, consentId: string): Promise<Part[]> {
  const rows = await prisma(db).$queryRaw`
    with lead as (
      select coalesce("askedWithId", id) as id from consents where "workspaceId" = ${workspaceId} and id = ${consentId})
    select c.id as "consentId", i."requestId"
    from lead join consents c on c.id = lead.id or c."askedWithId" = lead.id
    join introductions i on i.id = c."introductionId"
    order by (c.id = lead.id) desc, c.id`
  return z.array(partRow).parse(rows)
}
