import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Clock } from '../../kit/clock.ts'

/**
 * Our own door in front of Bolt, whose check lets a replay and a request from the future pass and dies of a signed `null`
 * (5.1.0). Nothing reaches Bolt that is not a fresh, singly signed JSON object of Slack.
 */
export type Knock =
  | { readonly kind: 'refused'; readonly status: 400 | 401 | 413; readonly why: string }
  /** Slack looks whether the address answers. */
  | { readonly kind: 'certificate_check' }
  | { readonly kind: 'address_check'; readonly challenge: string }
  | { readonly kind: 'act'; readonly body: Body; readonly signature: string }

export type Body = Record<string, unknown>

const STALE_AFTER_S = 5 * 60
/** Clocks differ a little; a request from further ahead was made to be kept for later. */
const AHEAD_AT_MOST_S = 60
/** The largest view that Slack keeps is 250 KB, escaped several times over. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024

export async function answerKnock(request: IncomingMessage, secret: string, clock: Clock): Promise<Knock> {
  const raw = await readBody(request)
  if (!raw) return refused(413, 'the body is too large')
  const why = signatureProblem(request, raw, { secret, now: clock.now() })
  if (why) return refused(401, why)
  const body = parseBody(raw, request.headers['content-type'] ?? '')
  if (!body) return refused(400, 'the body is no object')
  if (body.ssl_check !== undefined) return { kind: 'certificate_check' }
  if (body.type === 'url_verification') return { kind: 'address_check', challenge: String(body.challenge ?? '') }
  return { kind: 'act', body, signature: String(request.headers['x-slack-signature']) }
}

function refused(status: 400 | 401 | 413, why: string): Knock {
  return { kind: 'refused', status, why }
}

/** Null for a body over the limit; the rest of it is not read. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > BODY_LIMIT_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function signatureProblem(request: IncomingMessage, raw: Buffer, by: { secret: string; now: Date }): string | null {
  const [timestamp, ...otherTimes] = request.headersDistinct['x-slack-request-timestamp'] ?? []
  const [signature, ...otherSignatures] = request.headersDistinct['x-slack-signature'] ?? []
  if (!timestamp || !signature) return 'it is not signed'
  if (otherTimes.length > 0 || otherSignatures.length > 0) return 'it is signed twice'
  if (!/^\d{1,12}$/.test(timestamp)) return 'its time is no number of seconds'
  const ageS = by.now.getTime() / 1000 - Number(timestamp)
  if (ageS > STALE_AFTER_S) return 'it is stale'
  if (ageS < -AHEAD_AT_MOST_S) return 'it comes from the future'
  const expected = `v0=${createHmac('sha256', by.secret).update(`v0:${timestamp}:`).update(raw).digest('hex')}`
  return isSame(expected, signature) ? null : 'the signature is wrong'
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function parseBody(raw: Buffer, contentType: string): Body | null {
  const text = raw.toString('utf8')
  if (contentType.startsWith('application/json')) return parseObject(text)
  const fields = Object.fromEntries(new URLSearchParams(text))
  if (fields.ssl_check !== undefined || fields.payload === undefined) return fields
  return parseObject(fields.payload)
}

function parseObject(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text)
    // A parsed object has string keys and unknown values, which is all that is claimed here.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null
  } catch {
    return null
  }
}
