import { z } from 'zod'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { addDays } from '../../../kit/working-time.ts'
import { samePerson } from '../../people/api.ts'
import type { RequestKind } from '../model.ts'
import { CAPS } from '../model-defaults.ts'
import type { Load } from '../rules/accept.ts'
import type { Candidate, Past, Ranking } from '../rules/routing.ts'

/** Requests of a workspace are routed one transaction after the other: one approach a person, and no facilitator above caps. */
export async function lockRouting(db: Db, workspaceId: WorkspaceId): Promise<void> {
  await prisma(db).$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`routing of ${workspaceId}`}, 0))`
}

export interface LoadAsked {
  readonly memberIds: readonly MemberId[]
  /** An offer that does not count, because it is the one in question. */
  readonly exceptOfferId?: string
  /** Favours and the care of partners are counted apart, because they are capped apart. */
  readonly kind?: RequestKind
  readonly now: Date
}

const loadRow = z.object({
  facilitatorId: z.string().transform(memberId),
  openOffers: z.number(),
  thisWeek: z.number(),
  thisQuarter: z.number(),
})

/** What each of them carries. In hand are offers without an answer, and yeses for which nothing was sent yet. */
export async function loadsOf(
  db: Db,
  workspaceId: WorkspaceId,
  { memberIds, exceptOfferId = '', kind = 'CONTACT', now }: LoadAsked,
): Promise<ReadonlyMap<MemberId, Load>> {
  const weekAgo = addDays(now, -CAPS.weekDays)
  const quarterAgo = addDays(now, -CAPS.quarterDays)
  const rows = await prisma(db).$queryRaw`
    select o."facilitatorId",
      (count(*) filter (where o.status in ('OPEN', 'QUESTIONED')
        or (o.status = 'ACCEPTED' and r.status = 'ACCEPTED')))::int as "openOffers",
      (count(*) filter (where o."askedAt" > ${weekAgo}))::int as "thisWeek",
      (count(*) filter (where o."askedAt" > ${quarterAgo}))::int as "thisQuarter"
    from offers o join referral_requests r on r.id = o."requestId"
    where o."workspaceId" = ${workspaceId} and o."facilitatorId" = any (${[...memberIds]}) and o.id <> ${exceptOfferId}
      and (r.kind = 'PARTNER') = ${kind === 'PARTNER'}
      and (o."askedAt" > ${quarterAgo} or o.status in ('OPEN', 'QUESTIONED', 'ACCEPTED'))
    group by o."facilitatorId"`
  const found = new Map(
    z
      .array(loadRow)
      .parse(rows)
      .map(({ facilitatorId, ...load }) => [facilitatorId, load]),
  )
  return new Map(memberIds.map((id) => [id, found.get(id) ?? { openOffers: 0, thisWeek: 0, thisQuarter: 0 }]))
}

const PAST_DAYS = 365
const pastRow = z.object({
  facilitatorId: z.string().transform(memberId),
  asked: z.number(),
  answered: z.number(),
  answerHours: z.number(),
})

/** How each of them answered within the last year. An offer that is still open, or was taken back, says nothing. */
export async function pastsOf(
  db: Db,
  workspaceId: WorkspaceId,
  memberIds: readonly MemberId[],
  now: Date,
): Promise<ReadonlyMap<MemberId, Past>> {
  const rows = await prisma(db).$queryRaw`
    select "facilitatorId",
      (count(*) filter (where "answeredAt" is not null or status = 'LAPSED'))::int as asked,
      count("answeredAt")::int as answered,
      coalesce(sum(extract(epoch from "answeredAt" - "askedAt")) / 3600, 0)::float8 as "answerHours"
    from offers
    where "workspaceId" = ${workspaceId} and "facilitatorId" = any (${[...memberIds]})
      and "askedAt" > ${addDays(now, -PAST_DAYS)}
    group by "facilitatorId"`
  const found = new Map(
    z
      .array(pastRow)
      .parse(rows)
      .map(({ facilitatorId, ...past }) => [facilitatorId, past]),
  )
  return new Map(memberIds.map((id) => [id, found.get(id) ?? { asked: 0, answered: 0, answerHours: 0 }]))
}

/** Which of these persons another request is approaching now: asked about, being prepared, or about to be asked about. */
export async function busyContacts(
  db: Db,
  workspaceId: WorkspaceId,
  { contactIds, requestId }: { contactIds: readonly string[]; requestId: string },
): Promise<ReadonlySet<string>> {
  const entries = await samePerson(db, workspaceId, contactIds)
  const all = { in: [...entries.values()].flat() }
  const others = { workspaceId, id: { not: requestId } }
  const named = await prisma(db).referralRequest.findMany({
    where: { ...others, contactId: all, status: { in: ['MATCHED', 'ACCEPTED'] } },
    select: { contactId: true },
  })
  const offered = await prisma(db).offer.findMany({
    where: {
      workspaceId,
      contactId: all,
      status: { in: ['OPEN', 'QUESTIONED', 'DEFERRED'] },
      request: { ...others, status: { in: ['PENDING', 'MATCHED'] } },
    },
    select: { contactId: true },
  })
  const busy = new Set([...named, ...offered].map(({ contactId }) => contactId))
  return new Set(contactIds.filter((id) => entries.get(id)?.some((entry) => busy.has(entry))))
}

/** The request that waits longest for this person, and those by criteria that wait for whoever is free. */
export async function queuedFor(db: Db, workspaceId: WorkspaceId, contactId: string): Promise<string[]> {
  const entries = await entriesOf(db, workspaceId, contactId)
  const rows = await prisma(db).referralRequest.findMany({
    where: {
      workspaceId,
      status: 'PENDING',
      pendingReason: 'QUEUED',
      OR: [{ contactId: { in: entries } }, { contactId: null }],
    },
    orderBy: { createdAt: 'asc' },
    select: { id: true, contactId: true },
  })
  const first = rows.find((row) => row.contactId !== null)
  return rows.filter((row) => row.contactId === null || row === first).map(({ id }) => id)
}

/** Who else waits to be introduced to this person, the longest first. */
export async function queuedBehind(
  db: Db,
  workspaceId: WorkspaceId,
  contactId: string,
): Promise<{ readonly id: string; readonly requesterId: MemberId }[]> {
  const entries = await entriesOf(db, workspaceId, contactId)
  const rows = await prisma(db).referralRequest.findMany({
    where: { workspaceId, contactId: { in: entries }, status: 'PENDING', pendingReason: 'QUEUED' },
    orderBy: { createdAt: 'asc' },
    select: { id: true, requesterId: true },
  })
  return rows.map(({ id, requesterId }) => ({ id, requesterId: memberId(requesterId) }))
}

/** All entries about the person whom this one is about. */
export async function entriesOf(db: Db, workspaceId: WorkspaceId, contactId: string): Promise<string[]> {
  return [...((await samePerson(db, workspaceId, [contactId])).get(contactId) ?? [])]
}

export interface Proof {
  readonly id: string
  readonly requestId: string
  readonly ranking: Ranking
  readonly picked: string | null
  readonly now: Date
}

/** What routing saw and why it picked whom it picked; never shown to an asker. */
export async function saveProof(
  db: Db,
  workspaceId: WorkspaceId,
  { id, requestId, ranking, picked, now }: Proof,
): Promise<void> {
  const candidates = [
    ...ranking.ranked.map(({ candidate, score, parts }) => ({
      ...{ ...pair(candidate), score, parts: { ...parts }, isOwnWord: candidate.relationship !== null },
      ...(candidate.path && { path: toJson(candidate.path) }),
    })),
    ...ranking.filtered.map(({ candidate, because }) => ({ ...pair(candidate), filteredBecause: because })),
  ]
  await prisma(db).routingProof.create({ data: { id, workspaceId, requestId, candidates, picked, at: now } })
}

const pair = ({ facilitator, contactId }: Ranking['ranked'][number]['candidate']) => ({
  facilitatorId: facilitator.id,
  contactId,
})

const toJson = ({ personIds, warmths }: NonNullable<Candidate['path']>) => ({
  personIds: [...personIds],
  warmths: [...warmths],
})

const ownLine = z.object({
  facilitatorId: z.string(),
  parts: z.record(z.string(), z.number()),
  isOwnWord: z.boolean().default(true),
})

/** What the proof says of one who was picked. */
export interface OwnProof {
  readonly parts: Readonly<Record<string, number>>
  /** It was they who said how well they know the contact; else what is known of it is the other side's. */
  readonly isOwnWord: boolean
}

/** The last time that this member was picked for this request; nothing of the others is in it. */
export async function proofFor(
  db: Db,
  workspaceId: WorkspaceId,
  { requestId, memberId: id }: { requestId: string; memberId: MemberId },
): Promise<OwnProof | null> {
  const row = await prisma(db).routingProof.findFirst({
    where: { workspaceId, requestId, picked: id },
    orderBy: { at: 'desc' },
    select: { candidates: true },
  })
  const lines = z.array(z.unknown()).parse(row?.candidates ?? [])
  // The first of theirs is the one that was picked: the ranked come first, the best at the head.
  const own = lines.map((line) => ownLine.safeParse(line)).find((line) => line.data?.facilitatorId === id)
  return own?.data ? { parts: own.data.parts, isOwnWord: own.data.isOwnWord } : null
}
