import { type JobCtx, type SweepCtx, toMember, type Work } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import type { SweepHandler } from '../../../kit/domain.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { isRefused } from '../../../kit/reply.ts'
import { localDay } from '../../../kit/working-time.ts'
import { readAhead } from '../../paths/api.ts'
import { person } from '../../people/api.ts'
import { consentMail, reminderNotice } from '../contracts.ts'
import { type RequestState, targetOf } from '../model.ts'
import type { Decided } from '../rules/change.ts'
import { lapseConsent } from '../rules/consent.ts'
import { lapse, stall } from '../rules/offer.ts'
import { movedOn } from '../rules/refusals.ts'
import { expire, noticeExpiry } from '../rules/request.ts'
import { approachOf } from '../store/approach.ts'
import {
  type DueKind,
  nextDueOf,
  nextReminder,
  remindersDue,
  takeDue,
  takeReminders,
  workspacesWithDue,
} from '../store/due.ts'
import { readState } from '../store/state.ts'
import { insertActivities } from '../store/write.ts'
import { decideInside } from './commit.ts'
import { routeInside } from './route.ts'

/** Due work: found by its columns, done one request a transaction, harmless to do twice. */

export const lapseDue: SweepHandler = sweepFor('lapse', 'the clock of', async (w, workspace, requestId) => {
  await settle(w, workspace, requestId, (state) => whatLapsed(state, w))
})

export const expireDue: SweepHandler = sweepFor('expire', 'the end of', async (w, workspace, requestId) => {
  await settle(w, workspace, requestId, (state) => (state.request.expiresAt <= w.now ? expire : noticeExpiry)(state, w))
})

export const rerouteDue: SweepHandler = sweepFor('reroute', 'another look at', routeInside, (job) =>
  readAhead(job.db, job.workspace.id, job.now),
)

function whatLapsed(state: RequestState, w: Work): Decided {
  const offer = state.offers.find(({ status, answerBy }) => status === 'OPEN' && answerBy <= w.now)
  if (offer && state.request.status === 'MATCHED') return lapse(state, offer.id, w)
  const consent = state.consents.find(({ status, expiresAt }) => status === 'ASKED' && expiresAt && expiresAt <= w.now)
  if (consent) return lapseConsent(state, consent.id, w)
  return state.introduction ? stall(state, w) : movedOn
}

async function settle(w: Work, workspace: WorkspaceInfo, requestId: string, rule: (state: RequestState) => Decided) {
  const decided = await decideInside(w, { workspace, actorId: null, requestId, rule })
  // What the query found due and the rules call settled would be found again for ever: that is a bug of ours.
  if (isRefused(decided)) throw new Error(`Request ${requestId} was due but refused with "${decided.refusal.kind}".`)
}

type DoDue = (w: Work, workspace: WorkspaceInfo, requestId: string) => Promise<void>

/** `prepare` runs before the first transaction in a workspace. */
function sweepFor(
  kind: DueKind,
  what: string,
  doDue: DoDue,
  prepare: (job: JobCtx) => Promise<void> = async () => {},
): SweepHandler {
  return {
    async run(ctx) {
      for (const workspaceId of await workspacesWithDue(ctx.db, kind, ctx.now)) {
        const job = await ctx.in(workspaceId)
        if (!job) continue
        await prepare(job)
        await sweepWorkspace(job, kind, doDue)
      }
    },
    async nextDue(db) {
      const next = await nextDueOf(db, kind)
      return next && { at: next.at, what: `${what} R-${next.number}` }
    },
  }
}

async function sweepWorkspace(job: JobCtx, kind: DueKind, doDue: DoDue): Promise<void> {
  const done: string[] = []
  for (;;) {
    job.signal.throwIfAborted()
    const taken = await job.work(async (w) => {
      const requestId = await takeDue(w.db, job.workspace.id, { kind, now: w.now, done })
      if (requestId) await doDue(w, job.workspace, requestId)
      return requestId
    })
    if (!taken) return
    done.push(taken)
  }
}

/** Reminders of one person become one card for the day; people outside get their mail once more. */
export const remindDue: SweepHandler = {
  async run(ctx: SweepCtx) {
    for (const { workspaceId, memberId } of await remindersDue(ctx.db, ctx.now)) {
      const job = await ctx.in(workspaceId)
      if (job) await job.work((w) => remindOne(w, job.workspace, memberId))
      ctx.signal.throwIfAborted()
    }
  },
  async nextDue(db: Db) {
    const next = await nextReminder(db)
    if (!next) return null
    const who = next.memberId ? await person(db, next.workspaceId, next.memberId) : null
    return { at: next.at, what: `a reminder to ${who?.name ?? 'somebody outside'}` }
  },
}

async function remindOne(w: Work, workspace: WorkspaceInfo, memberId: Parameters<typeof toMember>[0] | null) {
  const member = memberId ? await person(w.db, workspace.id, memberId) : null
  const slot = localDay(w.now, member?.timeZone ?? workspace.timeZone)
  const taken = await takeReminders(w.db, workspace.id, { memberId, slot, now: w.now })
  if (memberId && member && taken.length > 0) {
    w.notify(reminderNotice, toMember(memberId), { memberId, slot })
    w.redraw(reminderNotice.subject({ memberId, slot }))
  }
  for (const { requestId, subjectId } of taken) {
    if (!memberId) await mailAgain(w, workspace, { requestId, consentId: subjectId })
    const activities = [{ type: 'REMINDER_SENT', actorId: null, description: 'Sent a reminder' } as const]
    await insertActivities(w.db, workspace.id, { requestId, activities, now: w.now, newId: () => w.newId() })
  }
}

async function mailAgain(w: Work, workspace: WorkspaceInfo, about: { requestId: string; consentId: string }) {
  const state = await readState(w.db, workspace.id, about.requestId, w.now)
  const target = state && targetOf(state)
  if (!target?.email) return
  // What was asked in one mail is reminded of in one: the same key is sent once.
  const [lead = about] = await approachOf(w.db, workspace.id, about.consentId)
  w.notify(consentMail, { kind: 'email', email: target.email, name: target.name }, { ...lead, round: 1 })
}
