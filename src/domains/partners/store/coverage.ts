import { z } from 'zod'
import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { type CoverageStatus, PARTNER_TYPES, type PartnerType } from '../model.ts'
import type { Count, Override } from '../rules/coverage.ts'
import type { TypeRule } from '../rules/regulation.ts'

const countRow = z.object({ stateCode: z.string(), partnerType: z.enum(PARTNER_TYPES), count: z.number() })

/** How many active partners serve each state, by type: counted, never stored. With `stateCode`, only that state. */
export async function activeCounts(db: Db, workspaceId: WorkspaceId, stateCode?: string): Promise<Count[]> {
  const rows = await prisma(db).$queryRaw`
    select area as "stateCode", type::text as "partnerType", count(*)::int as count
    from partners cross join unnest("serviceAreas") as area
    where "workspaceId" = ${workspaceId} and status = 'ACTIVE' and (${stateCode ?? null}::text is null or area = ${stateCode ?? null})
    group by area, type`
  return z.array(countRow).parse(rows)
}

export async function overrides(db: Db, workspaceId: WorkspaceId, stateCode?: string): Promise<Override[]> {
  return prisma(db).coverage.findMany({
    where: { workspaceId, ...(stateCode && { stateCode }) },
    select: { stateCode: true, partnerType: true, status: true },
  })
}

export interface OverrideWanted {
  readonly id: string
  readonly stateCode: string
  readonly partnerType: PartnerType
  /** Null: what follows from the count is the truth again. */
  readonly status: CoverageStatus | null
  readonly setById: MemberId | null
}

export async function setOverride(db: Db, workspaceId: WorkspaceId, wanted: OverrideWanted): Promise<void> {
  const { id, status, setById, ...line } = wanted
  if (status === null) {
    await prisma(db).coverage.deleteMany({ where: { workspaceId, ...line } })
    return
  }
  await prisma(db).coverage.upsert({
    where: { workspaceId_stateCode_partnerType: { workspaceId, ...line } },
    create: { id, workspaceId, ...line, status, setById },
    update: { status, setById },
  })
}

/** What administrators have said about types, the latest last. */
export async function typeRules(db: Db, workspaceId: WorkspaceId): Promise<TypeRule[]> {
  return prisma(db).partnerTypeRule.findMany({
    where: { workspaceId },
    orderBy: { id: 'asc' },
    select: { partnerType: true, regulated: true },
  })
}

export interface TypeRuleWanted extends TypeRule {
  readonly id: string
  readonly reason: string
  readonly setById: MemberId | null
  readonly now: Date
}

/** Appended, never changed: the whole history is the audit. */
export async function addTypeRule(db: Db, workspaceId: WorkspaceId, { now, ...rule }: TypeRuleWanted): Promise<void> {
  await prisma(db).partnerTypeRule.create({ data: { workspaceId, ...rule, at: now } })
}
