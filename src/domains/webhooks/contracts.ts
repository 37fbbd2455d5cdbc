import { z } from 'zod'
import { job, route, sweep } from '../../kit/contracts.ts'
import { pageOf, pageQuery } from '../../kit/listing.ts'
import { wireEnum } from '../../kit/wire.ts'
import { DELIVERY_STATUSES } from './model.ts'
import { publicEventNames } from './public-events.ts'

const id = z.string().min(1).max(64)
const one = z.object({ id })
const team = { tag: 'Webhooks', scopes: ['admin'] } as const

const url = z
  .url({ protocol: /^https?$/, error: 'Please give a whole address, such as https://example.org/hooks.' })
  .max(2000)
const eventName = z.string().refine((name) => publicEventNames.includes(name), {
  error: `Please choose among ${publicEventNames.join(', ')}.`,
})

export const endpoint = z
  .object({
    ...{ id, url: z.string(), events: z.array(z.string()).describe('Empty: all of them'), failures: z.number().int() },
    ...{ created_at: z.iso.datetime(), disabled_at: z.iso.datetime().nullable() },
  })
  .meta({ id: 'Webhook', description: 'An address that hears what happens' })

export const delivery = z
  .object({
    ...{ id, webhook_id: id, event: z.string(), status: wireEnum(DELIVERY_STATUSES), attempts: z.number().int() },
    ...{ last_answer: z.string().nullable(), due_at: z.iso.datetime(), created_at: z.iso.datetime() },
    delivered_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'WebhookDelivery' })

const body = z.strictObject({ url, events: z.array(eventName).max(100).default([]) })

export const contracts = {
  listWebhooks: route({
    ...{ name: 'webhooks.list', method: 'get', path: '/api/admin/webhooks', summary: 'List webhooks', ...team },
    ...{ query: z.object(pageQuery(['-created_at', 'created_at'])), returns: pageOf(endpoint) },
  }),
  createWebhook: route({
    ...{ name: 'webhooks.create', method: 'post', path: '/api/admin/webhooks', summary: 'Add a webhook', ...team },
    isSecret: true,
    ...{ body, returns: endpoint.extend({ secret: z.string().describe('What each call is signed with: shown once') }) },
  }),
  showWebhook: route({
    ...{ name: 'webhooks.show', method: 'get', path: '/api/admin/webhooks/{id}', summary: 'Get a webhook', ...team },
    ...{ params: one, returns: endpoint },
  }),
  updateWebhook: route({
    ...{
      name: 'webhooks.update',
      method: 'put',
      path: '/api/admin/webhooks/{id}',
      summary: 'Change a webhook',
      ...team,
    },
    ...{ params: one, returns: endpoint },
    body: body.partial().extend({ enabled: z.boolean().optional() }),
  }),
  removeWebhook: route({
    ...{
      name: 'webhooks.remove',
      method: 'delete',
      path: '/api/admin/webhooks/{id}',
      summary: 'Remove a webhook',
      ...team,
    },
    ...{ params: one, returns: endpoint },
  }),
  listDeliveries: route({
    ...{ name: 'webhooks.deliveries', method: 'get', path: '/api/admin/webhooks/{id}/deliveries', ...team },
    ...{ summary: 'List what was told to a webhook', params: one, returns: pageOf(delivery) },
    query: z.object({ ...pageQuery(['-created_at', 'created_at']), status: wireEnum(DELIVERY_STATUSES).optional() }),
  }),
  replayDelivery: route({
    ...{
      name: 'webhooks.replay',
      method: 'post',
      path: '/api/admin/webhooks/{id}/deliveries/{deliveryId}/replay',
      ...team,
    },
    ...{ summary: 'Tell it once more', params: one.extend({ deliveryId: id }), returns: delivery },
  }),
  send: job({ name: 'webhooks.send', data: z.object({ deliveryId: id }), retries: 2 }),
  dueSweep: sweep({ name: 'webhooks.due', every: 'minute' }),
}
