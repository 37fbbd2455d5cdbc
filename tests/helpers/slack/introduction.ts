import { searchKeyOf } from '../../../src/domains/people/words.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import type { SlackTown } from './desk.ts'
import type { SlackPerson } from './person.ts'

/** The people of an introduction in Slack: who asks, who opens the door, who is met. */
export const PEOPLE = [
  ['U0MARIA', 'Maria'],
  ['U0FEMI', 'Femi'],
  ['U0NORA', 'Nora Lindqvist'],
] as const

export const ASK = { purpose: 'How shipyards buy robots', message: 'We have two paid pilots.', urgency: 'NORMAL' }

/** Once all three were here. */
export async function nowFemiKnowsNora({ prisma }: Database): Promise<void> {
  const member = (name: string) => prisma.member.findFirstOrThrow({ where: { name } })
  const [femi, nora] = [await member('Femi'), await member('Nora Lindqvist')]
  await prisma.member.update({ where: { id: femi.id }, data: { roles: ['member', 'facilitator'] } })
  const { workspaceId } = nora
  await prisma.contact.create({
    data: { id: 'c-nora', workspaceId, name: nora.name, memberId: nora.id, searchKey: searchKeyOf([nora.name]) },
  })
  await prisma.relationship.create({
    data: { id: 'r-nora', workspaceId, memberId: femi.id, contactId: 'c-nora', declared: 0.9, visibility: 'WORKSPACE' },
  })
}

/** Nora has said yes: Femi puts it in their own words and sends it. */
export async function introducesInChat(femi: SlackPerson, town: Pick<SlackTown, 'settles'>): Promise<void> {
  await femi.clicks('Edit the text')
  await femi.sees('Subject')
  await femi.fills({ subject: 'Maria and Nora', body: 'Hello Nora, this is Maria.' })
  await town.settles()
  await femi.clicks('Introduce them in a chat')
  await town.settles()
}

export async function asksForNora(maria: SlackPerson): Promise<void> {
  await maria.says('/intro ask')
  await maria.sees('Whom do you want to meet')
  const [found] = await maria.looksFor('target', 'nora')
  await maria.fills({ ...ASK, target: found?.value ?? '' })
}
