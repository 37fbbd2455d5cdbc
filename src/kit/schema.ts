import { z } from 'zod'

/** Any zod object: the shape of what comes with a command, a button, a form, a notice, a job. */
export type Values = z.ZodObject
export type AnySchema = z.ZodType

/** For contracts that carry nothing. */
export const nothing = z.object({})

/** The id of something in the database, as it travels in buttons and jobs. */
export const id = z.string().min(1).max(64)

/** A line that a person typed: trimmed, no control characters, at most `max` code units. An empty control sends nothing at all. */
export const line = (max: number, what = 'This') =>
  z
    .string(`${what} is needed.`)
    .trim()
    .min(1, `${what} is needed.`)
    .max(max, `${what} can have ${max} characters at most. Please shorten it.`)

/** A line or paragraph that may be left empty; empty comes out as undefined. */
export const optionalLine = (max: number, what = 'This') =>
  z
    .string()
    .trim()
    .max(max, `${what} can have ${max} characters at most. Please shorten it.`)
    .optional()
    .transform((value) => (value ? value : undefined))

const DAY_SHAPE = 'Please give a date as year-month-day, such as 2026-12-01.'

/** A day as a date control gives it. */
export const day = z.string(DAY_SHAPE).regex(/^\d{4}-\d{2}-\d{2}$/, DAY_SHAPE)
