import { prisma } from '../../infra/db/handle.ts'
import type { Work } from '../../kit/ctx.ts'
import type { Keeper, Whose } from '../../kit/personal-data.ts'
import { installationSecrets } from './installation-store.ts'

/** Who installed the app; acts under way live for seconds, and what was said is Slack's. */
export const slackKeeper: Keeper = {
  name: 'slack',
  secrets: installationSecrets,
  personalData: {
    names: [],
    mentions: [],
    export: async () => ({}),
    erase: forgetInstaller,
    join: async () => {},
  },
}

async function forgetInstaller({ db }: Work, { workspaceId, memberId }: Whose): Promise<void> {
  await prisma(db).$executeRaw`
    update installations set details = details - 'installerId'
    where "workspaceId" = ${workspaceId} and surface = 'slack' and details->>'installerId' in (
      select "externalId" from identities
      where "workspaceId" = ${workspaceId} and "memberId" = ${memberId} and surface = 'slack')`
}
