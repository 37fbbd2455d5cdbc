import { z } from 'zod'
import { action, form, llmTask, signedLink } from '../../kit/contracts.ts'
import { day, id, line, optionalLine } from '../../kit/schema.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { FORMATS, MEETING_ANSWERS, TELLABLE_OUTCOMES, TONES } from './model.ts'

/** The draft studio, consent, sending, and what comes after. */

const requestOnly = z.object({ requestId: id })
const consentOnly = z.object({ requestId: id, consentId: id })

/** The picked value is a tone, a format, or AGAIN. */
export const rewrite = action({ name: 'intro.rewrite', values: requestOnly, answers: 'update' })
export const editDraft = action({ name: 'intro.edit_draft', values: requestOnly, answers: 'form' })
export const editDraftForm = form({
  name: 'intro.edit_draft',
  values: requestOnly,
  fields: z.object({ subject: line(LIMITS.line, 'A subject'), body: line(LIMITS.draft, 'The introduction') }),
  answers: 'update',
})

export const askConsent = action({ name: 'intro.ask_consent', values: requestOnly, answers: 'update' })
export const alreadyAsked = action({ name: 'intro.already_asked', values: requestOnly, answers: 'update' })
export const send = action({
  name: 'intro.send',
  values: z.object({ requestId: id, channel: z.enum(['ROOM', 'MAIL', 'BY_HAND']) }),
  answers: 'update',
})

export const consentYes = action({ name: 'intro.consent_yes', values: consentOnly, answers: 'update' })
export const consentNever = action({ name: 'intro.consent_never', values: consentOnly, answers: 'update' })
export const notNow = action({ name: 'intro.not_now', values: consentOnly, answers: 'form' })
export const notNowForm = form({
  name: 'intro.not_now',
  values: consentOnly,
  fields: z.object({ note: optionalLine(LIMITS.paragraph, 'Your note') }),
  answers: 'update',
})

/** The page on which somebody outside says yes or no. */
export const consentLink = signedLink({
  name: 'intro.consent',
  values: consentOnly,
  fields: z.object({
    choice: z.enum(['yes', 'later', 'never']),
    note: optionalLine(LIMITS.paragraph, 'Your note'),
  }),
})

export const wrote = action({ name: 'intro.wrote', values: requestOnly, answers: 'update' })
export const met = action({
  name: 'intro.met',
  values: z.object({ requestId: id, answer: z.enum(MEETING_ANSWERS) }),
  answers: 'update',
})
export const outcome = action({ name: 'intro.outcome', values: requestOnly, answers: 'form' })
export const outcomeForm = form({
  name: 'intro.outcome',
  values: requestOnly,
  fields: z.object({
    outcome: z.enum(TELLABLE_OUTCOMES, 'Please choose what came of it.'),
    meetingDate: z.union([z.literal(''), day]).optional(),
    notes: optionalLine(LIMITS.paragraph, 'Your notes'),
  }),
  answers: 'update',
})

/** What a draft may know: the request and public facts of the three people. No notes, no addresses, no strength. */
export const draftTask = llmTask({
  name: 'intro.draft',
  input: z.object({
    community: z.string(),
    facilitator: z.string(),
    asker: z.object({ name: z.string(), about: z.string().nullable() }),
    target: z.object({ name: z.string(), about: z.string().nullable() }),
    purpose: z.string(),
    message: z.string(),
    tone: z.enum(TONES),
    format: z.enum(FORMATS),
  }),
  output: z.object({ subject: z.string(), body: z.string(), talkingPoints: z.array(z.string()) }),
  maxOutputTokens: 700,
  timeoutMs: 25_000,
})
