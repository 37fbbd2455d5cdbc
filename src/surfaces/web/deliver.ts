import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Ids } from '../../kit/ids.ts'
import type { Destination, Outgoing, Sent, Surface } from '../../kit/surface.ts'
import type { Card } from '../../kit/ui/card.ts'
import * as store from './store.ts'

/** What keeps the playground's messages, and whom it tells that there is something new to see. */
export interface Post {
  readonly db: Db
  readonly clock: Clock
  readonly ids: Ids
  readonly changed: () => void
}

/** Cards that are being written at this moment, by the message that they will end in. Of this process, and kept nowhere. */
export type GrowingCards = Map<string, Card>

/** The playground as a platform: a message is a row, drawn for whoever looks. */
export function webSurface(post: Post, growing: GrowingCards = new Map()): Surface {
  const { db, clock, ids, changed } = post
  return {
    name: 'web',
    async send(message) {
      const conversationId = await conversationFor(post, message.installation, message.to)
      if (!conversationId) return { kind: 'unreachable', reason: 'the conversation is not there any more' }
      const ref = await store.addMessage(db, {
        id: ids.next(),
        conversationId,
        deliveryId: message.deliveryId,
        body: { kind: 'card', card: message.card },
        now: clock.now(),
      })
      changed()
      return { kind: 'sent', ref }
    },
    async edit(ref, message) {
      growing.delete(ref)
      const edited = await store.editMessage(db, ref, { body: { kind: 'card', card: message.card }, now: clock.now() })
      changed()
      return sentIf(edited, ref)
    },
    async grow(ref, { card }) {
      growing.set(ref, card)
      changed()
    },
    find: (message) => store.messageByDelivery(db, message.deliveryId),
    async openRoom(room) {
      const { id } = await store.openConversation(db, room, { id: ids.next(), now: clock.now() })
      changed()
      return id
    },
    async homeChanged() {
      changed()
    },
  }
}

/** Stands in for a mail server: what would have been sent is kept, so that its links can be opened and the town goes on. */
export function paperMailSurface({ db, clock, ids, changed }: Post): Surface {
  return {
    name: 'mail',
    async send({ deliveryId, to, card }: Outgoing): Promise<Sent> {
      if (to.kind !== 'email') return { kind: 'unreachable', reason: 'mail goes to an address' }
      const { email, name } = to
      const mail = { id: ids.next(), deliveryId, email, name, card, createdAt: clock.now() }
      const ref = await store.saveMail(db, mail)
      changed()
      return { kind: 'sent', ref }
    },
    async edit(ref, { card }) {
      const edited = await store.editMail(db, ref, { card, now: clock.now() })
      changed()
      return sentIf(edited, ref)
    },
    find: (message) => store.mailByDelivery(db, message.deliveryId),
    openRoom: async () => null,
    homeChanged: async () => {},
  }
}

const sentIf = (isThere: boolean, ref: string): Sent =>
  isThere ? { kind: 'sent', ref } : { kind: 'unreachable', reason: 'the message is not there any more' }

async function conversationFor(
  { db, clock, ids }: Post,
  installation: string,
  to: Destination,
): Promise<string | null> {
  switch (to.kind) {
    case 'direct': {
      const where = { installation, externalId: to.externalId, id: ids.next(), now: clock.now() }
      return (await store.openDirect(db, where)).id
    }
    case 'room':
      return (await store.conversationById(db, installation, to.room))?.id ?? null
    case 'email':
      return null
  }
}
