import { prisma } from '../../infra/db/handle.ts'
import type { Db } from '../../kit/db.ts'

export interface SwitchedOffChannel {
  readonly channelId: string
  readonly reason: string
}

/** Channels that are left alone for now. */
export async function channelsOff(db: Db, now: Date): Promise<readonly SwitchedOffChannel[]> {
  return prisma(db).discordChannel.findMany({
    where: { offUntil: { gt: now } },
    select: { channelId: true, reason: true },
    orderBy: { channelId: 'asc' },
  })
}

export async function guildsInUse(db: Db): Promise<number> {
  return prisma(db).installation.count({ where: { surface: 'discord', status: 'ACTIVE' } })
}

/** Whether some process holds a connection to Discord at this moment, by the database's clock. */
export async function isConnected(db: Db, application: string): Promise<boolean> {
  const rows = await prisma(db).$queryRaw<unknown[]>`
    select 1 from discord_leases where starts_with(name, ${`${application} gateway`}) and "expiresAt" > now()`
  return rows.length > 0
}
