import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { AnyEvent } from '../../kit/contracts.ts'
import type { JobCtx, RouteWorkCtx } from '../../kit/ctx.ts'
import { type HandlerOf, type Listener, on } from '../../kit/domain.ts'
import { pageIn } from '../../kit/listing.ts'
import { refuse } from '../../kit/reply.ts'
import { toConstant, toWire } from '../../kit/wire.ts'
import type { contracts, delivery as deliveryShape, endpoint as endpointShape } from './contracts.ts'
import { contracts as said } from './contracts.ts'
import { type Delivery, type Endpoint, MOST_ENDPOINTS } from './model.ts'
import { publicEvents } from './public-events.ts'
import { afterTry, requestFor } from './rules.ts'
import * as store from './store.ts'
import type { WebhookRefusal } from './text.ts'

/** Endpoints, what is told to them, and telling it again. */

type Contracts = typeof contracts
type Handlers = { readonly [K in keyof Contracts]: HandlerOf<Contracts[K], WebhookRefusal> }

/** What a run of the sweep hands on; the next minute finds the rest. */
const DUE_AT_ONCE = 500

export const handlers: Handlers = {
  async listWebhooks(ctx, { query }) {
    const page = pageIn(await store.endpoints(ctx.db, ctx.workspace.id), query, ({ createdAt }) =>
      createdAt.toISOString(),
    )
    return { ...page, data: page.data.map(endpointView) }
  },
  async createWebhook(ctx, { body }) {
    const known = await store.endpoints(ctx.db, ctx.workspace.id)
    if (known.length >= MOST_ENDPOINTS) return refuse({ kind: 'too_many_webhooks' })
    if (!ctx.seal) return refuse({ kind: 'no_keys' })
    const id = ctx.w.newId()
    const secret = `whsec_${randomBytes(24).toString('base64')}`
    const made: Endpoint = {
      ...{ id, ...body, secret: ctx.seal.seal(secret, store.secretOf(ctx.workspace.id, id)) },
      ...{ createdAt: ctx.now, disabledAt: null, failures: 0 },
    }
    await store.insertEndpoint(ctx.db, ctx.workspace.id, made)
    return { ...endpointView(made), secret }
  },
  async showWebhook(ctx, { params }) {
    const found = await store.findEndpoint(ctx.db, ctx.workspace.id, params.id)
    return found ? endpointView(found) : refuse({ kind: 'not_found' })
  },
  updateWebhook: (ctx, { params, body: { enabled, url, events } }) =>
    changed(ctx, params.id, async ({ disabledAt }) => {
      const ended = enabled === undefined ? disabledAt : enabled ? null : (disabledAt ?? ctx.now)
      const change = {
        ...(url && { url }),
        ...(events && { events }),
        ...(enabled && { failures: 0 }),
        disabledAt: ended,
      }
      await store.updateEndpoint(ctx.db, ctx.workspace.id, params.id, change)
    }),
  async removeWebhook(ctx, { params }) {
    const found = await store.lockEndpoint(ctx.db, ctx.workspace.id, params.id)
    if (!found) return refuse({ kind: 'not_found' })
    await store.deleteEndpoint(ctx.db, ctx.workspace.id, params.id)
    return endpointView(found)
  },
  async listDeliveries(ctx, { params, query }) {
    if (!(await store.findEndpoint(ctx.db, ctx.workspace.id, params.id))) return refuse({ kind: 'not_found' })
    const status = query.status && toConstant(query.status)
    const all = await store.deliveriesOf(ctx.db, ctx.workspace.id, { endpointId: params.id, status })
    const page = pageIn(all, query, ({ at }) => at.toISOString())
    return { ...page, data: page.data.map(deliveryView) }
  },
  async replayDelivery(ctx, { params }) {
    const found = await store.findDelivery(ctx.db, ctx.workspace.id, params.deliveryId)
    if (found?.endpointId !== params.id) return refuse({ kind: 'not_found' })
    const again = { status: 'PENDING', attempts: 0, dueAt: ctx.now, deliveredAt: null } as const
    await store.updateDelivery(ctx.db, ctx.workspace.id, found.id, again)
    ctx.w.enqueue(said.send, { deliveryId: found.id })
    return deliveryView({ ...found, ...again })
  },
  send,
  dueSweep: {
    async run(ctx) {
      for (const { id, workspaceId } of await store.dueDeliveries(ctx.db, ctx.now, DUE_AT_ONCE)) {
        ctx.signal.throwIfAborted()
        const inside = await ctx.in(workspaceId)
        await inside?.work(async (w) => w.enqueue(said.send, { deliveryId: id }))
      }
    },
    async nextDue(db) {
      const next = await store.nextDue(db)
      return next && { at: next.at, what: `telling a webhook of ${next.event}` }
    },
  },
}

