import { prisma } from '../../../infra/db/handle.ts'
import type { WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Consent } from '../model.ts'
import { consentFields, toConsent } from './rows.ts'

/** Also one whose introduction was given up, so that whoever answered it still reads their answer. */
export async function readConsent(db: Db, workspaceId: WorkspaceId, id: string): Promise<Consent | null> {
  const row = await prisma(db).consent.findFirst({ where: { workspaceId, id }, select: consentFields })
  return row && toConsent(row)
}

/** What the last target who said no told the facilitator. */
export async function refusalNote(db: Db, workspaceId: WorkspaceId, requestId: string): Promise<string | null> {
  const row = await prisma(db).consent.findFirst({
    where: { workspaceId, party: 'TARGET', status: { in: ['NO', 'LATER'] }, introduction: { requestId } },
    orderBy: { answeredAt: 'desc' },
    select: { note: true },
  })
  return row?.note ?? null
}
