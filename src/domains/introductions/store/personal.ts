import { prisma } from '../../../infra/db/handle.ts'
import type { Work } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import type { Exported, Halves, Whose } from '../../../kit/personal-data.ts'

/** Every column here that is a member's id, or a list of them. */
export const names = [
  'referral_requests.requesterId',
  'referral_requests.facilitatorId',
  'offers.facilitatorId',
  'offers.suggestedId',
  'routing_proofs.picked',
  'introductions.facilitatorId',
  'consents.memberId',
  'reminders.memberId',
  'referral_activities.actorId',
  'house_rules.changedById',
  'coverage_looks.memberId',
] as const

/** Every column here in which members' ids stand among other things. */
export const mentions = ['routing_proofs.candidates', 'referral_activities.metadata'] as const

/** What stands where words were. The row stays, so that the other people in it keep their history. */
const ERASED = '(erased)'

const hidden = { workspaceId: true } as const

/** Every row that this member wrote or decided. What others wrote about their requests is theirs. */
export async function exportMember(db: Db, { workspaceId, memberId }: Whose): Promise<Exported> {
  const client = prisma(db)
  const requests = await client.referralRequest.findMany({
    where: { workspaceId, requesterId: memberId },
    omit: hidden,
  })
  const offers = await client.offer.findMany({
    where: { workspaceId, facilitatorId: memberId },
    omit: hidden,
  })
  const introductions = await client.introduction.findMany({
    where: { workspaceId, facilitatorId: memberId },
    omit: hidden,
  })
  const consents = await client.consent.findMany({ where: { workspaceId, memberId }, omit: hidden })
  const reminders = await client.reminder.findMany({ where: { workspaceId, memberId }, omit: hidden })
  const activities = await client.referralActivity.findMany({ where: { workspaceId, actorId: memberId }, omit: hidden })
  const looks = await client.coverageLook.findMany({ where: { workspaceId, memberId }, omit: hidden })
  return { looks, requests, offers, introductions, consents, reminders, activities }
}

/**
 * Takes away every word of this member: their requests, questions, reasons, drafts and notes. States, dates and outcomes stay
 * as a record without words, because they belong to the other people as well. What they still hold falls due at once, so that
 * the sweeps end it, or hand it on, and tell the others.
 */
export async function eraseMember(w: Work, { workspaceId, memberId }: Whose): Promise<void> {
  const { db, now } = w
  const client = prisma(db)
  for (const requestId of await concerned(db, { workspaceId, memberId })) w.redraw(requestId)
  await fallDue(db, { workspaceId, memberId, now })
  const theirs = { workspaceId, requesterId: memberId }
  const requests = await client.referralRequest.findMany({ where: theirs, select: { id: true } })
  const requestIds = requests.map(({ id }) => id)
  await client.referralRequest.updateMany({
    where: theirs,
    data: { purpose: ERASED, message: ERASED, followUpNotes: null },
  })
  await client.referralRequest.updateMany({
    where: { ...theirs, criteria: { not: null } },
    data: { criteria: ERASED, searchWords: null },
  })
  await client.referralRequest.updateMany({
    where: { workspaceId, facilitatorId: memberId },
    data: { facilitatorResponse: null },
  })
  await client.offer.updateMany({ where: { workspaceId, requestId: { in: requestIds } }, data: { answer: null } })
  await client.offer.updateMany({
    where: { workspaceId, facilitatorId: memberId },
    data: { reasons: [], question: null, reason: null, reasonFor: null },
  })
  await client.introduction.updateMany({
    where: { workspaceId, OR: [{ facilitatorId: memberId }, { requestId: { in: requestIds } }] },
    data: { aiSuggestedIntro: null, subject: ERASED, body: ERASED, talkingPoints: [] },
  })
  await client.consent.updateMany({ where: { workspaceId, memberId }, data: { note: null } })
  await client.reminder.deleteMany({ where: { workspaceId, memberId } })
  await client.referralActivity.updateMany({
    where: { workspaceId, actorId: memberId },
    data: { actorId: null, metadata: {} },
  })
  await client.houseRules.updateMany({ where: { workspaceId, changedById: memberId }, data: { changedById: null } })
  await client.coverageLook.deleteMany({ where: { workspaceId, memberId } })
  await client.routingProof.deleteMany({ where: { workspaceId, requestId: { in: requestIds } } })
}

/** Every request with a card that may show this member or their words. */
async function concerned(db: Db, { workspaceId, memberId }: Whose): Promise<string[]> {
  const rows = await prisma(db).referralRequest.findMany({
    where: {
      workspaceId,
      OR: [
        { requesterId: memberId },
        { facilitatorId: memberId },
        { offers: { some: { facilitatorId: memberId } } },
        { introductions: { some: { OR: [{ facilitatorId: memberId }, { consents: { some: { memberId } } }] } } },
      ],
    },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

async function fallDue(db: Db, { workspaceId, memberId, now }: Whose & { readonly now: Date }): Promise<void> {
  const client = prisma(db)
  const held = { workspaceId, facilitatorId: memberId }
  await client.referralRequest.updateMany({
    where: { workspaceId, requesterId: memberId, closedAt: null },
    data: { expiresAt: now, expiryNoticeAt: null },
  })
  await client.offer.updateMany({
    where: { ...held, status: { in: ['OPEN', 'QUESTIONED'] } },
    data: { status: 'OPEN', answerBy: now },
  })
  await client.offer.updateMany({ where: { ...held, status: 'DEFERRED' }, data: { status: 'WITHDRAWN' } })
  await client.introduction.updateMany({ where: { ...held, sentAt: null, cancelledAt: null }, data: { sendBy: now } })
}

/**
 * Both were asked to take the same request: the offer that got further counts. What asks a person to help themselves is
 * ended by the listener, with the words that fit.
 */
export async function joinMembers({ db }: Work, { workspaceId, from, into }: Halves): Promise<void> {
  const client = prisma(db)
  const doubles = await client.$queryRaw<{ id: string }[]>`
    select id from (
      select id, row_number() over (
        partition by "requestId", "contactId"
        order by status = 'ACCEPTED' desc, status in ('OPEN', 'QUESTIONED') desc, status = 'DEFERRED' desc,
          "facilitatorId" = ${into} desc
      ) as place
      from offers where "workspaceId" = ${workspaceId} and "facilitatorId" in (${from}, ${into})
    ) ranked where place > 1`
  const ids = doubles.map(({ id }) => id)
  await client.offer.deleteMany({ where: { workspaceId, id: { in: ids } } })
  await client.reminder.deleteMany({ where: { workspaceId, subjectId: { in: ids } } })
  await client.coverageLook.deleteMany({ where: { workspaceId, memberId: from } })
  await client.$executeRaw`
    delete from reminders r using reminders other
    where r."workspaceId" = ${workspaceId} and r."memberId" = ${from} and other."workspaceId" = r."workspaceId"
      and other."memberId" = ${into} and other."subjectId" = r."subjectId" and other.kind = r.kind`
}
