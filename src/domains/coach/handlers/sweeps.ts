import { type JobCtx, type SweepCtx, toMember } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import { sanitiseOutput } from '../../../kit/model-output.ts'
import { localDay, nextWeekday } from '../../../kit/working-time.ts'
import { members } from '../../people/api.ts'
import { contracts } from '../contracts.ts'
import { MAX_SUMMARY_CHARS, summarise } from '../llm.ts'
import { toSumUp } from '../rules/history.ts'
import { conversation, linesOf, saveSummary } from '../store/conversations.ts'
import {
  forgetOld as forgetSome,
  nextDue,
  nextForgotten,
  overdueAnswers,
  overdueEscalations,
  takeReport,
  workspacesWithDue,
} from '../store/due.ts'
import { escalation } from '../store/escalations.ts'
import { callAgain } from './care.ts'
import { giveUp } from './write.ts'

/** What the coach does by itself: found by its columns, harmless to do twice. */

export const due = {
  async run(ctx: SweepCtx): Promise<void> {
    for (const workspaceId of await workspacesWithDue(ctx.db, ctx.now)) {
      const job = await ctx.in(workspaceId)
      if (job) await sweepWorkspace(job)
      ctx.signal.throwIfAborted()
    }
  },
  nextDue: (db: Db) => nextDue(db),
}

async function sweepWorkspace(job: JobCtx): Promise<void> {
  const { db, workspace, now } = job
  for (const answerId of await overdueAnswers(db, workspace.id, now)) await giveUp(job, answerId)
  for (const id of await overdueEscalations(db, workspace.id, now)) await secondCall(job, id)
  await sendReport(job)
}

async function secondCall({ workspace, work }: JobCtx, id: string): Promise<void> {
  await work(async (w) => {
    const found = await escalation(w.db, workspace.id, id)
    if (found?.answerBy && found.answerBy <= w.now) await callAgain(w, workspace, found)
  })
}

const MONDAY = 1
const REPORT_HOUR = 9

async function sendReport({ workspace, work }: JobCtx): Promise<void> {
  await work(async (w) => {
    const next = nextWeekday(w.now, MONDAY, REPORT_HOUR, workspace.timeZone)
    if (!(await takeReport(w.db, workspace.id, { now: w.now, next }))) return
    const day = localDay(w.now, workspace.timeZone)
    for (const admin of await members(w.db, workspace.id, { role: 'admin' })) {
      w.notify(contracts.report, toMember(admin.id), { day })
    }
  })
}

export const forgetOld = {
  async run(ctx: SweepCtx): Promise<void> {
    while (await forgetSome(ctx.db, ctx.now)) ctx.signal.throwIfAborted()
  },
  nextDue: (db: Db) => nextForgotten(db),
}

/** What has left the window becomes a few words. Twice is harmless: the second run finds nothing to sum up. */
export async function sumUp(ctx: JobCtx, { conversationId }: { conversationId: string }): Promise<void> {
  const { db, workspace } = ctx
  const talked = await conversation(db, workspace.id, conversationId)
  if (!talked) return
  const lines = toSumUp(await linesOf(db, workspace.id, { conversationId }), talked.summarisedTo)
  const last = lines.at(-1)
  if (!last) return
  const said = lines.map(({ role, content }) => ({
    by: role === 'user' ? ('member' as const) : ('coach' as const),
    text: content,
  }))
  const written = await ctx.write(summarise, { before: talked.summary, said })
  const { text } = sanitiseOutput(written.value.summary, { emails: [], phones: [], urls: [] })
  await ctx.work(async (w) => {
    const summary = text.slice(0, MAX_SUMMARY_CHARS).toWellFormed()
    await saveSummary(w.db, workspace.id, { id: conversationId, summary, to: last.position })
  })
}
