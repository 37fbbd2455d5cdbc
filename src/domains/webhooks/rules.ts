import { createHmac } from 'node:crypto'
import type { OutgoingPost, Posted } from '../../kit/outgoing.ts'
import { type Delivery, type Endpoint, MOST_FAILURES, RETRY_AFTER_MS } from './model.ts'

/** One try, as it is sent: the Standard Webhooks way (standardwebhooks.com, read in 2026-11), so that its libraries verify it. */
export function requestFor(delivery: Delivery, to: { url: string; secret: string }, now: Date): OutgoingPost {
  const { id, event, version, data, at } = delivery
  const body = JSON.stringify({ id, type: event, version, timestamp: at.toISOString(), data })
  const timestamp = Math.floor(now.getTime() / 1000)
  return {
    url: to.url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Introdesk',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${signature(to.secret, `${id}.${timestamp}.${body}`)}`,
    },
  }
}

/** The secret is written as `whsec_<base64>`; its bytes are the key. */
export function signature(secret: string, content: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return createHmac('sha256', key).update(content).digest('base64')
}

export interface Tried {
  readonly delivery: Pick<Delivery, 'status' | 'attempts' | 'dueAt' | 'lastAnswer' | 'deliveredAt'>
  readonly endpoint: Pick<Endpoint, 'failures' | 'disabledAt'>
}

/** What a try means: delivered, tried again later, or given up. "Gone" closes the endpoint, and so do too many failures. */
export function afterTry(
  delivery: Delivery,
  endpoint: Endpoint,
  { posted, now }: { posted: Posted; now: Date },
): Tried {
  const attempts = delivery.attempts + 1
  const lastAnswer = answerOf(posted)
  if (posted.kind === 'answered' && posted.status >= 200 && posted.status < 300) {
    const delivered = { status: 'DELIVERED', attempts, dueAt: now, lastAnswer, deliveredAt: now } as const
    return { delivery: delivered, endpoint: { failures: 0, disabledAt: endpoint.disabledAt } }
  }
  const failures = endpoint.failures + 1
  const isGone = failures >= MOST_FAILURES || (posted.kind === 'answered' && posted.status === 410)
  const waitMs = RETRY_AFTER_MS[delivery.attempts]
  const isOver = isGone || posted.kind === 'forbidden' || waitMs === undefined
  return {
    delivery: {
      ...{ status: isOver ? 'FAILED' : 'PENDING', attempts, lastAnswer, deliveredAt: null },
      dueAt: new Date(now.getTime() + (waitMs ?? 0)),
    },
    endpoint: { failures, disabledAt: isGone ? (endpoint.disabledAt ?? now) : endpoint.disabledAt },
  }
}

function answerOf(posted: Posted): string {
  switch (posted.kind) {
    case 'answered':
      return `HTTP ${posted.status}`
    case 'failed':
      return `no answer: ${posted.reason}`
    case 'forbidden':
      return `not sent: ${posted.reason}`
  }
}
