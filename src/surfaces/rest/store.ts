import { z } from 'zod'
import { prisma } from '../../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, type WorkspaceId } from '../../kit/brand.ts'
import type { ApiScope } from '../../kit/ctx.ts'
import type { Db } from '../../kit/db.ts'
import type { Seal } from '../../kit/seal.ts'
import { addDays } from '../../kit/working-time.ts'

/** A key as a call is made with it. */
export interface KnownKey {
  readonly id: string
  readonly workspaceId: WorkspaceId
  readonly scope: ApiScope
}

/**
 * By its hash alone, because that is all that a call brings; the row says whose it is. Null for one that is not valid now, or
 * whose workspace is closed.
 */
export async function keyByHash(db: Db, hash: string, now: Date): Promise<KnownKey | null> {
  const row = await prisma(db).apiKey.findUnique({ where: { hash } })
  const isValid = row && row.revokedAt === null && (row.expiresAt === null || row.expiresAt > now)
  const isOpen = isValid && (await prisma(db).workspace.count({ where: { id: row.workspaceId, closedAt: null } })) > 0
  return isOpen ? { id: row.id, workspaceId: asWorkspaceId(row.workspaceId), scope: toScope(row) } : null
}

/** To the minute: exact enough to find keys that nobody uses, and no write for every call. */
const USED_GRAIN_MS = 60_000

export async function noteUse(db: Db, key: KnownKey, now: Date): Promise<void> {
  const before = new Date(now.getTime() - USED_GRAIN_MS)
  await prisma(db).apiKey.updateMany({
    where: { id: key.id, workspaceId: key.workspaceId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
    data: { lastUsedAt: now },
  })
}

export interface KeyWanted {
  readonly id: string
  readonly hash: string
  readonly prefix: string
  readonly name: string
  readonly scope: ApiScope
  readonly expiresAt: Date | null
  readonly now: Date
}

export async function createKey(db: Db, workspaceId: WorkspaceId, wanted: KeyWanted): Promise<void> {
  const { scope, now, ...rest } = wanted
  await prisma(db).apiKey.create({ data: { workspaceId, ...rest, ...fromScope(scope), createdAt: now } })
}

export interface ListedKey {
  readonly id: string
  readonly prefix: string
  readonly name: string
  readonly scope: ApiScope
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

export async function listKeys(db: Db, workspaceId: WorkspaceId): Promise<ListedKey[]> {
  const rows = await prisma(db).apiKey.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } })
  return rows.map(({ hash: _hash, workspaceId: _workspace, subjectId, scope, ...row }) => ({
    ...row,
    scope: toScope({ scope, subjectId }),
  }))
}

/** By its id or by the characters that are shown of it; how many were revoked. */
export async function revokeKey(db: Db, workspaceId: WorkspaceId, ref: string, now: Date): Promise<number> {
  const { count } = await prisma(db).apiKey.updateMany({
    where: { workspaceId, revokedAt: null, OR: [{ id: ref }, { prefix: ref }] },
    data: { revokedAt: now },
  })
  return count
}

export interface Repeatable {
  readonly key: KnownKey
  readonly idempotencyKey: string
  /** What the call says: method, path and body. */
  readonly requestHash: string
  readonly now: Date
  /** For an answer that holds a secret. */
  readonly seal: Seal | null
}

/** The same key was used for another call. */
export class OtherCallError extends Error {}

/** How long a call can be repeated, as with Stripe. */
const REPEATABLE_DAYS = 1

/**
 * Claims the key for this call, or waits for the same call under way elsewhere and gives its answer. Inside the transaction of
 * the call: what it does and what it answered are kept together, or neither is.
 */
export async function claimAnswer(db: Db, wanted: Repeatable): Promise<{ data: unknown } | null> {
  const { key, idempotencyKey, requestHash, now } = wanted
  const where = { keyId: key.id, idempotencyKey, workspaceId: key.workspaceId }
  await prisma(db).idempotentAnswer.deleteMany({
    where: { ...where, createdAt: { lt: addDays(now, -REPEATABLE_DAYS) } },
  })
  const { count } = await prisma(db).idempotentAnswer.createMany({
    data: [{ ...where, requestHash, createdAt: now }],
    skipDuplicates: true,
  })
  if (count === 1) return null
  const kept = await prisma(db).idempotentAnswer.findFirstOrThrow({ where })
  if (kept.requestHash !== requestHash) throw new OtherCallError(idempotencyKey)
  return { data: JSON.parse(opened(kept.body ?? NOTHING, wanted)) }
}

export async function keepAnswer(db: Db, wanted: Repeatable, data: unknown): Promise<void> {
  const { key, idempotencyKey, seal } = wanted
  const text = JSON.stringify(data)
  const kept: Kept = seal ? { sealed: seal.seal(text, answerTo(wanted)) } : { text }
  await prisma(db).idempotentAnswer.updateMany({
    where: { keyId: key.id, idempotencyKey, workspaceId: key.workspaceId },
    data: { body: JSON.stringify(kept) },
  })
}

/** An answer as it is stored: sealed where it holds a secret. */
const keptAnswer = z.union([z.strictObject({ sealed: z.string() }), z.strictObject({ text: z.string() })])
type Kept = z.output<typeof keptAnswer>
const NOTHING = JSON.stringify({ text: 'null' } satisfies Kept)

const answerTo = ({ key, idempotencyKey }: Repeatable): string => `answer ${key.id}/${idempotencyKey}`

function opened(body: string, wanted: Repeatable): string {
  const kept = keptAnswer.parse(JSON.parse(body))
  if ('text' in kept) return kept.text
  if (!wanted.seal) throw new Error('An answer is sealed with keys that are gone. Set ENCRYPTION_KEYS as it was.')
  return wanted.seal.open(kept.sealed, answerTo(wanted))
}

function toScope({ scope, subjectId }: { scope: 'ADMIN' | 'GROUP' | 'PARTNER'; subjectId: string | null }): ApiScope {
  switch (scope) {
    case 'ADMIN':
      return { kind: 'admin' }
    case 'GROUP':
      return { kind: 'group', groupId: subjectId ?? '' }
    case 'PARTNER':
      return { kind: 'partner', partnerId: subjectId ?? '' }
  }
}

function fromScope(scope: ApiScope) {
  switch (scope.kind) {
    case 'admin':
      return { scope: 'ADMIN', subjectId: null } as const
    case 'group':
      return { scope: 'GROUP', subjectId: scope.groupId } as const
    case 'partner':
      return { scope: 'PARTNER', subjectId: scope.partnerId } as const
  }
}
