import type { Context } from 'hono'
import type { InputProblem } from '../../app/routes.ts'

/** What goes wrong, as RFC 9457 says it: machine-readable code, and a sentence for whoever reads the log. */

export interface Problem {
  readonly status: ProblemStatus
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors?: readonly ProblemError[]
}

export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 507

interface ProblemError {
  readonly in: InputProblem['in'] | 'header'
  /** A JSON pointer. */
  readonly pointer: string
  readonly detail: string
}

export function problem(c: Context, { status, code, title, detail, errors }: Problem): Response {
  const body = { type: `/docs#${code}`, title, status, detail, code, ...(errors && { errors }) }
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' })
}

export const MOST_BYTES = 256 * 1024
export const MOST_IDEMPOTENCY_KEY = 255

export const notFound = (detail = 'There is nothing here.'): Problem => ({
  ...{ status: 404, code: 'not_found', title: 'Not found', detail },
})

export const outOfScope = (needed: readonly string[]): Problem => ({
  ...{ status: 403, code: 'out_of_scope', title: 'This key may not do that' },
  detail: `A key with the scope ${needed.join(' or ')} is needed.`,
})

export function invalid(problems: readonly InputProblem[]): Problem {
  const errors = problems.map(({ problem: detail, ...where }) => ({ ...where, detail }))
  const isBody = problems.some((one) => one.in === 'body')
  return {
    ...{ status: isBody ? 422 : 400, code: 'invalid', title: 'Something does not fit' },
    detail: `Nothing was changed. ${errors.map((one) => `${one.in}${one.pointer}: ${one.detail}`).join(' ')}`,
    errors,
  }
}

/** A refusal of the rules: kept as a value on its way here, worded by its domain. */
export function refused({ code, text, field }: { code: string; text: string; field?: string | undefined }): Problem {
  const errors = field ? [{ in: 'body' as const, pointer: `/${field}`, detail: text }] : undefined
  return { status: statusOf(code, field), code, title: 'Refused', detail: text, ...(errors && { errors }) }
}

function statusOf(code: string, field: string | undefined): ProblemStatus {
  switch (code) {
    case 'not_found':
      return 404
    case 'not_yours':
      return 403
    case 'stale':
      return 412
    default:
      return field ? 422 : 409
  }
}

const told =
  (status: ProblemStatus, code: string, title: string) =>
  (detail: string): Problem => ({ status, code, title, detail })

/** What the surface itself says no to, and what we broke. */
export const problems = {
  unauthorised: told(
    401,
    'unauthorised',
    'A key is needed',
  )('Send a valid key as "Authorization: Bearer idk_…". Keys are made with "introdesk keys create".'),
  tooLarge: told(413, 'too_large', 'Too large')(`A body can have ${MOST_BYTES / 1024} KB. Nothing was changed.`),
  tooMany: told(
    429,
    'too_many_calls',
    'Too many calls',
  )('Please wait as long as Retry-After says. Nothing was changed.'),
  wrongMethod: told(405, 'wrong_method', 'This method cannot be used here')('Nothing was changed.'),
  notJson: told(415, 'not_json', 'The body is no JSON')('Send the body as application/json.'),
  brokenJson: told(400, 'broken_json', 'The body is broken')('Nothing was changed.'),
  badIdempotencyKey: told(
    400,
    'bad_idempotency_key',
    'The Idempotency-Key does not fit',
  )(`It can have ${MOST_IDEMPOTENCY_KEY} visible ASCII characters, such as a UUID.`),
  otherCall: told(
    409,
    'other_call',
    'The Idempotency-Key belongs to another call',
  )('It was used with another path or body. Use a new key for a new call. Nothing was changed.'),
  wentWrong: told(
    500,
    'went_wrong',
    'Something went wrong on our side',
  )('Nothing of it was saved. Please try again, with the same Idempotency-Key.'),
  noSpace: told(
    507,
    'no_space',
    'The disk of the desk is full',
  )('Nothing of it was saved; what was there before is safe. An administrator has to make room.'),
} as const
