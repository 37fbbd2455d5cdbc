import { moveClock, travelTo } from '../../src/app/travel.ts'
import type { Clock } from '../../src/kit/clock.ts'
import type { Reply } from '../../src/kit/reply.ts'
import type { ActionItem, Block, Card } from '../../src/kit/ui/card.ts'
import type { Form, RawFields } from '../../src/kit/ui/form.ts'
import { toPlainText } from '../../src/kit/ui/text.ts'
import { type Desk, deskOver } from '../../src/main.ts'
import { createTown, PLAYGROUND } from '../../src/playground/town.ts'
import { type GrowingCards, paperMailSurface, webSurface } from '../../src/surfaces/web/deliver.ts'
import { directKey } from '../../src/surfaces/web/store.ts'
import type { OpenTestDatabase } from './database.ts'
import { type CollectingLog, collectingLog } from './log.ts'
import { TUESDAY, townConfig } from './tuesday.ts'

export { TUESDAY, townConfig } from './tuesday.ts'

export interface TownOptions {
  readonly at?: Date
  readonly config?: Readonly<Record<string, string>>
}

/** The whole desk over a real database, with the demo town in it, a clock that stands still until it is moved, and people who act. */
export interface Town {
  readonly desk: Desk
  readonly log: CollectingLog
  readonly now: () => Date
  /** By their key in the demo town, such as "maria". */
  person(key: string): Person
  /** What would have been mailed to this address, the oldest first. */
  mailTo(email: string): Promise<readonly Card[]>
  /** Resolves when every job that is due has run. */
  settles(): Promise<void>
  /** Moves the clock forward, doing on the way what becomes due. */
  travels(to: Date): Promise<void>
  close(): Promise<void>
}

export interface Person {
  /** The same person, acting in a channel. */
  at(channel: string): Person
  says(text: string): Promise<Reply>
  /** Fills the form that was opened last and submits it. */
  fills(fields: RawFields): Promise<Reply>
  /** The value of the first option that a type-ahead of the open form offers for `query`. */
  finds(field: string, query: string): Promise<string>
  /** Presses the newest button whose label begins with `label`; `pick` chooses in a menu. */
  clicks(label: string, choice?: { readonly pick?: string; readonly id?: string }): Promise<Reply>
  /** Sends an action as an old or forged message would. */
  sends(token: string, choice?: { readonly pick?: string; readonly id?: string }): Promise<Reply>
  /** The token behind a button, to press it later, twice, or as somebody else. */
  token(label: string): Promise<string>
  /** Every card in their direct messages and rooms, the oldest first. */
  cards(): Promise<readonly Card[]>
  home(): Promise<Reply>
  /** Everything they can read, as plain text. */
  reads(): Promise<string>
}

/** On Tuesday the town is there already; at another time it moves in then. */
export async function openTown(open: OpenTestDatabase, options: TownOptions = {}): Promise<Town> {
  const database = await open(options.at ? 'empty' : 'town')
  const machine: Clock = { now: () => options.at ?? TUESDAY }
  const log = collectingLog()
  const desk = await deskOver(database, townConfig(options.config), { log, machine })
  const post = { db: desk.ports.database.reader, clock: desk.clock, ids: desk.ports.ids, changed: () => {} }
  const growing: GrowingCards = new Map()
  desk.app.addSurface(webSurface(post, growing))
  desk.app.addSurface(paperMailSurface(post))
  await desk.app.startWorker()
  await createTown(desk).town.loadDemo()
  await desk.ports.engine.settled()
  const people = new Map<string, Person>()
  return {
    desk,
    log,
    now: () => desk.clock.now(),
    person(key) {
      const person = people.get(key) ?? personIn(desk, key, growing)
      people.set(key, person)
      return person
    },
    async mailTo(email) {
      const rows = await database.prisma.webMail.findMany({ where: { email }, orderBy: { id: 'asc' } })
      return rows.map(({ card }) => card as unknown as Card)
    },
    settles: () => desk.ports.engine.settled(),
    travels: (to) => travelTo(desk.ports, desk.clock, to),
    async close() {
      await desk.app.stopWorker(2000)
      await desk.close()
    },
  }
}

/** Sets the clock of a town that did not live through the time in between. */
export async function jumps(town: Town, to: Date): Promise<void> {
  await moveClock(town.desk.ports, town.desk.clock, to.getTime() - TUESDAY.getTime())
}

let acts = 0

