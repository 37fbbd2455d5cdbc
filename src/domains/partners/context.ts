import { z } from 'zod'
import { STATE_CODES } from './model.ts'

/** What comes from outside about a need, with the PRD's names, and what it is called. */

export const stateCode = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => STATE_CODES.includes(code), 'Please give the two-letter code of a state, such as MN.')

const fact = (max: number) => z.string().trim().min(1).max(max).optional()

export const HOME_PRICE_MAX = 60
export const TIMELINE_MAX = 120
export const NEED_MAX = 1500
export const GROUP_SIZE_MAX = 50

export const askContext = z.strictObject({
  state: stateCode,
  group_size: z.number().int().min(1).max(GROUP_SIZE_MAX).optional(),
  home_price_range: fact(HOME_PRICE_MAX),
  timeline: fact(TIMELINE_MAX),
  specific_need: fact(NEED_MAX),
})
