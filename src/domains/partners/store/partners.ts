import type { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Partner, PartnerStatus, PartnerType } from '../model.ts'

const partnerFields = {
  ...{ id: true, memberId: true, contactId: true, type: true, status: true, companyName: true, contactName: true },
  ...{ email: true, phone: true, website: true, serviceAreas: true, agreementSignedAt: true, invitedById: true },
  ...{ notes: true, inviteLinkId: true, question: true, answer: true, lastTurnAt: true, createdAt: true },
  updatedAt: true,
} as const satisfies Prisma.PartnerSelect

type PartnerRow = Prisma.PartnerGetPayload<{ select: typeof partnerFields }>

const toPartner = (row: PartnerRow): Partner => ({
  ...row,
  memberId: row.memberId === null ? null : memberId(row.memberId),
  invitedById: row.invitedById === null ? null : memberId(row.invitedById),
})

export async function findPartner(db: Db, workspaceId: WorkspaceId, id: string): Promise<Partner | null> {
  const row = await prisma(db).partner.findFirst({ where: { workspaceId, id }, select: partnerFields })
  return row && toPartner(row)
}

/** The same to decide about it: the row is locked until the transaction ends. */
export async function lockPartner(db: Db, workspaceId: WorkspaceId, id: string): Promise<Partner | null> {
  await prisma(db).$queryRaw`select 1 from partners where "workspaceId" = ${workspaceId} and id = ${id} for update`
  return findPartner(db, workspaceId, id)
}

/** In no particular order; those that are not there are left out. */
export async function findPartners(db: Db, workspaceId: WorkspaceId, ids: readonly string[]): Promise<Partner[]> {
  const rows = await prisma(db).partner.findMany({
    where: { workspaceId, id: { in: [...ids] } },
    select: partnerFields,
  })
  return rows.map(toPartner)
}

export async function partnerByEmail(
  db: Db,
  workspaceId: WorkspaceId,
  { type, email }: { type: PartnerType; email: string },
): Promise<Partner | null> {
  const row = await prisma(db).partner.findUnique({
    where: { workspaceId_type_email: { workspaceId, type, email } },
    select: partnerFields,
  })
  return row && toPartner(row)
}

/** What this member is a partner as; most are none. */
export async function partnersOfMember(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<Partner[]> {
  const rows = await prisma(db).partner.findMany({
    where: { workspaceId, memberId: id, status: { not: 'REMOVED' } },
    select: partnerFields,
    orderBy: { createdAt: 'asc' },
  })
  return rows.map(toPartner)
}

export interface PartnerFilter {
  readonly type?: PartnerType | undefined
  readonly status?: PartnerStatus | undefined
  readonly state?: string | undefined
}

export async function partnersLike(db: Db, workspaceId: WorkspaceId, filter: PartnerFilter): Promise<Partner[]> {
  const { type, status, state } = filter
  const rows = await prisma(db).partner.findMany({
    where: {
      workspaceId,
      ...(type && { type }),
      ...(status && { status }),
      ...(state && { serviceAreas: { has: state } }),
    },
    select: partnerFields,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  })
  return rows.map(toPartner)
}

export async function insertPartner(
  db: Db,
  workspaceId: WorkspaceId,
  partner: Omit<Partner, 'updatedAt'>,
): Promise<Partner> {
  const data = { workspaceId, ...partner, serviceAreas: [...partner.serviceAreas] }
  return toPartner(await prisma(db).partner.create({ data, select: partnerFields }))
}

export type PartnerChange = Partial<Omit<Partner, 'id' | 'createdAt' | 'updatedAt'>>

/** Under `lockPartner`. */
export async function updatePartner(
  db: Db,
  workspaceId: WorkspaceId,
  id: string,
  change: PartnerChange,
): Promise<Partner> {
  const { serviceAreas, ...rest } = change
  const row = await prisma(db).partner.update({
    where: { id, workspaceId },
    data: { ...rest, ...(serviceAreas && { serviceAreas: [...serviceAreas] }) },
    select: partnerFields,
  })
  return toPartner(row)
}