function personIn(desk: Desk, key: string, growing: GrowingCards, channel?: string): Person {
  let form: Form | null = null
  let answered: Card | null = null
  const base = (id?: string) => ({
    id: id ?? `act-${++acts}`,
    surface: 'web' as const,
    installation: PLAYGROUND,
    actor: { externalId: key },
    ...(channel && { channel }),
  })
  const act = async (interaction: Parameters<Desk['app']['dispatch']>[0]): Promise<Reply> => {
    const reply = await desk.app.dispatch(interaction)
    if (reply.kind === 'form') form = reply.form
    // An update stands in the message that was clicked; the delivery redraws that one.
    if (reply.kind === 'card' || (reply.kind === 'update' && !interaction.origin)) answered = reply.card
    await desk.ports.engine.settled()
    return reply
  }
  const openForm = () => {
    if (!form) throw new Error(`No form is open for ${key}.`)
    return form
  }
  const visible = async (): Promise<readonly Shown[]> => [
    ...(await shownTo(desk, key, growing)),
    ...(answered ? [{ ref: undefined, card: answered }] : []),
  ]
  const find = async (label: string) => newestItem(await visible(), label, key)
  return {
    at: (elsewhere) => personIn(desk, key, growing, elsewhere),
    says: (text) => {
      const [, command = '', words = ''] = /^\/(\S+)\s*(.*)$/s.exec(text) ?? []
      return act({ ...base(), kind: 'command', command, words })
    },
    fills: (fields) => act({ ...base(), kind: 'submit', token: openForm().token, fields }),
    async finds(name, query) {
      const field = openForm().fields.find((candidate) => candidate.name === name)
      if (field?.kind !== 'search') throw new Error(`The form has no type-ahead called "${name}".`)
      const reply = await act({ ...base(), kind: 'search', search: field.search, query })
      const value = reply.kind === 'options' ? reply.options[0]?.value : undefined
      if (!value) throw new Error(`Nothing was found for "${query}".`)
      return value
    },
    async clicks(label, { pick, id } = {}) {
      const { item, ref } = await find(label)
      return act({ ...base(id), kind: 'action', token: item.token, ...(pick && { pick }), ...(ref && { origin: ref }) })
    },
    sends: (token, { pick, id } = {}) => act({ ...base(id), kind: 'action', token, ...(pick && { pick }) }),
    token: async (label) => (await find(label)).item.token,
    cards: async () => (await shownTo(desk, key, growing)).map(({ card }) => card),
    home: () => act({ ...base(), kind: 'home' }),
    reads: async () => (await visible()).map(({ card }) => readCard(card)).join('\n\n'),
  }
}

interface Shown {
  readonly ref: string | undefined
  readonly card: Card
}

async function shownTo(desk: Desk, key: string, growing: GrowingCards): Promise<readonly Shown[]> {
  const conversations = await desk.database.prisma.webConversation.findMany({
    where: { installation: PLAYGROUND, OR: [{ key: directKey(key) }, { externalIds: { has: key } }] },
    select: { id: true },
  })
  const rows = await desk.database.prisma.webMessage.findMany({
    where: { conversationId: { in: conversations.map(({ id }) => id) }, deliveryId: { not: null } },
    orderBy: { position: 'asc' },
  })
  return rows.map(({ id, body }) => ({ ref: id, card: growing.get(id) ?? (body as unknown as { card: Card }).card }))
}

function newestItem(shown: readonly Shown[], label: string, who: string) {
  for (const { ref, card } of shown.toReversed()) {
    const item = itemsOf(card).find((candidate) => labelOf(candidate).startsWith(label))
    if (item && item.kind !== 'link') return { item, ref }
  }
  const offered = shown.flatMap(({ card }) => itemsOf(card).map(labelOf))
  throw new Error(`${who} sees no button "${label}". There are: ${offered.join(' · ') || 'none'}`)
}

function itemsOf(card: Card): readonly ActionItem[] {
  return card.body.flatMap((block): readonly ActionItem[] => {
    if (block.kind === 'actions') return block.items
    if (block.kind === 'list')
      return [...block.items.flatMap(({ actions = [] }) => actions), ...(block.more ? [block.more] : [])]
    return block.kind === 'text' && block.more ? [block.more] : []
  })
}

const labelOf = (item: ActionItem) => (item.kind === 'pick' ? item.placeholder : item.label)

/** A card as somebody would read it aloud. */
export function readCard(card: Card): string {
  const head = [card.title, card.status?.word, card.reference].filter(Boolean).join(' · ')
  return [head, ...card.body.flatMap(readBlock), ...(card.footer ? [toPlainText(card.footer)] : [])].join('\n')
}

function readBlock(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return [toPlainText(block.text)]
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${toPlainText(value)}`)
    case 'list':
      return block.items.map(({ title, text }) => `${title} ${text ? toPlainText(text) : ''}`)
    case 'table':
      return [block.caption, ...block.rows.map((row) => row.join(' '))]
    case 'chart':
      return [block.chart.finding]
    case 'map':
      return [block.map.finding]
    case 'image':
      return [block.alt]
    case 'actions':
      return [block.items.map((item) => `[${labelOf(item)}]`).join(' ')]
    case 'divider':
      return []
  }
}
