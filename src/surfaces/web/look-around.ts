import type { DeliveryTrace, TrailEntry } from '../../app/inspector.ts'
import type { Db } from '../../kit/db.ts'
import type { DueThing } from '../../kit/domain.ts'
import type { QueueCount } from '../../kit/jobs.ts'
import type { WorkspaceInfo } from '../../kit/person.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Home } from '../../kit/ui/home.ts'
import type { CastMember, Desk } from './desk.ts'
import { type Guide, linkIn, nextStep, type PendingMail, type Waiting, waitsForDecision } from './guide.ts'
import { WEB_LIMITS } from './limits.ts'
import {
  type Conversation,
  conversationsOf,
  deliveredCards,
  directKey,
  type Mail,
  type Message,
  messagesFor,
  newestMail,
} from './store.ts'
import type { Skin, View } from './view.ts'

/** Everything that a view of the town shows, gathered at one moment. */
export interface TownNow {
  /** As asked for, with the people who are really in sight. */
  readonly view: View
  readonly workspace: WorkspaceInfo
  readonly now: Date
  readonly aheadMs: number
  readonly next: DueThing | null
  readonly isDemoLoaded: boolean
  /** With whom the story begins. */
  readonly hero: { readonly externalId: string; readonly name: string }
  readonly cast: readonly Townsperson[]
  readonly houses: readonly House[]
  readonly guide: Guide
  readonly drawer: DrawerNow | null
}

export interface Townsperson extends CastMember {
  /** Their place in the cast; it gives them their colour. */
  readonly hue: number
  readonly toDecide: number
}

/** One person's chat. */
export interface House {
  readonly member: Townsperson
  readonly skin: Skin
  readonly isInFront: boolean
  readonly conversations: readonly Conversation[]
  /** What is open: a conversation with its messages, or their home. Null: the direct message before its first message. */
  readonly open: OpenTab
}

export type OpenTab =
  | { readonly kind: 'talk'; readonly conversation: Conversation | null; readonly messages: readonly Message[] }
  | { readonly kind: 'home'; readonly home: Home | null }

export type DrawerNow =
  | { readonly kind: 'trail'; readonly entries: readonly TrailEntry[] }
  | { readonly kind: 'outbox'; readonly deliveries: readonly DeliveryTrace[]; readonly queues: readonly QueueCount[] }
  | { readonly kind: 'mail'; readonly mail: readonly Mail[] }

/** Where the town is looked at from. */
export interface Lookout {
  readonly desk: Desk
  readonly db: Db
  readonly newId: () => string
  readonly isOurLink: (href: string) => boolean
  readonly growing: ReadonlyMap<string, Card>
}

export async function lookAround(lookout: Lookout, wanted: View): Promise<TownNow> {
  const { desk, db } = lookout
  const { town, clock } = desk
  const [workspace, members, next, isDemoLoaded] = await Promise.all([
    town.workspace(),
    town.cast(),
    clock.nextDue(),
    town.isDemoLoaded(),
  ])
  const accounts = members.map(({ externalId }) => externalId)
  const conversations = await conversationsOf(db, town.installation, accounts)
  const waiting = await waitingCards(db, conversations)
  const cast = members.map((member, hue) => ({ ...member, hue, toDecide: waitingFor(member, waiting).length }))
  const mail = await newestMail(db, WEB_LIMITS.mailShown)
  const shown = peopleInSight(wanted, cast)
  const inFront = shown.find(({ externalId }) => externalId === wanted.at) ?? shown[0]
  const view = { ...wanted, people: shown.map(({ externalId }) => externalId), at: inFront?.externalId ?? null }
  const houses = await Promise.all(
    shown.map((member) => enterHouse(lookout, view, { member, conversations, isInFront: member === inFront })),
  )
  return {
    view,
    workspace,
    now: clock.now(),
    aheadMs: clock.aheadMs(),
    next,
    isDemoLoaded,
    hero: town.hero,
    cast,
    houses,
    guide: nextStep({
      cast,
      waiting,
      mail: await questionsByMail(lookout, mail),
      hasBegun: await hasBegun(desk),
      next,
    }),
    drawer: await openDrawer(lookout, view, mail),
  }
}

/** Those whom the address names, else the first of the cast. */
function peopleInSight<Member extends CastMember>(view: View, cast: readonly Member[]): Member[] {
  const wanted = [...view.people, ...(view.at ? [view.at] : [])]
  const named = [...new Set(wanted)].flatMap((account) => cast.find(({ externalId }) => externalId === account) ?? [])
  return (named.length > 0 ? named : cast).slice(0, WEB_LIMITS.peopleShown)
}

