import { prisma } from '../../infra/db/handle.ts'
import type { Work } from '../../kit/ctx.ts'
import type { Keeper, Whose } from '../../kit/personal-data.ts'

/** Answers that are kept for a repeated call may name a member. */
export const restKeeper: Keeper = {
  name: 'rest',
  personalData: {
    names: [],
    mentions: ['idempotent_answers.body'],
    export: async () => ({}),
    erase: forgetAnswers,
    join: async () => {},
  },
}

async function forgetAnswers({ db }: Work, { workspaceId, memberId }: Whose): Promise<void> {
  await prisma(db).$executeRaw`
    delete from idempotent_answers where "workspaceId" = ${workspaceId} and position(${memberId} in body) > 0`
}