/** Promises each public event to every endpoint that wants it, once, however often it is heard. */
export const listeners: readonly Listener[] = publicEvents.map((event) =>
  on('webhooks', event, (ctx, data, eventId) => promise(ctx, { event, data, eventId })),
)

async function promise(ctx: JobCtx, { event, data, eventId }: { event: AnyEvent; data: object; eventId: string }) {
  const listening = (await store.endpoints(ctx.db, ctx.workspace.id)).filter(
    ({ disabledAt, events }) => disabledAt === null && (events.length === 0 || events.includes(event.name)),
  )
  if (listening.length === 0) return
  await ctx.work(async (w) => {
    const deliveries = listening.map(
      (endpoint): Delivery => ({
        ...{
          id: w.newId(),
          endpointId: endpoint.id,
          eventId,
          event: event.name,
          version: event.version,
          data,
          at: w.now,
        },
        ...{ status: 'PENDING', attempts: 0, dueAt: w.now, lastAnswer: null, deliveredAt: null },
      }),
    )
    const fresh = await store.insertDeliveries(w.db, ctx.workspace.id, deliveries)
    for (const deliveryId of fresh) w.enqueue(said.send, { deliveryId })
  })
}

/** One try. What it meant is kept afterwards; a try whose meaning was lost is made again, under the same id. */
async function send(ctx: JobCtx, { deliveryId }: { deliveryId: string }): Promise<void> {
  const delivery = await store.findDelivery(ctx.db, ctx.workspace.id, deliveryId)
  const endpoint = delivery && (await store.findEndpoint(ctx.db, ctx.workspace.id, delivery.endpointId))
  const isDue = delivery?.status === 'PENDING' && delivery.dueAt <= ctx.now
  if (!endpoint || !isDue) return
  if (endpoint.disabledAt) return giveUp(ctx, deliveryId)
  const posted = await ctx.post(requestFor(delivery, { url: endpoint.url, secret: opened(ctx, endpoint) }, ctx.now))
  await ctx.work(async (w) => {
    const current = await store.lockEndpoint(w.db, ctx.workspace.id, endpoint.id)
    if (!current) return
    const tried = afterTry(delivery, current, { posted, now: w.now })
    await store.updateDelivery(w.db, ctx.workspace.id, deliveryId, tried.delivery)
    await store.updateEndpoint(w.db, ctx.workspace.id, endpoint.id, tried.endpoint)
  })
}

function opened({ seal, workspace }: JobCtx, { id, secret }: Endpoint): string {
  if (seal) return seal.open(secret, store.secretOf(workspace.id, id))
  throw new Error('The secret of a webhook is sealed with keys that are gone. Set ENCRYPTION_KEYS as it was.')
}

async function giveUp(ctx: JobCtx, deliveryId: string): Promise<void> {
  const given = { status: 'FAILED', lastAnswer: 'not sent: the webhook is switched off' } as const
  await ctx.work((w) => store.updateDelivery(w.db, ctx.workspace.id, deliveryId, given))
}

async function changed(ctx: RouteWorkCtx, id: string, change: (endpoint: Endpoint) => Promise<void>) {
  const before = await store.lockEndpoint(ctx.db, ctx.workspace.id, id)
  if (!before) return refuse({ kind: 'not_found' } as const)
  if (!ctx.isCurrent(endpointView(before))) return refuse({ kind: 'stale' } as const)
  await change(before)
  const after = await store.findEndpoint(ctx.db, ctx.workspace.id, id)
  return after ? endpointView(after) : refuse({ kind: 'not_found' } as const)
}

const endpointView = ({
  id,
  url,
  events,
  failures,
  createdAt,
  disabledAt,
}: Endpoint): z.input<typeof endpointShape> => ({
  ...{ id, url, events: [...events], failures, created_at: createdAt.toISOString() },
  disabled_at: disabledAt?.toISOString() ?? null,
})

const deliveryView = (delivery: Delivery): z.input<typeof deliveryShape> => ({
  ...{ id: delivery.id, webhook_id: delivery.endpointId, event: delivery.event, status: toWire(delivery.status) },
  ...{ attempts: delivery.attempts, last_answer: delivery.lastAnswer, due_at: delivery.dueAt.toISOString() },
  ...{ created_at: delivery.at.toISOString(), delivered_at: delivery.deliveredAt?.toISOString() ?? null },
})
