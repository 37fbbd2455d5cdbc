import { z } from 'zod'
import { event } from '../../kit/contracts.ts'
import { id } from '../../kit/schema.ts'
import { CLASSES } from './model.ts'

/** What other domains may hear of the coach: that a human is needed, never what was said. */

export const humanWanted = event({
  name: 'coach.human_wanted',
  data: z.object({ escalationId: id, memberId: id, reason: z.enum(CLASSES) }),
})

export const humanAnswered = event({
  name: 'coach.human_answered',
  data: z.object({ escalationId: id, memberId: id, byId: id }),
})
