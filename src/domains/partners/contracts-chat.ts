import { z } from 'zod'
import { action, command, form, hearing, search } from '../../kit/contracts.ts'
import { id, line, nothing, optionalLine } from '../../kit/schema.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { HOME_PRICE_MAX, NEED_MAX, stateCode, TIMELINE_MAX } from './context.ts'
import { PARTNER_TYPES } from './model.ts'

/** What can be said to the partners' desk in chat. */

const what = { words: z.string().trim().max(LIMITS.line).optional() }
const partnerOnly = z.object({ partnerId: id })
const placeOnly = z.object({ placeId: id })
const type = z.enum(PARTNER_TYPES, 'Please choose what kind of partner.')
const typeOnly = z.object({ type })
const email = z.email('Please give an e-mail address, such as ana@example.com.').max(255)
const website = z
  .union([z.literal(''), z.url({ protocol: /^https?$/, error: 'Please give a whole address, such as https://…' })])
  .optional()
  .transform((typed) => (typed ? typed : null))
const phone = optionalLine(20, 'A phone number').transform((typed) => typed ?? null)

export const stateSearch = search({ name: 'partners.states', who: 'anyone' })

/** "Does anyone know a good attorney?" */
export const needHearing = hearing({ name: 'partners.need' })

export const askCommand = command({
  ...{
    command: 'partner',
    verb: 'ask',
    order: 1,
    summary: 'Ask for an attorney, lender, agent, title company, insurer or accountant',
  },
  input: z.object(what),
  options: [{ name: 'words', describe: 'Such as: attorney in Minnesota', kind: 'text', rest: true }],
  answers: 'form',
})
export const findCommand = command({
  ...{ command: 'partner', verb: 'find', order: 2, summary: 'Look through the directory of partners' },
  input: z.object(what),
  options: [{ name: 'words', describe: 'A name, a kind, a state: lenders CA', kind: 'text', rest: true }],
  answers: 'card',
})
export const coverageCommand = command({
  ...{ command: 'partner', verb: 'coverage', order: 3, summary: 'See which partners there are in a state' },
  input: z.object(what),
  options: [{ name: 'words', describe: 'A state: MN, or Minnesota', kind: 'text', rest: true }],
  answers: 'card',
})
export const groupCommand = command({
  ...{ command: 'partner', verb: 'group', summary: 'See the groups you ask with, and start one' },
  ...{ input: nothing, options: [], answers: 'card' },
})
export const inviteCommand = command({
  ...{ command: 'partner', verb: 'invite', order: 4, summary: 'Invite a partner', who: 'partner_manager' },
  ...{ input: nothing, options: [], answers: 'form' },
})
export const teamCommand = command({
  ...{
    command: 'partner',
    verb: 'team',
    summary: 'See every partner, and who waits for a decision',
    who: 'partner_manager',
  },
  ...{ input: nothing, options: [], answers: 'card' },
})
export const rulesCommand = command({
  ...{ command: 'partner', verb: 'rules', summary: 'See which kinds of partner are regulated', who: 'admin' },
  ...{ input: nothing, options: [], answers: 'card' },
})

/** `type` and `state` fill the form; both may be empty. */
export const startAsk = action({
  name: 'partners.start',
  values: z.object({ groupId: id.optional(), type: type.optional(), state: z.string().optional() }),
  answers: 'form',
})
/** The form for this very partner. */
export const askThem = action({ name: 'partners.ask_them', values: partnerOnly, answers: 'form' })
export const askForm = form({
  name: 'partners.ask',
  values: z.object({ groupId: id.optional(), partnerId: id.optional() }),
  fields: z.object({
    type,
    ...{
      state: stateCode,
      price: optionalLine(HOME_PRICE_MAX, 'The price'),
      timeline: optionalLine(TIMELINE_MAX, 'The time'),
    },
    need: line(NEED_MAX, 'What you need'),
  }),
  answers: 'card',
})
export const choose = action({
  name: 'partners.choose',
  values: z.object({ requestId: id, partnerId: id }),
  answers: 'update',
})

export const stillWanted = action({ name: 'partners.still_wanted', values: placeOnly, answers: 'update' })
export const notWanted = action({ name: 'partners.not_wanted', values: placeOnly, answers: 'update' })

