import { prisma } from '../../infra/db/handle.ts'
import type { Work } from '../../kit/ctx.ts'
import type { Db } from '../../kit/db.ts'
import type { Exported, Keeper, Whose } from '../../kit/personal-data.ts'
import { directKey } from './store.ts'

/** What stands where a name was in a card that somebody else was shown. */
const ERASED_NAME = 'Erased'

/** The web is the one platform whose messages are kept here. */
export const webKeeper: Keeper = {
  name: 'web',
  personalData: {
    names: [],
    mentions: ['web_messages.body', 'web_mail.card', 'web_forms.form'],
    export: exportAccount,
    erase: eraseAccount,
    // Two accounts of one person stay two accounts; only the cards in them name somebody.
    join: async () => {},
  },
}

/** What they typed; the cards that they were shown are made of what the domains export. */
async function exportAccount(db: Db, whose: Whose): Promise<Exported> {
  const said = []
  for (const { installation, externalId } of await accountsOf(db, whose)) {
    const rows = await prisma(db).webMessage.findMany({
      where: { authorId: externalId, conversation: { installation } },
      orderBy: { position: 'asc' },
      select: { createdAt: true, body: true },
    })
    said.push(...rows)
  }
  return { said }
}

async function eraseAccount({ db }: Work, whose: Whose): Promise<void> {
  const client = prisma(db)
  for (const { installation, externalId } of await accountsOf(db, whose)) {
    await client.webConversation.deleteMany({ where: { installation, key: directKey(externalId) } })
    await client.webMessage.deleteMany({
      where: { conversation: { installation }, OR: [{ authorId: externalId }, { visibleTo: externalId }] },
    })
    await client.$executeRaw`
      update web_conversations set "externalIds" = array_remove("externalIds", ${externalId})
      where installation = ${installation} and "externalIds" @> array[${externalId}::text]`
  }
  await client.$executeRaw`delete from web_forms where position(${whose.memberId} in form::text) > 0`
  await forgetName(db, whose)
}

/** Cards that others were shown keep their sentence without the name, also those that are never redrawn. */
async function forgetName(db: Db, { memberId }: Whose): Promise<void> {
  const rows = await prisma(db).$queryRaw<{ id: string; body: object }[]>`
    select id, body from web_messages where position(${memberId} in body::text) > 0`
  for (const { id, body } of rows) {
    await prisma(db).webMessage.update({ where: { id }, data: { body: withoutName(body, memberId) } })
  }
}

function withoutName(body: object, memberId: string): object {
  // Round trip through JSON: the body came out of a JSON column and goes back into it.
  return JSON.parse(JSON.stringify(body), (_key, value: unknown) =>
    isPerson(value) && value.memberId === memberId ? { ...value, name: ERASED_NAME } : value,
  )
}

function isPerson(value: unknown): value is { readonly kind: 'person'; readonly memberId: string } {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'person' && 'memberId' in value
  )
}

function accountsOf(db: Db, { workspaceId, memberId }: Whose) {
  return prisma(db).identity.findMany({
    where: { workspaceId, memberId, surface: 'web' },
    select: { installation: true, externalId: true },
  })
}
