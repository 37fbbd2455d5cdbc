import { memberId as asMemberId, type MemberId } from '../../../kit/brand.ts'
import type { JobCtx } from '../../../kit/ctx.ts'
import { type Listener, on } from '../../../kit/domain.ts'
import { contactsOfMember } from '../../people/api.ts'
import {
  contactErased,
  memberAway,
  memberBlocked,
  memberJoined,
  memberReturned,
  relationshipChanged,
} from '../../people/events.ts'
import { decide } from '../rules/change.ts'
import { loseFacilitator } from '../rules/offer.ts'
import { lookAgain, withdraw } from '../rules/request.ts'
import { heldBy, openFor, waitingForAnybody, waitingForContact } from '../store/lists.ts'
import { decideQuietly } from './commit.ts'

/** What other domains tell, and what it means for requests that are under way. */
export const listeners: readonly Listener[] = [
  on('intro.away', memberAway, (ctx, { memberId }) => moveOn(ctx, asMemberId(memberId))),
  on('intro.blocked', memberBlocked, async (ctx, { memberId, blockedId }) => {
    await moveOn(ctx, asMemberId(memberId), asMemberId(blockedId))
    await moveOn(ctx, asMemberId(blockedId), asMemberId(memberId))
  }),
  /** Nobody helps themselves, and nobody is introduced to themselves. */
  on('intro.joined', memberJoined, async (ctx, { into }) => {
    const member = asMemberId(into)
    await moveOn(ctx, member, member)
    const same = { by: null, isAdmin: false, why: 'The person to be met is the one who asked' }
    for (const contactId of await contactsOfMember(ctx.db, ctx.workspace.id, member)) {
      for (const requestId of await openFor(ctx.db, ctx.workspace.id, contactId)) {
        await decideQuietly(ctx, requestId, (state, w) =>
          state.request.requesterId === member ? withdraw(state, same, w) : decide({}),
        )
      }
    }
  }),
  on('intro.returned', memberReturned, async (ctx) => {
    await lookAgainAt(ctx, await waitingForAnybody(ctx.db, ctx.workspace.id))
  }),
  on('intro.known', relationshipChanged, async (ctx, { contactId }) => {
    await lookAgainAt(ctx, await waitingForContact(ctx.db, ctx.workspace.id, contactId))
  }),
  on('intro.erased', contactErased, async (ctx, { contactId }) => {
    const gone = { by: null, isAdmin: false, why: 'The person to be met is no longer known here' }
    for (const requestId of await openFor(ctx.db, ctx.workspace.id, contactId)) {
      await decideQuietly(ctx, requestId, (state, w) => withdraw(state, gone, w))
    }
  }),
]

/** Whatever this member holds goes to somebody else; with `asker`, only what they hold of that asker. */
async function moveOn(ctx: JobCtx, member: MemberId, asker?: MemberId): Promise<void> {
  for (const requestId of await heldBy(ctx.db, ctx.workspace.id, member)) {
    await decideQuietly(ctx, requestId, (state, w) =>
      asker && state.request.requesterId !== asker ? decide({}) : loseFacilitator(state, member, w),
    )
  }
}

async function lookAgainAt(ctx: JobCtx, requestIds: readonly string[]): Promise<void> {
  for (const requestId of requestIds) {
    await decideQuietly(ctx, requestId, (state, w) => decide(state.request.status === 'PENDING' ? lookAgain(w) : {}))
  }
}
