import { createHash } from 'node:crypto'
import { z } from 'zod'
import { prisma } from '../infra/db/handle.ts'
import { AUDIT_BY, type AuditLine, type AuditReader, type AuditWanted } from '../kit/audit.ts'
import { memberId, type WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'

/** What the first line of a workspace follows. */
const BEGINNING = ''

/** So many lines are checked at once, however long the audit is. */
const CHECKED_AT_ONCE = 1000

/** Adds a line behind the last one; gives its position. Two at once wait for each other, so that the chain has no fork. */
export async function appendAudit(
  db: Db,
  workspaceId: WorkspaceId,
  { id, ...line }: Omit<AuditLine, 'position'> & { readonly id: string },
): Promise<number> {
  const client = prisma(db)
  await client.$executeRaw`select pg_advisory_xact_lock(hashtext('introdesk audit'), hashtext(${workspaceId}))`
  const last = await client.auditLine.findFirst({
    where: { workspaceId },
    orderBy: { position: 'desc' },
    select: { position: true, hash: true },
  })
  const position = (last?.position ?? 0) + 1
  const hash = hashOf(workspaceId, { ...line, position }, last?.hash ?? BEGINNING)
  await client.auditLine.create({ data: { id, workspaceId, ...line, position, hash } })
  return position
}

/** The audit of a workspace, for those who may read it. */
export function auditReader(db: Db, workspaceId: WorkspaceId): AuditReader {
  return {
    lines: (wanted) => auditLines(db, workspaceId, wanted),
    firstBroken: () => firstBroken(db, workspaceId),
  }
}

async function auditLines(db: Db, workspaceId: WorkspaceId, wanted: AuditWanted) {
  const { before, limit, area, people } = wanted
  const where = {
    workspaceId,
    ...(area && { kind: { startsWith: `${area}.` } }),
    ...(people && { OR: [{ actorId: { in: [...people] } }, { aboutId: { in: [...people] } }] }),
  }
  const client = prisma(db)
  const rows = await client.auditLine.findMany({
    where: { ...where, ...(before !== undefined && { position: { lt: before } }) },
    orderBy: { position: 'desc' },
    take: limit,
    select: lineFields,
  })
  return { lines: rows.map(toLine), total: await client.auditLine.count({ where }) }
}

/** Walks the chain: a line that was changed, taken out or put in does not fit the hash of its successor. */
async function firstBroken(db: Db, workspaceId: WorkspaceId): Promise<number | null> {
  let previous = BEGINNING
  let position = 0
  for (;;) {
    const rows = await prisma(db).auditLine.findMany({
      where: { workspaceId, position: { gt: position } },
      orderBy: { position: 'asc' },
      take: CHECKED_AT_ONCE,
      select: { ...lineFields, hash: true },
    })
    for (const { hash, ...row } of rows) {
      const isNext = row.position === position + 1
      if (!isNext || hash !== hashOf(workspaceId, toLine(row), previous)) return position + 1
      previous = hash
      position = row.position
    }
    if (rows.length < CHECKED_AT_ONCE) return null
  }
}

function hashOf(workspaceId: WorkspaceId, line: AuditLine, previous: string): string {
  const { position, at, by, actorId, kind, said, aboutId, why } = line
  const written = [previous, workspaceId, position, at.toISOString(), by, actorId, kind, said, aboutId, why]
  return createHash('sha256').update(JSON.stringify(written)).digest('base64url')
}

const lineFields = {
  ...{ position: true, at: true, by: true, actorId: true, kind: true, said: true, aboutId: true, why: true },
} as const

const by = z.enum(AUDIT_BY)

interface LineRow extends Omit<AuditLine, 'by' | 'actorId' | 'aboutId'> {
  readonly by: string
  readonly actorId: string | null
  readonly aboutId: string | null
}

function toLine(row: LineRow): AuditLine {
  return {
    ...row,
    by: by.parse(row.by),
    actorId: row.actorId === null ? null : memberId(row.actorId),
    aboutId: row.aboutId === null ? null : memberId(row.aboutId),
  }
}
