import type { SurfaceName } from '../../src/kit/person.ts'
import type { Outgoing, RoomWanted, Sent, Surface } from '../../src/kit/surface.ts'
import type { Card } from '../../src/kit/ui/card.ts'

export interface Message {
  readonly deliveryId: string
  readonly installation: string
  readonly to: Outgoing['to']
  /** The card as sent and as it was after each edit. */
  readonly cards: Card[]
}

/** What the platform does with the next call. `lost`: it shows the message and its answer never comes. */
export type Outcome = Exclude<Sent, { kind: 'sent' }> | { readonly kind: 'lost' } | { readonly kind: 'throws' }

/** A platform that remembers what its readers would see, and fails as it is told to. */
export interface RecordingSurface extends Surface {
  /** By reference, in the order in which they appeared. */
  readonly messages: ReadonlyMap<string, Message>
  readonly rooms: readonly RoomWanted[]
  readonly homes: readonly string[]
  /** Calls of `send` and `edit`, whatever came of them. */
  readonly calls: { readonly call: 'send' | 'edit' | 'find'; readonly deliveryId: string }[]
  /** For the next sends and edits, one each; after them everything works. */
  next(...outcomes: readonly Outcome[]): void
  /** A message that another process left there. */
  holds(deliveryId: string, message: Omit<Message, 'deliveryId' | 'installation'>): void
  /** Opens no room from now on. */
  opensNoRooms(): void
  /** Called while a send or edit is under way. */
  during(act: ((message: Outgoing) => Promise<void>) | null): void
  to(externalId: string): readonly Message[]
}

export function recordingSurface(name: SurfaceName): RecordingSurface {
  const messages = new Map<string, Message>()
  const rooms: RoomWanted[] = []
  const homes: string[] = []
  const calls: RecordingSurface['calls'] = []
  const outcomes: Outcome[] = []
  let hasRooms = true
  let during: ((message: Outgoing) => Promise<void>) | null = null

  async function play(show: () => string, message: Outgoing): Promise<Sent> {
    const outcome = outcomes.shift()
    await during?.(message)
    if (!outcome) return { kind: 'sent', ref: show() }
    if (outcome.kind === 'throws') throw new Error(`${name} throws`)
    if (outcome.kind !== 'lost') return outcome
    show()
    return { kind: 'unknown', reason: 'the answer was lost' }
  }

  return {
    name,
    messages,
    rooms,
    homes,
    calls,
    next: (...wanted) => void outcomes.push(...wanted),
    holds: (deliveryId, message) => void messages.set(`${name}-of-old`, { deliveryId, installation: '', ...message }),
    opensNoRooms: () => {
      hasRooms = false
    },
    during: (act) => {
      during = act
    },
    to: (externalId) => [...messages.values()].filter(({ to }) => to.kind === 'direct' && to.externalId === externalId),
    send(message) {
      calls.push({ call: 'send', deliveryId: message.deliveryId })
      return play(() => {
        const ref = `${name}-${messages.size + 1}`
        const { deliveryId, installation, to } = message
        messages.set(ref, { deliveryId, installation, to, cards: [message.card] })
        return ref
      }, message)
    },
    edit(ref, message) {
      calls.push({ call: 'edit', deliveryId: message.deliveryId })
      return play(() => {
        messages.get(ref)?.cards.push(message.card)
        return ref
      }, message)
    },
    async find({ deliveryId }) {
      calls.push({ call: 'find', deliveryId })
      const found = [...messages].find(([, message]) => message.deliveryId === deliveryId)
      return found ? found[0] : null
    },
    async openRoom(room) {
      if (!hasRooms) return null
      rooms.push(room)
      return `${name}-room-${room.key}`
    },
    homeChanged: async (_installation, externalId) => void homes.push(externalId),
  }
}
