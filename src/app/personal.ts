import type { Keeper } from '../kit/personal-data.ts'
import { eraseMember, exportMember, settleDeliveries } from './personal-store.ts'

/** What the runtime itself keeps about members: what they did, what they are owed, what is open on their screen. */
export const runtimeKeeper: Keeper = {
  name: 'desk',
  personalData: {
    names: ['kept_interactions.actorId', 'ui_states.memberId', 'deliveries.recipient', 'rooms.memberIds'],
    mentions: [
      ...['deliveries.data', 'deliveries.details', 'deliveries.key', 'deliveries.subject'],
      ...['events.data', 'signed_links.values', 'ui_states.state'],
    ],
    export: exportMember,
    erase: eraseMember,
    join: settleDeliveries,
  },
}
