import { z } from 'zod'
import { job, notice, sweep } from '../../kit/contracts.ts'
import { id } from '../../kit/schema.ts'
import { NEWS as ALL_NEWS } from './rules/change.ts'

/** What the desk does by itself: cards it owes somebody, jobs, and due work. The subject of every card is its request. */

const requestOnly = z.object({ requestId: id })
const round = z.number().int().min(0)

/** The asker's one card, from the receipt to the outcome. */
export const receiptNotice = notice({
  name: 'intro.receipt',
  data: requestOnly,
  topic: 'essential',
  subject: ({ requestId }) => requestId,
  key: ({ requestId }) => requestId,
})

/** The facilitator's one card, from the offer through the draft studio to the outcome. */
export const offerNotice = notice({
  name: 'intro.offer',
  data: z.object({ requestId: id, offerId: id }),
  topic: 'essential',
  subject: ({ requestId }) => requestId,
  key: ({ offerId }) => offerId,
})

export const questionNotice = notice({
  name: 'intro.question',
  data: z.object({ requestId: id, offerId: id, round }),
  topic: 'essential',
  subject: ({ requestId }) => requestId,
  key: (data) => `${data.offerId}/${data.round}`,
})

export const answerNotice = notice({
  name: 'intro.answer',
  data: z.object({ requestId: id, offerId: id, round }),
  topic: 'essential',
  subject: ({ requestId }) => requestId,
  key: (data) => `${data.offerId}/${data.round}`,
})

/** Asks a target who is a member. */
export const consentNotice = notice({
  name: 'intro.consent',
  data: z.object({ requestId: id, consentId: id }),
  topic: 'essential',
  subject: ({ requestId }) => requestId,
  key: ({ consentId }) => consentId,
})

/** Asks a target outside by mail; `round` 1 is the reminder. */
export const consentMail = notice({
  name: 'intro.consent_mail',
  data: z.object({ requestId: id, consentId: id, round }),
  topic: 'essential',
  subject: ({ requestId }) => requestId,
  key: (data) => `${data.consentId}/${data.round}`,
})

/** The introduction itself: in the room, in the mail, and as a copy for the asker. */
export const introductionNotice = notice({
  name: 'intro.introduction',
  data: requestOnly,
  topic: 'essential',
  subject: ({ requestId }) => requestId,
  key: ({ requestId }) => requestId,
})

/** What somebody must be told at once. `round` tells a second yes from the first. */
export const newsNotice = notice({
  name: 'intro.news',
  data: z.object({ requestId: id, news: z.enum(ALL_NEWS), round }),
  topic: 'essential',
  subject: ({ requestId }) => requestId,
  key: (data) => `${data.requestId}/${data.news}/${data.round}`,
})

/** Tells the facilitator what their help has led to. */
export const thanksNotice = notice({
  name: 'intro.thanks',
  data: requestOnly,
  topic: 'outcomes',
  subject: ({ requestId }) => requestId,
  key: ({ requestId }) => requestId,
})

/** 48 hours before a request ends; `ends` is the day, because an extended request gets another notice. */
export const expiryNotice = notice({
  name: 'intro.expiry',
  data: z.object({ requestId: id, ends: z.string() }),
  topic: 'reminders',
  subject: ({ requestId }) => requestId,
  key: (data) => `${data.requestId}/${data.ends}`,
})

/** One card for everything that waits for this person today. */
export const reminderNotice = notice({
  name: 'intro.reminder',
  data: z.object({ memberId: id, slot: z.string() }),
  topic: 'reminders',
  subject: ({ memberId }) => `reminders of ${memberId}`,
  key: ({ slot }) => slot,
})

/** After three silent offers in a row. `since` is when the pause began. */
export const pausedNotice = notice({
  name: 'intro.paused',
  data: z.object({ memberId: id, since: z.string() }),
  topic: 'essential',
  subject: ({ memberId }) => `pause of ${memberId}`,
  key: ({ since }) => since,
})

/** Finds the next facilitator for a request that is with nobody. */
export const routeJob = job({ name: 'intro.route', data: requestOnly })
/** Writes the draft that was wished for last. */
export const draftJob = job({ name: 'intro.draft', data: z.object({ requestId: id, wanted: z.number().int() }) })

/** Sends reminders: one card a person. */
export const remindSweep = sweep({ name: 'intro.remind', every: 'minute' })
/** Offers that were not answered, yeses after which nothing happened, consents that nobody gave. */
export const lapseSweep = sweep({ name: 'intro.lapse', every: 'minute' })
/** Requests that end soon, or now. */
export const expirySweep = sweep({ name: 'intro.expire', every: 'minute' })
/** Requests that are with nobody and are looked at again. */
export const rerouteSweep = sweep({ name: 'intro.reroute', every: 'minute' })
