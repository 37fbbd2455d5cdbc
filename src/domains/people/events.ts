import { z } from 'zod'
import { event } from '../../kit/contracts.ts'
import { id } from '../../kit/schema.ts'

/** They are not to be asked until then; without a date, until they say otherwise. Offers that they hold move on. */
export const memberAway = event({
  name: 'people.member_away',
  data: z.object({ memberId: id, until: z.iso.datetime().nullable() }),
})

/** They may be asked again. */
export const memberReturned = event({ name: 'people.member_returned', data: z.object({ memberId: id }) })

/** They want nothing to do with each other, in either direction. */
export const memberBlocked = event({
  name: 'people.member_blocked',
  data: z.object({ memberId: id, blockedId: id }),
})

/** What a member knows of a contact may be used differently now, or is gone. */
export const relationshipChanged = event({
  name: 'people.relationship_changed',
  data: z.object({ memberId: id, contactId: id }),
})

/** Nothing is left of the contact: nobody knows them any more. */
export const contactErased = event({ name: 'people.contact_erased', data: z.object({ contactId: id }) })

/** Two members turned out to be one person: everything of `from` is `into`'s now. */
export const memberJoined = event({ name: 'people.member_joined', data: z.object({ from: id, into: id }) })
