import { z } from 'zod'
import { notice, signedLink, sweep } from '../../kit/contracts.ts'
import { id, optionalLine } from '../../kit/schema.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { PARTNER_STATUSES } from './model.ts'

/** What the partners' desk does by itself: cards it owes somebody, and due work. */

const aboutPartner = {
  data: z.object({ partnerId: id }),
  subject: ({ partnerId }: { partnerId: string }) => `partner ${partnerId}`,
  key: ({ partnerId }: { partnerId: string }) => partnerId,
} as const

/** Asks somebody to become a partner: a card for a member, a mail for everybody else. */
export const invitationNotice = notice({
  name: 'partners.invitation',
  data: z.object({ partnerId: id, at: z.string() }),
  topic: 'essential',
  subject: aboutPartner.subject,
  key: ({ partnerId, at }) => `${partnerId}/${at}`,
})

/** The team's one card about a partner, on which it is decided. */
export const reviewNotice = notice({ name: 'partners.review', topic: 'essential', ...aboutPartner })

/** A question of the team, for a partner who is a member; others are asked by mail. */
export const questionNotice = notice({
  name: 'partners.question',
  data: z.object({ partnerId: id, question: z.string() }),
  topic: 'essential',
  subject: aboutPartner.subject,
  key: ({ partnerId, question }) => `${partnerId}/${question}`,
})

/** Tells a partner what has become of them. */
export const statusNotice = notice({
  name: 'partners.status',
  data: z.object({ partnerId: id, status: z.enum(PARTNER_STATUSES), at: z.string() }),
  topic: 'essential',
  subject: aboutPartner.subject,
  key: ({ partnerId, at }) => `${partnerId}/${at}`,
})

/** Tells everybody concerned that the partner of a request is not available any more: once for each. */
export const movedOnNotice = notice({
  name: 'partners.moved_on',
  data: z.object({ requestId: id, partnerId: id }),
  topic: 'essential',
  subject: ({ requestId }) => requestId,
  key: (data) => `${data.requestId}/${data.partnerId}`,
})

/** "Somebody covers this now: do you still want it?" */
export const callBackNotice = notice({
  name: 'partners.call_back',
  data: z.object({ placeId: id, askedAt: z.string() }),
  topic: 'essential',
  subject: ({ placeId }) => `place ${placeId}`,
  key: (data) => `${data.placeId}/${data.askedAt}`,
})

/** The page on which somebody outside accepts an invitation, or answers a question. */
export const invitationLink = signedLink({
  name: 'partners.invitation',
  values: z.object({ partnerId: id }),
  fields: z.object({
    choice: z.enum(['agree', 'decline']),
    phone: optionalLine(20, 'A phone number'),
    website: optionalLine(LIMITS.line, 'An address'),
    note: optionalLine(LIMITS.paragraph, 'Your note'),
  }),
})

/** Calls that nobody answered: the next in line are asked. */
export const callBackSweep = sweep({ name: 'partners.call_back', every: 'minute' })
