import { z } from 'zod'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { DEFAULT_HOUSE_RULES, type HouseRule, type HouseRules } from '../model-defaults.ts'

/** What is not in the row is as everywhere: a number that is new in this version, or one that nobody has changed. */
const numbers = z.record(z.string(), z.number().int())

export async function houseRulesOf(db: Db, workspaceId: WorkspaceId): Promise<HouseRules> {
  const row = await prisma(db).houseRules.findUnique({ where: { workspaceId }, select: { numbers: true } })
  return row ? toHouseRules(row.numbers) : DEFAULT_HOUSE_RULES
}

export interface HouseRulesKept {
  readonly house: HouseRules
  /** Null while nobody has changed anything. */
  readonly changed: { readonly byId: MemberId | null; readonly at: Date } | null
}

export async function keptHouseRules(db: Db, workspaceId: WorkspaceId): Promise<HouseRulesKept> {
  const row = await prisma(db).houseRules.findUnique({ where: { workspaceId } })
  if (!row) return { house: DEFAULT_HOUSE_RULES, changed: null }
  const byId = row.changedById === null ? null : memberId(row.changedById)
  return { house: toHouseRules(row.numbers), changed: { byId, at: row.changedAt } }
}

function toHouseRules(json: unknown): HouseRules {
  const known = numbers.parse(json)
  const keys = Object.keys(DEFAULT_HOUSE_RULES) as HouseRule[] // Object.keys of a constant: exactly its keys.
  const entries = keys.map((rule) => [rule, known[rule] ?? DEFAULT_HOUSE_RULES[rule]] as const)
  return Object.fromEntries(entries) as unknown as HouseRules // One entry for each of its keys.
}

export interface HouseRulesChange {
  readonly house: HouseRules
  readonly byId: MemberId
  readonly now: Date
}

/** Keeps only what differs from the defaults, so that a default that gets better reaches whoever never chose. */
export async function saveHouseRules(
  db: Db,
  workspaceId: WorkspaceId,
  { house, byId, now }: HouseRulesChange,
): Promise<void> {
  const keys = Object.keys(house) as HouseRule[] // Of a HouseRules: exactly its keys.
  const changed = keys.filter((rule) => house[rule] !== DEFAULT_HOUSE_RULES[rule])
  const row = {
    numbers: Object.fromEntries(changed.map((rule) => [rule, house[rule]])),
    ...{ changedById: byId, changedAt: now },
  }
  await prisma(db).houseRules.upsert({ where: { workspaceId }, create: { workspaceId, ...row }, update: row })
}
