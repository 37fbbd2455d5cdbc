import { prisma } from '../../infra/db/handle.ts'
import type { Db } from '../../kit/db.ts'

/** How a person is reached in a guild. */
export interface Direct {
  readonly channelId: string | null
  readonly threadId: string | null
  readonly closedAt: Date | null
}

export async function directOf(db: Db, installation: string, userId: string): Promise<Direct | null> {
  return prisma(db).discordDirect.findUnique({
    where: { installation_userId: { installation, userId } },
    select: { channelId: true, threadId: true, closedAt: true },
  })
}

export async function saveDirect(db: Db, installation: string, userId: string, change: Partial<Direct>): Promise<void> {
  await prisma(db).discordDirect.upsert({
    where: { installation_userId: { installation, userId } },
    create: { installation, userId, ...change },
    update: change,
  })
}

/** Whoever was erased from the desk leaves no trace here either. */
export async function forgetStrangers(db: Db): Promise<void> {
  await prisma(db).$executeRaw`
    delete from discord_directs d where not exists (
      select 1 from identities i where i.surface = 'discord' and i."externalId" = d."userId")`
}

export async function isSwitchedOff(db: Db, channelId: string, now: Date): Promise<string | null> {
  const row = await prisma(db).discordChannel.findFirst({
    where: { channelId, offUntil: { gt: now } },
    select: { reason: true },
  })
  return row?.reason ?? null
}

/** Counts a refusal; the third in a row switches the channel off until `offUntil`. True when it did. */
export async function noteRefusal(
  db: Db,
  channelId: string,
  refusal: { reason: string; limit: number; offUntil: Date },
): Promise<boolean> {
  const { reason, limit, offUntil } = refusal
  const { failures } = await prisma(db).discordChannel.upsert({
    where: { channelId },
    create: { channelId, reason, failures: 1 },
    update: { reason, failures: { increment: 1 } },
    select: { failures: true },
  })
  if (failures < limit) return false
  await prisma(db).discordChannel.update({ where: { channelId }, data: { failures: 0, offUntil } })
  return true
}

/** It takes messages again: what was counted is forgotten. */
export async function noteAccepted(db: Db, channelId: string): Promise<void> {
  await prisma(db).discordChannel.deleteMany({ where: { channelId } })
}

export async function roomThread(db: Db, installation: string, key: string): Promise<string | null> {
  const row = await prisma(db).discordRoom.findUnique({
    where: { installation_key: { installation, key } },
    select: { threadId: true },
  })
  return row?.threadId ?? null
}

export async function saveRoomThread(
  db: Db,
  room: { installation: string; key: string; threadId: string; createdAt: Date },
): Promise<void> {
  await prisma(db).discordRoom.createMany({ data: room, skipDuplicates: true })
}

/** The guild that somebody means who acts outside of one: the one of the card they clicked, or where they were last. */
export async function guildOf(db: Db, userId: string, origin: string | undefined): Promise<string | null> {
  const delivered = origin
    ? await prisma(db).delivery.findFirst({
        where: { surface: 'discord', ref: origin },
        select: { installation: true },
      })
    : null
  if (delivered?.installation) return delivered.installation
  const identity = await prisma(db).identity.findFirst({
    where: { surface: 'discord', externalId: userId, installation: { not: '' }, member: { status: 'ACTIVE' } },
    orderBy: { lastActiveAt: 'desc' },
    select: { installation: true },
  })
  return identity?.installation ?? null
}
