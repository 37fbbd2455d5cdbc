import { createHash, randomInt } from 'node:crypto'
import { z } from 'zod'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { SURFACES, type SurfaceName } from '../../../kit/person.ts'

/** Without letters and digits that are taken for each other. Eight of them are 2^38 codes, of which one is open for minutes. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8
export const CODE_MINUTES = 10
/** Wrong codes of one member within ten minutes. Guessing one code takes billions. */
const MOST_TRIES = 5

/** A code as the rules look at it. Only its hash is stored. */
export interface LinkCode {
  readonly id: string
  readonly ownerId: MemberId
  /** Where it was made, so that its owner hears there what came of it. */
  readonly surface: SurfaceName
  /** Who was joined by it; null while it is open. */
  readonly usedBy: MemberId | null
}

/** A new code for this member, "K7QD4MXP"; the one before it counts no more. */
export async function makeCode(
  db: Db,
  workspaceId: WorkspaceId,
  made: { readonly ownerId: MemberId; readonly surface: SurfaceName; readonly expiresAt: Date },
): Promise<string> {
  const { ownerId, surface, expiresAt } = made
  const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  const { uiState } = prisma(db)
  await uiState.deleteMany({ where: { workspaceId, memberId: ownerId, id: { startsWith: CODE } } })
  const state = { surface, usedBy: null }
  await uiState.create({
    data: { id: idOfCode(workspaceId, code), workspaceId, memberId: ownerId, state, expiresAt },
  })
  return code
}

/** The open or just used code that somebody typed, in whatever way they wrote it. */
export async function findCode(
  db: Db,
  workspaceId: WorkspaceId,
  { typed, now }: { readonly typed: string; readonly now: Date },
): Promise<LinkCode | null> {
  const code = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return codeById(db, workspaceId, { id: idOfCode(workspaceId, code), now })
}

/** Held until the end of the transaction: of two clicks the second sees what the first did. */
export async function lockCode(
  db: Db,
  workspaceId: WorkspaceId,
  wanted: { readonly id: string; readonly now: Date },
): Promise<LinkCode | null> {
  await prisma(db).$queryRaw`
    select 1 from ui_states where "workspaceId" = ${workspaceId} and id = ${wanted.id} for update`
  return codeById(db, workspaceId, wanted)
}

export async function useCode(
  db: Db,
  workspaceId: WorkspaceId,
  { id, surface }: LinkCode,
  by: MemberId,
): Promise<void> {
  await prisma(db).uiState.updateMany({ where: { workspaceId, id }, data: { state: { surface, usedBy: by } } })
}

/** Counts a try before it is looked at, so that many at once are counted as well; false when there were too many. */
export async function takeTry(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId: by, now, expiresAt }: { readonly memberId: MemberId; readonly now: Date; readonly expiresAt: Date },
): Promise<boolean> {
  const [row] = await prisma(db).$queryRaw<{ tries: number }[]>`
    insert into ui_states as kept (id, "workspaceId", "memberId", state, "expiresAt")
    values (${`${TRIES}${by}`}, ${workspaceId}, ${by}, '{"tries":1}', ${expiresAt})
    on conflict (id) do update set
      state = case when kept."expiresAt" <= ${now} then excluded.state
        else jsonb_build_object('tries', (kept.state->>'tries')::int + 1) end,
      "expiresAt" = case when kept."expiresAt" <= ${now} then excluded."expiresAt" else kept."expiresAt" end
    returning (state->>'tries')::int as tries`
  return (row?.tries ?? 0) <= MOST_TRIES
}

/** A code that was right takes the count of the wrong ones away. */
export async function forgetTries(db: Db, workspaceId: WorkspaceId, by: MemberId): Promise<void> {
  await prisma(db).uiState.deleteMany({ where: { workspaceId, id: `${TRIES}${by}` } })
}

const CODE = 'link-code.'
const TRIES = 'link-tries.'
const stateOfCode = z.object({ surface: z.enum(SURFACES), usedBy: z.string().transform(memberId).nullable() })

/** Short enough for a button; the workspace is in the hash, so that a code is worth nothing elsewhere. */
function idOfCode(workspaceId: WorkspaceId, code: string): string {
  return `${CODE}${createHash('sha256').update(`${workspaceId}/${code}`).digest('base64url').slice(0, 32)}`
}

async function codeById(
  db: Db,
  workspaceId: WorkspaceId,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<LinkCode | null> {
  const row = await prisma(db).uiState.findFirst({ where: { id, workspaceId, expiresAt: { gt: now } } })
  if (!row?.id.startsWith(CODE)) return null
  return { id, ownerId: memberId(row.memberId), ...stateOfCode.parse(row.state) }
}