interface Doorstep {
  readonly member: Townsperson
  readonly conversations: readonly Conversation[]
  readonly isInFront: boolean
}

async function enterHouse(lookout: Lookout, view: View, { member, isInFront, ...doorstep }: Doorstep): Promise<House> {
  const conversations = doorstep.conversations.filter(({ externalIds }) => externalIds.includes(member.externalId))
  return {
    member,
    isInFront,
    conversations,
    skin: view.skins[member.externalId] ?? 'plain',
    open: await openTab(lookout, view.tabs[member.externalId], { member, conversations }),
  }
}

async function openTab(
  { desk, db, newId, growing }: Lookout,
  tab: string | undefined,
  { member, conversations }: { member: CastMember; conversations: readonly Conversation[] },
): Promise<OpenTab> {
  if (tab === 'home') {
    const { installation } = desk.town
    const reply = await desk.dispatch({
      kind: 'home',
      id: newId(),
      surface: 'web',
      installation,
      actor: claimOf(member),
    })
    return { kind: 'home', home: reply.kind === 'home' ? reply.home : null }
  }
  const direct = conversations.find(({ key }) => key === directKey(member.externalId)) ?? null
  const conversation = conversations.find(({ id }) => id === tab) ?? direct
  const wanted = { reader: member.externalId, limit: WEB_LIMITS.messagesShown }
  const messages = conversation ? await messagesFor(db, conversation.id, wanted) : []
  return { kind: 'talk', conversation, messages: messages.map((message) => asItGrows(message, growing)) }
}

function asItGrows(message: Message, growing: Lookout['growing']): Message {
  const card = growing.get(message.id)
  return card ? { ...message, body: { kind: 'card', card } } : message
}

/** As whom the desk sees a person of the cast who is being played. */
export const claimOf = ({ externalId, name, timeZone, locale }: CastMember) => ({ externalId, name, timeZone, locale })

/** The newest first. In a room everybody would wait for everybody, so only direct messages count. */
async function waitingCards(db: Db, conversations: readonly Conversation[]): Promise<Waiting[]> {
  const direct = conversations.filter(({ key }) => key.startsWith(directKey('')))
  const accountById = new Map(direct.map(({ id, externalIds }) => [id, externalIds[0] ?? '']))
  const cards = await deliveredCards(db, [...accountById.keys()], WEB_LIMITS.cardsCounted)
  const lastTouched = cards.toSorted((a, b) => touchedAt(b) - touchedAt(a))
  const seen = new Set<string>()
  return lastTouched.flatMap(({ id, conversationId, body }) => {
    if (body.kind !== 'card') return []
    const externalId = accountById.get(conversationId) ?? ''
    const { title, reference = id } = body.card
    // Of several cards about one request the one that changed last says whether there is something left to decide.
    const subject = `${externalId} ${reference}`
    if (seen.has(subject)) return []
    seen.add(subject)
    return waitsForDecision(body.card) ? [{ externalId, messageId: id, title }] : []
  })
}

const touchedAt = ({ createdAt, editedAt }: Message) => (editedAt ?? createdAt).getTime()

/** The newest letters whose link still asks something. */
async function questionsByMail({ desk, isOurLink }: Lookout, mail: readonly Mail[]): Promise<PendingMail[]> {
  const pending: PendingMail[] = []
  for (const { name, card } of mail.slice(0, WEB_LIMITS.mailAsked)) {
    const link = linkIn(card, isOurLink)
    if (link && (await desk.isLinkOpen(link.token))) pending.push({ name, title: card.title, href: link.href })
  }
  return pending
}

const waitingFor = ({ externalId }: CastMember, waiting: readonly Waiting[]) =>
  waiting.filter((card) => card.externalId === externalId)

async function hasBegun(desk: Desk): Promise<boolean> {
  return (await desk.inspector.trail({ limit: 1 })).length > 0
}

async function openDrawer({ desk }: Lookout, view: View, mail: readonly Mail[]): Promise<DrawerNow | null> {
  switch (view.drawer) {
    case null:
      return null
    case 'trail': {
      const wanted = { limit: WEB_LIMITS.trailEntries, ...(view.reference && { reference: view.reference }) }
      return { kind: 'trail', entries: await desk.inspector.trail(wanted) }
    }
    case 'outbox': {
      const [deliveries, queues] = await Promise.all([
        desk.inspector.outbox(WEB_LIMITS.trailEntries),
        desk.inspector.queues(),
      ])
      return { kind: 'outbox', deliveries, queues }
    }
    case 'mail':
      return { kind: 'mail', mail }
  }
}
