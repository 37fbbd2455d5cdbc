import { z } from 'zod'
import { memberId } from '../kit/brand.ts'
import { SURFACES } from '../kit/person.ts'
import { id } from '../kit/schema.ts'

/** The runtime's own jobs and what they carry. */
export const DELIVER = 'app.deliver'
export const HOME_CHANGED = 'app.home_changed'
export const DUE_DELIVERIES = 'app.due_deliveries'
export const CLEAR_ENDED = 'app.clear_ended'
export const END_WORKSPACES = 'app.end_workspaces'

/** `waited`: this run has waited as the platform asked, so the card is due, whatever the desk's clock says. */
export const deliverData = z.object({ workspaceId: id, deliveryId: id, waited: z.boolean().default(false) })
export const homeChangedData = z.object({ workspaceId: id, memberId: id })
/** How a job of a domain travels: its workspace beside its own data. */
export const domainJobData = z.object({ workspaceId: id, data: z.unknown(), eventId: z.string().default('') })

/** What a member's delivery carries besides them, a room's besides its key, and a mail's besides its address. */
export const memberDetails = z.object({
  at: z.object({ surface: z.enum(SURFACES), installation: z.string(), place: z.string() }).optional(),
})
export const roomDetails = z.object({ title: z.string(), memberIds: z.array(z.string().transform(memberId)) })
export const mailDetails = z.object({ name: z.string() })