export const startGroup = action({ name: 'partners.start_group', values: nothing, answers: 'form' })
export const groupForm = form({
  name: 'partners.group',
  values: nothing,
  fields: z.object({
    ...{ name: line(80, 'A name'), member: optionalLine(64, 'The member') },
    here: z.enum(['yes', 'no']).optional(),
  }),
  answers: 'card',
})
export const startMember = action({ name: 'partners.start_member', values: z.object({ groupId: id }), answers: 'form' })
export const memberForm = form({
  name: 'partners.member',
  values: z.object({ groupId: id }),
  fields: z.object({ member: id }),
  answers: 'update',
})
/** From the channel in which it is pressed; `untie` gives the channel up. */
export const tieGroup = action({ name: 'partners.tie_group', values: z.object({ groupId: id }), answers: 'update' })
export const untieGroup = action({ name: 'partners.untie_group', values: z.object({ groupId: id }), answers: 'update' })
export const leaveGroup = action({ name: 'partners.leave_group', values: z.object({ groupId: id }), answers: 'update' })

export const inviteForm = form({
  name: 'partners.invite',
  values: nothing,
  fields: z.object({
    type,
    ...{ company: line(200, 'A company'), contact: line(100, 'A name'), email },
    states: line(LIMITS.line, 'At least one state'),
  }),
  who: 'partner_manager',
  answers: 'card',
})
export const openPartner = action({
  name: 'partners.open',
  values: partnerOnly,
  answers: 'card',
  who: 'partner_manager',
})
export const activate = action({
  name: 'partners.activate',
  values: partnerOnly,
  answers: 'update',
  who: 'partner_manager',
})
export const pause = action({ name: 'partners.pause', values: partnerOnly, answers: 'update', who: 'partner_manager' })
export const remove = action({
  name: 'partners.remove',
  values: partnerOnly,
  answers: 'update',
  who: 'partner_manager',
})
export const ask = action({
  name: 'partners.ask_partner',
  values: partnerOnly,
  answers: 'form',
  who: 'partner_manager',
})
export const questionForm = form({
  name: 'partners.question',
  values: partnerOnly,
  fields: z.object({ question: line(LIMITS.paragraph, 'A question') }),
  who: 'partner_manager',
  answers: 'update',
})
export const areas = action({ name: 'partners.areas', values: partnerOnly, answers: 'form', who: 'partner_manager' })
export const areasForm = form({
  name: 'partners.areas',
  values: partnerOnly,
  fields: z.object({ states: line(LIMITS.line, 'At least one state') }),
  who: 'partner_manager',
  answers: 'update',
})

export const acceptInvitation = action({ name: 'partners.accept', values: partnerOnly, answers: 'form', who: 'anyone' })
export const acceptForm = form({
  name: 'partners.accept',
  values: partnerOnly,
  fields: z.object({ phone, website, note: optionalLine(LIMITS.paragraph, 'Your note') }),
  who: 'anyone',
  answers: 'update',
})
export const declineInvitation = action({
  name: 'partners.decline',
  values: partnerOnly,
  answers: 'update',
  who: 'anyone',
})
export const answerQuestion = action({ name: 'partners.answer', values: partnerOnly, answers: 'form', who: 'anyone' })
export const answerForm = form({
  name: 'partners.answer',
  values: partnerOnly,
  fields: z.object({ answer: line(LIMITS.paragraph, 'An answer') }),
  who: 'anyone',
  answers: 'update',
})
export const editProfile = action({ name: 'partners.edit', values: partnerOnly, answers: 'form', who: 'anyone' })
export const profileForm = form({
  name: 'partners.profile',
  values: partnerOnly,
  fields: z.object({ company: line(200, 'A company'), contact: line(100, 'A name'), phone, website }),
  who: 'anyone',
  answers: 'card',
})

export const startRule = action({ name: 'partners.start_rule', values: typeOnly, answers: 'form', who: 'admin' })
export const ruleForm = form({
  name: 'partners.rule',
  values: z.object({ type, regulated: z.enum(['yes', 'no']) }),
  fields: z.object({ reason: line(500, 'The reason') }),
  who: 'admin',
  answers: 'update',
})
