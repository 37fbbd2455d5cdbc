import type { MemberId } from '../../../kit/brand.ts'
import { type Ctx, type JobCtx, type ReadCtx, toMember } from '../../../kit/ctx.ts'
import { refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { addDays } from '../../../kit/working-time.ts'
import { deskCard, queueCard, versionCard, versionsCard } from '../cards/desk.ts'
import { reportCard } from '../cards/report.ts'
import { contracts, subjectOf } from '../contracts.ts'
import * as forms from '../forms.ts'
import { linesOf } from '../help-lines.ts'
import { countryOf } from '../help-zones.ts'
import { type Capability, type CountryLines, DEFAULT_SETTINGS, type Settings } from '../model.ts'
import {
  addVersion,
  configById,
  liveConfig,
  putLive,
  saveDryRun,
  settingsOf,
  setVersionStatus,
  versionsOf,
} from '../store/config.ts'
import { waitingForResponder } from '../store/escalations.ts'
import { flaggedAnswers, markReviewed, weekFigures } from '../store/review.ts'
import { tryOn } from './dry-run.ts'
import { type Answered, nameOf } from './see.ts'

/** What administrators do: look, decide how the coach behaves, try it before it counts. */

interface OneConfig {
  readonly configId: string
}

const MOST_TO_LOOK_AT = 50

export async function desk(ctx: Ctx): Promise<Card> {
  const { db, workspace, actor } = ctx
  const live = await liveConfig(db, workspace.id)
  const waiting = await waitingForResponder(db, workspace.id, actor.id)
  const flagged = await flaggedAnswers(db, workspace.id, MOST_TO_LOOK_AT)
  const counts = { waiting: waiting.length, flagged: flagged.length }
  return deskCard({ settings: live ?? DEFAULT_SETTINGS, version: live?.version ?? null, ...counts })
}

export const openSettings = async (ctx: ReadCtx): Promise<Form> => forms.settings(await startingPoint(ctx))

export const openKeywords = async (ctx: ReadCtx): Promise<Form> => forms.keywords(await startingPoint(ctx))

/** Their own draft that is newer than what counts, so that two forms one after the other do not undo each other. */
async function startingPoint({ db, workspace, actor }: Pick<ReadCtx, 'db' | 'workspace' | 'actor'>): Promise<Settings> {
  const [newest] = await versionsOf(db, workspace.id, 1)
  if (newest?.status === 'DRAFT' && newest.updatedBy === actor.id) return newest
  return settingsOf(db, workspace.id)
}

export interface SettingsSaid {
  readonly isActive: boolean
  readonly systemPrompt: string | undefined
  readonly capabilities: readonly Capability[]
  readonly maxTokensPerMessage: number
  readonly maxTokensPerDay: number
}

export async function settings(ctx: Ctx, _: object, said: SettingsSaid): Answered<undefined> {
  // No answer may be longer than a day.
  const maxTokensPerDay = Math.max(said.maxTokensPerDay, said.maxTokensPerMessage)
  return draft(ctx, { ...said, systemPrompt: said.systemPrompt ?? '', maxTokensPerDay })
}

export interface KeywordsSaid {
  readonly crisis: readonly string[]
  readonly harm: readonly string[]
  readonly legalMoney: readonly string[]
  readonly asksHuman: readonly string[]
  readonly helpNote: string | undefined
}

export async function keywords(ctx: Ctx, _: object, said: KeywordsSaid): Answered<undefined> {
  const { crisis: CRISIS, harm: HARM, legalMoney: LEGAL_MONEY, asksHuman: ASKS_HUMAN, helpNote = null } = said
  return draft(ctx, { keywords: { CRISIS, HARM, LEGAL_MONEY, ASKS_HUMAN }, helpNote })
}

export async function openHelpLines(ctx: ReadCtx): Promise<Form> {
  const { helpLines } = await startingPoint(ctx)
  const country = countryOf(ctx.workspace.timeZone, ctx.workspace.locale)
  return forms.helpLines(country, linesOf(country, helpLines))
}

export interface LinesSaid extends Pick<CountryLines, 'crisis' | 'harm'> {
  readonly country: string
  readonly emergency: string | undefined
}

export async function helpLines(ctx: Ctx, _: object, said: LinesSaid): Answered<undefined> {
  const { country, emergency, crisis, harm } = said
  const { [country]: _old, ...others } = (await startingPoint(ctx)).helpLines
  return draft(ctx, { helpLines: emergency ? { ...others, [country]: { emergency, crisis, harm } } : others })
}

async function draft(ctx: Ctx, changed: Partial<Settings>): Promise<undefined> {
  const { workspace, actor } = ctx
  await ctx.work(async (w) => {
    const from = await startingPoint({ db: w.db, workspace, actor })
    const id = w.newId()
    await addVersion(w.db, workspace.id, { id, settings: { ...from, ...changed }, by: actor.id, now: w.now })
    w.notify(contracts.version, toMember(actor.id), { configId: id }, { now: true })
  })
}

/** An old version as a new draft, so that what counted and when stays on record. */
export async function restore(ctx: Ctx, { configId }: OneConfig): Answered<undefined> {
  const { workspace, actor } = ctx
  return ctx.work(async (w) => {
    const old = await configById(w.db, workspace.id, configId)
    if (!old) return refuse({ kind: 'moved_on' } as const)
    const id = w.newId()
    await addVersion(w.db, workspace.id, { id, settings: old, by: actor.id, now: w.now })
    w.notify(contracts.version, toMember(actor.id), { configId: id }, { now: true })
    return undefined
  })
}

export async function makeLive(ctx: Ctx, { configId }: OneConfig): Answered<Card> {
  return change(ctx, configId, (w) => putLive(w.db, ctx.workspace.id, configId, w.now))
}

export async function discard(ctx: Ctx, { configId }: OneConfig): Answered<Card> {
  return change(ctx, configId, (w) => setVersionStatus(w.db, ctx.workspace.id, configId, 'DISCARDED'))
}

export async function tryOut(ctx: Ctx, { configId }: OneConfig): Answered<Card> {
  return change(ctx, configId, async (w) => {
    await saveDryRun(w.db, ctx.workspace.id, configId, { isRunning: true, questions: 0, found: [], answers: [] })
    w.enqueue(contracts.dryRun, { configId })
  })
}

type Doing = (w: Parameters<Parameters<Ctx['work']>[0]>[0]) => Promise<void>

async function change(ctx: Ctx, configId: string, doing: Doing): Answered<Card> {
  const { workspace } = ctx
  return ctx.work(async (w) => {
    const before = await configById(w.db, workspace.id, configId)
    if (before?.status !== 'DRAFT') return refuse({ kind: 'moved_on' } as const)
    await doing(w)
    w.redraw(subjectOf(contracts.version, { configId }))
    const after = (await configById(w.db, workspace.id, configId)) ?? before
    return versionCard(after, await settingsOf(w.db, workspace.id))
  })
}

export async function dryRun(ctx: JobCtx, { configId }: OneConfig): Promise<void> {
  const { workspace } = ctx
  const config = await configById(ctx.db, workspace.id, configId)
  if (!config?.dryRun?.isRunning) return
  const tried = await tryOn(ctx, config, await settingsOf(ctx.db, workspace.id))
  await ctx.work(async (w) => {
    await saveDryRun(w.db, workspace.id, configId, tried)
    w.redraw(subjectOf(contracts.version, { configId }))
  })
}

const VERSIONS_SHOWN = 10

export async function showVersions(ctx: Ctx): Promise<Card> {
  const versions = await versionsOf(ctx.db, ctx.workspace.id, VERSIONS_SHOWN)
  const names = new Map<MemberId, string>()
  for (const { updatedBy } of versions) if (updatedBy) names.set(updatedBy, await nameOf(ctx, updatedBy))
  return versionsCard(versions, (id) => (id && names.get(id)) ?? 'Somebody who has left')
}

export async function showQueue(ctx: Ctx): Promise<Card> {
  const { db, workspace, actor } = ctx
  const escalations = []
  for (const escalation of await waitingForResponder(db, workspace.id, actor.id)) {
    escalations.push({ escalation, memberName: await nameOf(ctx, escalation.memberId) })
  }
  const flagged = []
  for (const one of await flaggedAnswers(db, workspace.id, MOST_TO_LOOK_AT)) {
    flagged.push({ ...one, memberName: await nameOf(ctx, one.memberId) })
  }
  return queueCard({ escalations, flagged })
}

export async function reviewed(ctx: Ctx, { answerId }: { answerId: string }): Promise<Card> {
  const { workspace, actor } = ctx
  return ctx.work(async (w) => {
    await markReviewed(w.db, workspace.id, { id: answerId, by: actor.id, now: w.now })
    return showQueue({ ...ctx, db: w.db })
  })
}

const WEEK_DAYS = 7

export async function showReport(ctx: Ctx): Promise<Card> {
  const { db, workspace, now } = ctx
  const from = addDays(now, -WEEK_DAYS)
  const figures = await weekFigures(db, workspace.id, { from, until: now, timeZone: workspace.timeZone })
  return reportCard({ from, until: now, figures })
}
