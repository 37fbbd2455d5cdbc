import { prisma } from '../../infra/db/handle.ts'
import { workspaceId as asWorkspaceId, type WorkspaceId } from '../../kit/brand.ts'
import type { Db } from '../../kit/db.ts'

/**
 * The workspace of ours with which an organisation goes on: that of its one team with a desk. Where several teams have desks each
 * keeps its own, and there is none. A team whose install is gone counts where no other has one: Slack may take it back first.
 */
export async function deskOfTeams(db: Db, organisation: string): Promise<WorkspaceId | null> {
  const teams = await prisma(db).$queryRaw<{ workspaceId: string; isActive: boolean }[]>`
    select "workspaceId", status = 'ACTIVE' as "isActive" from installations
    where surface = 'slack' and "externalId" <> ${organisation} and details->>'enterpriseId' = ${organisation}`
  const active = teams.filter(({ isActive }) => isActive)
  const desks = new Set((active.length > 0 ? active : teams).map(({ workspaceId }) => workspaceId))
  const [only] = desks
  return only && desks.size === 1 ? asWorkspaceId(only) : null
}

/**
 * Where a team and its organisation are one desk and one of them gave up the app, its people are reached through the other: in an
 * organisation they have the same ids. Rooms that its bot had opened are opened anew.
 */
export async function handOver(db: Db, id: WorkspaceId): Promise<void> {
  const moves = await prisma(db).$queryRaw<{ from: string; into: string }[]>`
    select gone."externalId" as from, (
      select there."externalId" from installations there
      where there.surface = 'slack' and there."workspaceId" = gone."workspaceId" and there.status = 'ACTIVE'
        and there.details->>'enterpriseId' = gone.details->>'enterpriseId'
      order by there."externalId" = there.details->>'enterpriseId' desc limit 1) as into
    from installations gone where gone.surface = 'slack' and gone."workspaceId" = ${id} and gone.status = 'REMOVED'`
  for (const { from, into } of moves.filter((move) => move.into !== null)) {
    const there = { workspaceId: id, surface: 'slack', installation: from } as const
    await prisma(db).identity.updateMany({ where: there, data: { installation: into } })
    await prisma(db).room.deleteMany({ where: there })
  }
}
