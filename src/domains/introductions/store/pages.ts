import { prisma } from '../../../infra/db/handle.ts'
import type { WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { ActivityType, ReferralRequest, RequestStatus } from '../model.ts'
import { requestFields, toRequest } from './rows.ts'

/** Long lists, page by page along the id: ids are made in the order of time, so the index that is there already serves. */

export interface PageWanted {
  readonly limit: number
  readonly isNewestFirst: boolean
  /** The last id of the page before. */
  readonly after: string | null
}

const along = ({ limit, isNewestFirst, after }: PageWanted) => ({
  take: limit + 1,
  orderBy: { id: isNewestFirst ? ('desc' as const) : ('asc' as const) },
  idWhere: after ? { id: isNewestFirst ? { lt: after } : { gt: after } } : {},
})

export interface RequestFilter {
  readonly status?: RequestStatus | undefined
  readonly requesterId?: string | undefined
  readonly facilitatorId?: string | undefined
}

export async function requestPage(
  db: Db,
  workspaceId: WorkspaceId,
  filter: RequestFilter,
  wanted: PageWanted,
): Promise<ReferralRequest[]> {
  const { status, requesterId, facilitatorId } = filter
  const { idWhere, take, orderBy } = along(wanted)
  const rows = await prisma(db).referralRequest.findMany({
    where: {
      ...{ workspaceId, ...idWhere, ...(status && { status }) },
      ...{ ...(requesterId && { requesterId }), ...(facilitatorId && { facilitatorId }) },
    },
    ...{ take, orderBy, select: requestFields },
  })
  return rows.map(toRequest)
}

export interface ActivityLine {
  readonly id: string
  readonly requestId: string
  readonly type: ActivityType
  readonly actorId: string | null
  readonly description: string
  readonly createdAt: Date
}

/** Without their metadata, in which private words may be. */
export async function activityPage(
  db: Db,
  workspaceId: WorkspaceId,
  requestId: string | undefined,
  wanted: PageWanted,
): Promise<ActivityLine[]> {
  const { idWhere, take, orderBy } = along(wanted)
  return prisma(db).referralActivity.findMany({
    where: { workspaceId, ...idWhere, ...(requestId && { requestId }) },
    ...{ take, orderBy },
    select: { id: true, requestId: true, type: true, actorId: true, description: true, createdAt: true },
  })
}
