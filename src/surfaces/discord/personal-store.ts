import { prisma } from '../../infra/db/handle.ts'
import type { Work } from '../../kit/ctx.ts'
import type { Db } from '../../kit/db.ts'
import type { Exported, Keeper, Whose } from '../../kit/personal-data.ts'

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
