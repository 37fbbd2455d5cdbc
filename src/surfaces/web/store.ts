import { prisma } from '../../infra/db/handle.ts'
import type { Db } from '../../kit/db.ts'
import type { RoomWanted } from '../../kit/surface.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import type { Text } from '../../kit/ui/text.ts'

/** What a message holds. `note` is a sentence of the desk that only its reader sees. */
export type MessageBody =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'said'; readonly text: string }
  | {
      readonly kind: 'note'
      readonly tone: 'info' | 'refused' | 'failed'
      readonly text: Text
      readonly reference?: string
    }

export interface Message {
  readonly id: string
  readonly conversationId: string
  readonly deliveryId: string | null
  readonly authorId: string | null
  readonly body: MessageBody
  readonly visibleTo: string | null
  readonly createdAt: Date
  readonly editedAt: Date | null
}

export interface Conversation {
  readonly id: string
  readonly key: string
  readonly title: string
  readonly externalIds: readonly string[]
}

export interface Mail {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly card: Card
  readonly createdAt: Date
}

export interface NewMessage {
  readonly id: string
  readonly conversationId: string
  readonly body: MessageBody
  readonly now: Date
  readonly deliveryId?: string
  readonly authorId?: string
  readonly visibleTo?: string
}

export const directKey = (externalId: string) => `direct:${externalId}`

/** The person's direct message with the desk, made on first use. */
export function openDirect(db: Db, where: { installation: string; externalId: string; id: string; now: Date }) {
  const { installation, externalId, id, now } = where
  const room = { installation, key: directKey(externalId), title: 'Desk', externalIds: [externalId] }
  return openConversation(db, room, { id, now })
}

/** A repeated call finds the conversation that the first one made. */
export async function openConversation(
  db: Db,
  room: RoomWanted,
  made: { id: string; now: Date },
): Promise<Conversation> {
  const { installation, key, title } = room
  const externalIds = [...room.externalIds]
  return prisma(db).webConversation.upsert({
    where: { installation_key: { installation, key } },
    create: { id: made.id, installation, key, title, externalIds, createdAt: made.now },
    update: {},
  })
}

export async function conversationById(db: Db, installation: string, id: string): Promise<Conversation | null> {
  return prisma(db).webConversation.findFirst({ where: { id, installation } })
}

/** Of everybody in the cast, in one reading; the oldest first. */
export async function conversationsOf(
  db: Db,
  installation: string,
  externalIds: readonly string[],
): Promise<Conversation[]> {
  return prisma(db).webConversation.findMany({
    where: { installation, externalIds: { hasSome: [...externalIds] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}

/** A second message of the same delivery is the first one. */
export async function addMessage(db: Db, message: NewMessage): Promise<string> {
  const { id, conversationId, body, now, deliveryId, authorId, visibleTo } = message
  const data = {
    id,
    conversationId,
    body: asJson(body),
    createdAt: now,
    deliveryId: deliveryId ?? null,
    authorId: authorId ?? null,
    visibleTo: visibleTo ?? null,
  }
  const table = prisma(db).webMessage
  const kept = deliveryId
    ? await table.upsert({ where: { deliveryId }, create: data, update: {}, select: { id: true } })
    : await table.create({ data, select: { id: true } })
  return kept.id
}

/** False when the message is not there any more. */
export async function editMessage(db: Db, id: string, edit: { body: MessageBody; now: Date }): Promise<boolean> {
  const { count } = await prisma(db).webMessage.updateMany({
    where: { id },
    data: { body: asJson(edit.body), editedAt: edit.now },
  })
  return count > 0
}

export async function messageByDelivery(db: Db, deliveryId: string): Promise<string | null> {
  const row = await prisma(db).webMessage.findUnique({ where: { deliveryId }, select: { id: true } })
  return row?.id ?? null
}

/** The newest `limit` messages that this reader may see, the oldest of them first. */
export async function messagesFor(
  db: Db,
  conversationId: string,
  wanted: { reader: string; limit: number },
): Promise<Message[]> {
  const rows = await prisma(db).webMessage.findMany({
    where: { conversationId, OR: [{ visibleTo: null }, { visibleTo: wanted.reader }] },
    orderBy: { position: 'desc' },
    take: wanted.limit,
  })
  return rows.toReversed().map(asMessage)
}

/** Cards that the desk sent by itself, the newest first: in them stands whose turn it is. */
export async function deliveredCards(db: Db, conversationIds: readonly string[], limit: number): Promise<Message[]> {
  const rows = await prisma(db).webMessage.findMany({
    where: { conversationId: { in: [...conversationIds] }, deliveryId: { not: null } },
    orderBy: { position: 'desc' },
    take: limit,
  })
  return rows.map(asMessage)
}

export async function saveMail(db: Db, mail: Mail & { deliveryId: string }): Promise<string> {
  const { id, deliveryId, email, name, card, createdAt } = mail
  const row = await prisma(db).webMail.upsert({
    where: { deliveryId },
    create: { id, deliveryId, email, name, card: asJson(card), createdAt },
    update: {},
  })
  return row.id
}

export async function editMail(db: Db, id: string, edit: { card: Card; now: Date }): Promise<boolean> {
  const { count } = await prisma(db).webMail.updateMany({
    where: { id },
    data: { card: asJson(edit.card), editedAt: edit.now },
  })
  return count > 0
}

export async function mailByDelivery(db: Db, deliveryId: string): Promise<string | null> {
  const row = await prisma(db).webMail.findUnique({ where: { deliveryId }, select: { id: true } })
  return row?.id ?? null
}

export async function newestMail(db: Db, limit: number): Promise<Mail[]> {
  const rows = await prisma(db).webMail.findMany({ orderBy: { position: 'desc' }, take: limit })
  return rows.map((row) => ({ ...row, card: row.card as unknown as Card }))
}

/** Keeps a form for as long as somebody may reasonably fill it in. */
export async function openForm(db: Db, opened: { id: string; form: Form; now: Date }): Promise<void> {
  const table = prisma(db).webForm
  await table.deleteMany({ where: { openedAt: { lt: new Date(opened.now.getTime() - FORM_KEPT_MS) } } })
  await table.create({ data: { id: opened.id, form: asJson(opened.form), openedAt: opened.now } })
}

const FORM_KEPT_MS = 7 * 24 * 60 * 60 * 1000

export async function formById(db: Db, id: string): Promise<Form | null> {
  const row = await prisma(db).webForm.findUnique({ where: { id }, select: { form: true } })
  return row && (row.form as unknown as Form)
}

/** Starting over: the other side of the desk forgets too. */
export async function forgetEverything(db: Db, installation: string): Promise<void> {
  await prisma(db).webConversation.deleteMany({ where: { installation } })
  await prisma(db).webMail.deleteMany({})
  await prisma(db).webForm.deleteMany({})
}

type MessageRow = Omit<Message, 'body'> & { readonly body: unknown }

// The two ends of the JSON columns. Only `asJson` below writes them, from the same types, so the casts restore what was there.
const asMessage = (row: MessageRow): Message => ({ ...row, body: row.body as MessageBody })
const asJson = (value: MessageBody | Card | Form): object => value
