import { z } from 'zod'
import { route } from '../../kit/contracts.ts'
import { pageOf, pageQuery } from '../../kit/listing.ts'
import { line, optionalLine } from '../../kit/schema.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { wireEnum } from '../../kit/wire.ts'
import { ACTIVITY_TYPES, OUTCOMES, REASON_READERS, REQUEST_STATUSES, TELLABLE_OUTCOMES, URGENCIES } from './model.ts'

/** What a community's own systems can say about introductions. Who knows whom is never part of it. */

const id = z.string().min(1).max(64)
const moment = z.iso.datetime().nullable()
const team = { tag: 'Introductions', scopes: ['admin'] } as const
const one = z.object({ id })

export const introduction = z
  .object({
    ...{
      id,
      reference: z.string(),
      kind: z.enum(['contact', 'expertise', 'partner']),
      status: wireEnum(REQUEST_STATUSES),
    },
    ...{ requester_id: id, contact_id: id.nullable(), criteria: z.string().nullable(), purpose: z.string() },
    ...{ message: z.string(), urgency: wireEnum(URGENCIES), facilitator_id: id.nullable() },
    ...{
      responded_at: moment,
      facilitator_response: z.string().nullable(),
      intro_sent_at: moment,
      connected_at: moment,
    },
    ...{ meeting_date: moment, outcome: wireEnum(OUTCOMES).nullable(), follow_up_notes: z.string().nullable() },
    ...{ expires_at: z.iso.datetime(), closed_at: moment, created_at: z.iso.datetime() },
  })
  .meta({ id: 'Introduction', description: 'A request for an introduction; who was asked and said no is not in it' })

export const activity = z
  .object({
    ...{ id, introduction_id: id, type: wireEnum(ACTIVITY_TYPES), actor_id: id.nullable(), description: z.string() },
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Activity' })

export const askRoute = route({
  ...{
    name: 'introductions.ask',
    method: 'post',
    path: '/api/introductions',
    summary: 'Ask for an introduction',
    ...team,
  },
  body: z.strictObject({
    requester_id: id.describe('The member who asks'),
    contact_id: id.optional().describe('Whom they want to meet; or describe them with `criteria`'),
    criteria: optionalLine(LIMITS.line, 'The description'),
    ...{ purpose: line(LIMITS.line, 'What it is about'), message: line(LIMITS.paragraph, 'The message') },
    urgency: wireEnum(URGENCIES).default('normal'),
  }),
  returns: introduction,
})
export const listRoute = route({
  ...{ name: 'introductions.list', method: 'get', path: '/api/introductions', summary: 'List introductions', ...team },
  query: z.object({
    ...pageQuery(['-created_at', 'created_at']),
    ...{ status: wireEnum(REQUEST_STATUSES).optional(), requester_id: id.optional(), facilitator_id: id.optional() },
  }),
  returns: pageOf(introduction),
})
export const showRoute = route({
  ...{
    name: 'introductions.show',
    method: 'get',
    path: '/api/introductions/{id}',
    summary: 'Get an introduction',
    ...team,
  },
  ...{ params: one, returns: introduction },
})
export const answerRoute = route({
  ...{ name: 'introductions.answer', method: 'post', path: '/api/introductions/{id}/answers', ...team },
  ...{ summary: 'Say yes or no for the facilitator who was asked', params: one, returns: introduction },
  body: z.strictObject({
    ...{ facilitator_id: id, answer: z.enum(['accept', 'decline']) },
    reason: optionalLine(LIMITS.paragraph, 'The reason'),
    reason_for: wireEnum(REASON_READERS).default('nobody'),
  }),
})
export const outcomeRoute = route({
  ...{ name: 'introductions.record_outcome', method: 'put', path: '/api/introductions/{id}/outcome', ...team },
  ...{ summary: 'Record what came of an introduction', params: one, returns: introduction },
  body: z.strictObject({
    outcome: wireEnum(TELLABLE_OUTCOMES),
    follow_up_notes: optionalLine(LIMITS.paragraph, 'The notes'),
  }),
})
export const activitiesRoute = route({
  ...{
    name: 'introductions.activities',
    method: 'get',
    path: '/api/activities',
    summary: 'List what happened',
    ...team,
  },
  query: z.object({ ...pageQuery(['-created_at', 'created_at']), introduction_id: id.optional() }),
  returns: pageOf(activity),
})
