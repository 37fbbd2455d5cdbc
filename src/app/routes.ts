import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { WorkspaceId } from '../kit/brand.ts'
import type { RouteContract } from '../kit/contracts.ts'
import type { ApiScope, RouteCtx } from '../kit/ctx.ts'
import type { Db } from '../kit/db.ts'
import { isRefused, type Refused } from '../kit/reply.ts'
import { toPlainText } from '../kit/ui/text.ts'
import type { Ports } from './ports.ts'
import type { Entry } from './registry.ts'
import { createWork } from './work.ts'

/** A call of a route, by somebody whom the surface has recognised. */
export interface RouteCall {
  readonly workspaceId: WorkspaceId
  readonly scope: ApiScope
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  /** The tag of the thing as the caller saw it; a decision about something that has changed since is refused. */
  readonly ifMatch?: string | undefined
  /** Keeps the answer with what was done, so that the same call again is answered and not done again. */
  readonly once?: Once | undefined
}

/** Both run in the transaction of the call. `before` waits for the same call under way elsewhere, and gives what that answered. */
export interface Once {
  before(db: Db): Promise<{ readonly data: unknown } | null>
  after(db: Db, data: unknown): Promise<void>
}

export type RouteAnswer =
  | { readonly kind: 'data'; readonly data: unknown; readonly tag: string; readonly isRepeated: boolean }
  | { readonly kind: 'invalid'; readonly problems: readonly InputProblem[] }
  /** `field` where the refusal belongs to a field of the body. */
  | { readonly kind: 'refused'; readonly code: string; readonly text: string; readonly field?: string | undefined }

export interface InputProblem {
  readonly in: 'params' | 'query' | 'body'
  /** A JSON pointer, such as "/context/state". */
  readonly pointer: string
  readonly problem: string
}

/** Checks the input, lets the domain's handler answer, and checks the answer. What we broke is thrown. */
export async function callRoute(ports: Ports, entry: Entry<RouteContract>, call: RouteCall): Promise<RouteAnswer> {
  const { contract, handler, domain } = entry
  const input = parseInput(contract, call)
  if (input.problems.length > 0) return { kind: 'invalid', problems: input.problems }
  const workspace = await ports.directory.workspace(ports.database.reader, call.workspaceId)
  if (!workspace) throw new Error(`A key was accepted for the workspace ${call.workspaceId}, which is gone.`)
  const now = ports.clock.now()
  const ctx: RouteCtx = { workspace, scope: call.scope, now, db: ports.database.reader, log: ports.log }
  const answered = contract.method === 'get' ? await handler(asReading(ctx), input.value) : await decide()
  if (isRefused(answered)) return refusalOf(answered)
  if (isRepeat(answered)) return found(answered.data, true)
  return found(contract.returns.parse(answered), false)

  async function decide() {
    const isAudited = call.scope.kind === 'admin'
    const accountable = { kind: contract.name, by: 'key', actorId: null, isAudited } as const
    return createWork(ports, { workspace: ctx.workspace, now, accountable })(async (w) => {
      const before = await call.once?.before(w.db)
      if (before) return { [REPEAT]: true, data: before.data } as const
      const isCurrent = (view: unknown) => call.ifMatch === undefined || call.ifMatch === tagOf(contract, view)
      const data = await handler({ ...ctx, db: w.db, w, seal: ports.seal, isCurrent }, input.value)
      if (!isRefused(data)) await call.once?.after(w.db, contract.returns.parse(data))
      return data
    })
  }

  function refusalOf({ refusal }: Refused): RouteAnswer {
    const { text, field } = ports.registry.sentence(domain, refusal)
    return { kind: 'refused', code: refusal.kind, text: toPlainText(text), field }
  }
}

const REPEAT: unique symbol = Symbol('repeat')
const isRepeat = (answer: unknown): answer is { readonly data: unknown } =>
  typeof answer === 'object' && answer !== null && REPEAT in answer

// The registry knows a route by its widest type, whose handler asks for the context of both kinds; a `get` uses only the first.
const asReading = (ctx: RouteCtx) => ctx as RouteCtx & never

const found = (data: unknown, isRepeated: boolean): RouteAnswer => ({
  kind: 'data',
  data,
  tag: hashOf(data),
  isRepeated,
})

/** The tag of a thing is a hash of how it is shown, so that a `get` and a `put` of the same thing agree. */
const tagOf = (contract: RouteContract, view: unknown): string => hashOf(contract.returns.parse(view))
const hashOf = (data: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 27)}"`

function parseInput(contract: RouteContract, call: RouteCall) {
  const parts = (['params', 'query', 'body'] as const).map((part) => ({
    part,
    parsed: contract[part].safeParse(call[part]),
  }))
  const problems = parts.flatMap(({ part, parsed }) => (parsed.success ? [] : problemsIn(part, parsed.error)))
  const value = Object.fromEntries(parts.map(({ part, parsed }) => [part, parsed.data ?? {}]))
  return { problems, value: value as Record<(typeof parts)[number]['part'], Record<string, unknown>> }
}

function problemsIn(part: InputProblem['in'], error: z.ZodError): InputProblem[] {
  return error.issues.map(({ path, message, ...issue }) => {
    const keys = issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path
    return { in: part, pointer: keys.map((key) => `/${String(key)}`).join(''), problem: message }
  })
}
