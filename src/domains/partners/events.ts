import { z } from 'zod'
import { event } from '../../kit/contracts.ts'
import { id } from '../../kit/schema.ts'
import { PARTNER_STATUSES, PARTNER_TYPES } from './model.ts'

/** A partner has begun (`from` null) or come into another status. */
export const partnerMoved = event({
  name: 'partners.partner_moved',
  data: z.object({
    partnerId: id,
    type: z.enum(PARTNER_TYPES),
    from: z.enum(PARTNER_STATUSES).nullable(),
    to: z.enum(PARTNER_STATUSES),
  }),
  public: true,
})

/** An active partner serves other states than before. */
export const serviceAreasChanged = event({
  name: 'partners.service_areas_changed',
  data: z.object({
    partnerId: id,
    type: z.enum(PARTNER_TYPES),
    added: z.array(z.string()),
    removed: z.array(z.string()),
  }),
  public: true,
})

/** A request for a partner names the one to be met. */
export const partnerNamed = event({
  name: 'partners.partner_named',
  data: z.object({ requestId: id, groupId: id, partnerId: id, regulated: z.boolean() }),
  public: true,
})
