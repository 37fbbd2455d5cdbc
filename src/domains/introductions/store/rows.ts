import type { Prisma } from '../../../infra/db/generated/client.ts'
import { type MemberId, memberId } from '../../../kit/brand.ts'
import type { Consent, Introduction, Offer, ReferralRequest, Reminder } from '../model.ts'

/** What the rules need of each row, and how a row becomes what they know. */

export const requestFields = {
  ...{
    id: true,
    number: true,
    kind: true,
    requesterId: true,
    contactId: true,
    criteria: true,
    searchWords: true,
    purpose: true,
  },
  ...{
    message: true,
    urgency: true,
    blind: true,
    disclosure: true,
    status: true,
    pendingReason: true,
    retryAt: true,
    boardAt: true,
  },
  ...{ facilitatorId: true, respondedAt: true, facilitatorResponse: true, introSentAt: true, connectedAt: true },
  ...{ meetingDate: true, outcome: true, outcomeAt: true, followUpNotes: true, lighterYes: true, offersMade: true },
  ...{ expiresAt: true, expiryNoticeAt: true, closedAt: true, createdAt: true },
} as const satisfies Prisma.ReferralRequestSelect

export const offerFields = {
  ...{ id: true, facilitatorId: true, contactId: true, rank: true, reasons: true, status: true, answerBy: true },
  ...{ clockLeftMinutes: true, questions: true, question: true, answer: true, reason: true, reasonFor: true },
  ...{ deferredUntil: true, suggestedId: true, askedAt: true, answeredAt: true },
} as const satisfies Prisma.OfferSelect

export const introductionFields = {
  ...{ id: true, facilitatorId: true, contactId: true, aiSuggestedIntro: true, subject: true, body: true },
  ...{ talkingPoints: true, tone: true, format: true, writtenBy: true, writerNote: true, draftWanted: true },
  ...{ draftWritten: true, sendBy: true, inputTokens: true, outputTokens: true, channel: true, sentAt: true },
  ...{ cancelledAt: true, createdAt: true },
} as const satisfies Prisma.IntroductionSelect

export const consentFields = {
  ...{ id: true, introductionId: true, party: true, memberId: true, contactId: true, status: true, means: true },
  ...{ linkId: true, askedAt: true, expiresAt: true, answeredAt: true, note: true, askedWithId: true },
} as const satisfies Prisma.ConsentSelect

export const reminderFields = {
  ...{ id: true, memberId: true, kind: true, subjectId: true, dueAt: true, status: true, slot: true, sentAt: true },
  ...{ answer: true, answeredAt: true, createdAt: true },
} as const satisfies Prisma.ReminderSelect

type RequestRow = Prisma.ReferralRequestGetPayload<{ select: typeof requestFields }>
type OfferRow = Prisma.OfferGetPayload<{ select: typeof offerFields }>
type IntroductionRow = Prisma.IntroductionGetPayload<{ select: typeof introductionFields }>
type ConsentRow = Prisma.ConsentGetPayload<{ select: typeof consentFields }>
type ReminderRow = Prisma.ReminderGetPayload<{ select: typeof reminderFields }>

export const toRequest = (row: RequestRow): ReferralRequest => ({
  ...row,
  requesterId: memberId(row.requesterId),
  facilitatorId: toMember(row.facilitatorId),
})

export const toOffer = (row: OfferRow): Offer => ({
  ...row,
  facilitatorId: memberId(row.facilitatorId),
  suggestedId: toMember(row.suggestedId),
})

export const toIntroduction = (row: IntroductionRow): Introduction => ({
  ...row,
  facilitatorId: memberId(row.facilitatorId),
})

export const toConsent = (row: ConsentRow): Consent => ({ ...row, memberId: toMember(row.memberId) })

export const toReminder = (row: ReminderRow): Reminder => ({ ...row, memberId: toMember(row.memberId) })

export const toMember = (id: string | null): MemberId | null => (id === null ? null : memberId(id))
