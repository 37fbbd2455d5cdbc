import { z } from 'zod'
import { action, command, form } from '../../kit/contracts.ts'
import { nothing } from '../../kit/schema.ts'
import { HOUSE_GROUPS, type HouseGroup, REPORT_DAYS } from './model-defaults.ts'

/** What administrators say to the introductions desk. */

// Object.keys of a constant: exactly its keys.
const groups = Object.keys(HOUSE_GROUPS) as [HouseGroup, ...HouseGroup[]]
const groupOnly = z.object({ group: z.enum(groups) })

/** An empty field is a missing number, not a zero. */
const number = z
  .union([z.literal('').transform(() => undefined), z.coerce.number('Please give a whole number.')])
  .optional()

export const deskRules = command({
  command: 'desk',
  verb: 'rules',
  order: 2,
  summary: 'See and change the numbers: how much is asked of whom, and how long things take',
  input: nothing,
  options: [],
  answers: 'card',
  who: 'admin',
})
export const openRules = action({ name: 'intro.open_rules', values: groupOnly, answers: 'form', who: 'admin' })

export const deskReports = command({
  command: 'desk',
  verb: 'reports',
  order: 3,
  summary: 'See how the asks are shared: who was asked how often, how soon they answer',
  input: nothing,
  options: [],
  answers: 'card',
  who: 'admin',
})
export const showReport = action({
  name: 'intro.show_report',
  values: z.object({ days: z.enum(REPORT_DAYS) }),
  answers: 'update',
  who: 'admin',
})

const rules = { values: nothing, answers: 'card', who: 'admin' } as const

/** One form for each group of numbers. */
export const facilitatorRules = form({
  ...{ name: 'intro.facilitator_rules', ...rules },
  fields: z.object({
    ...{ openOffers: number, offersPerWeek: number, offersPerQuarter: number, silentInARow: number },
    offersPerRequest: number,
  }),
})
export const askerRules = form({
  ...{ name: 'intro.asker_rules', ...rules },
  fields: z.object({ liveRequests: number, sameTargetDays: number, requestDays: number }),
})
export const answerRules = form({
  ...{ name: 'intro.answer_rules', ...rules },
  fields: z.object({
    ...{ lowDays: number, normalDays: number, highDays: number, urgentHours: number, consentDays: number },
  }),
})
export const followUpRules = form({
  ...{ name: 'intro.follow_up_rules', ...rules },
  fields: z.object({
    ...{ firstWriterDays: number, didYouMeetDays: number, didYouMeetAgainDays: number, lastAskDays: number },
  }),
})
