import { prisma } from '../../infra/db/handle.ts'
import type { Work } from '../../kit/ctx.ts'
import type { Db } from '../../kit/db.ts'
import type { Exported, GonePlace, Keeper, Whose } from '../../kit/personal-data.ts'
import { guildDetails } from './guild-store.ts'

/** Where a person is reached on Discord; what was said there is Discord's. */
export const discordKeeper: Keeper = {
  name: 'discord',
  personalData: {
    names: [],
    mentions: [],
    export: exportAccount,
    erase: eraseAccount,
    // Kept by the account, which goes with its person by itself.
    join: async () => {},
  },
  forgetPlace: forgetGuild,
}

async function exportAccount(db: Db, whose: Whose): Promise<Exported> {
  const userId = { in: await userIdsOf(db, whose) }
  return {
    directMessages: await prisma(db).discordDirect.findMany({
      where: { userId },
      select: { channelId: true, threadId: true, closedAt: true },
    }),
  }
}

async function eraseAccount({ db }: Work, whose: Whose): Promise<void> {
  await prisma(db).discordDirect.deleteMany({ where: { userId: { in: await userIdsOf(db, whose) } } })
}

async function userIdsOf(db: Db, { workspaceId, memberId }: Whose): Promise<string[]> {
  const rows = await prisma(db).identity.findMany({
    where: { workspaceId, memberId, surface: 'discord' },
    select: { externalId: true },
  })
  return rows.map(({ externalId }) => externalId)
}

async function forgetGuild(db: Db, { surface, externalId: installation, details }: GonePlace): Promise<void> {
  if (surface !== 'discord') return
  const client = prisma(db)
  const where = { installation }
  const rooms = await client.discordRoom.findMany({ where, select: { threadId: true } })
  const directs = await client.discordDirect.findMany({ where, select: { channelId: true, threadId: true } })
  const ids = [...rooms, ...directs].flatMap((row) => Object.values(row)).filter((id) => id !== null)
  const channelId = { in: [...ids, ...guildDetails.parse(details).channels] }
  await client.discordChannel.deleteMany({ where: { channelId } })
  await client.discordRoom.deleteMany({ where })
  await client.discordDirect.deleteMany({ where })
}
