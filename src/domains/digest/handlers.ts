import type { Ctx, JobCtx, NoticeCtx, SweepCtx } from '../../kit/ctx.ts'
import { toMember } from '../../kit/ctx.ts'
import type { Db } from '../../kit/db.ts'
import type { DueThing } from '../../kit/domain.ts'
import type { Card } from '../../kit/ui/card.ts'
import { localDay, nextWeekday } from '../../kit/working-time.ts'
import { digestItems } from '../introductions/api.ts'
import {
  type DigestReader,
  nextDigest,
  scheduleDigest,
  setTopicMuted,
  takeDueDigests,
  workspacesWithDueDigests,
} from '../people/api.ts'
import { mutedCard, unmutedCard, weeklyCard } from './cards.ts'
import { contracts } from './contracts.ts'

/** ISO weekday and local hour of the digest (product.md section 3). */
const MONDAY = 1
const DIGEST_HOUR = 9

/** Members of one transaction: the embedded database has one session, and others want it too. */
const AT_ONCE = 25

/** Built when it is delivered; null when there is nothing to say. */
export async function weekly({ db, workspace, recipient, now }: NoticeCtx): Promise<Card | null> {
  if (!recipient) return null
  const parts = await digestItems(db, workspace.id, recipient.id, now)
  return parts.items.length > 0 || parts.numbers.some(({ value }) => value > 0) ? weeklyCard(parts) : null
}

export async function mute({ workspace, actor, work }: Ctx): Promise<Card> {
  return work(async (w) => {
    await setTopicMuted(w.db, workspace.id, actor.id, { topic: 'digest', muted: true })
    return mutedCard()
  })
}

export async function unmute({ workspace, actor, work }: Ctx): Promise<Card> {
  return work(async (w) => {
    await setTopicMuted(w.db, workspace.id, actor.id, { topic: 'digest', muted: false })
    return unmutedCard()
  })
}

export const due = {
  async run(ctx: SweepCtx): Promise<void> {
    for (const workspaceId of await workspacesWithDueDigests(ctx.db, ctx.now)) {
      const job = await ctx.in(workspaceId)
      while (job && (await sendSome(job)) === AT_ONCE) ctx.signal.throwIfAborted()
    }
  },
  async nextDue(db: Db): Promise<DueThing | null> {
    const at = await nextDigest(db)
    return at && { at, what: 'the weekly digest' }
  },
}

/** Owes the digest and works out the next in one transaction, so that a crash neither skips nor doubles a week. */
async function sendSome({ work, workspace, now }: JobCtx): Promise<number> {
  return work(async (w) => {
    const readers = await takeDueDigests(w.db, workspace.id, { now, limit: AT_ONCE })
    for (const reader of readers) {
      await scheduleDigest(w.db, workspace.id, reader.id, nextWeekday(now, MONDAY, DIGEST_HOUR, reader.timeZone))
      if (isThisWeeks(reader, now)) {
        w.notify(contracts.weekly, toMember(reader.id), { memberId: reader.id, day: localDay(now, reader.timeZone) })
      }
    }
    return readers.length
  })
}

/** A desk that slept through Monday says nothing on Thursday; the next Monday comes. */
function isThisWeeks({ dueAt }: DigestReader, now: Date): boolean {
  const LATE_MS = 24 * 3_600_000
  return dueAt !== null && now.getTime() - dueAt.getTime() < LATE_MS
}
