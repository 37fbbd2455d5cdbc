import { z } from 'zod'
import { prisma } from '../../infra/db/handle.ts'
import type { Db } from '../../kit/db.ts'

export const guildDetails = z.object({ channels: z.array(z.string()).catch([]) }).catch({ channels: [] })

/** Under which channels rooms may be opened, the likeliest first. */
export async function homeChannels(db: Db, guild: string): Promise<readonly string[]> {
  const row = await prisma(db).installation.findUnique({
    where: { surface_externalId: { surface: 'discord', externalId: guild }, status: 'ACTIVE' },
    select: { details: true },
  })
  return guildDetails.parse(row?.details ?? {}).channels
}

export async function saveHomeChannels(
  db: Db,
  guild: string,
  details: { name: string; channels: string[] },
): Promise<void> {
  await prisma(db).installation.updateMany({ where: { surface: 'discord', externalId: guild }, data: { details } })
}

/** Every guild that has the app, as far as we know. */
export async function activeGuilds(db: Db): Promise<string[]> {
  const rows = await prisma(db).installation.findMany({
    where: { surface: 'discord', status: 'ACTIVE' },
    select: { externalId: true },
  })
  return rows.map(({ externalId }) => externalId)
}

/** Whether any guild is, or ever was, connected. */
export async function hasGuilds(db: Db): Promise<boolean> {
  return (await prisma(db).installation.findFirst({ where: { surface: 'discord' }, select: { id: true } })) !== null
}
