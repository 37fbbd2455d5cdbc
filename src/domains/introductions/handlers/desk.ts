import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { addDays } from '../../../kit/working-time.ts'
import { countAskable, facilitators, person } from '../../people/api.ts'
import { rulesCard } from '../cards/desk.ts'
import { reportCard } from '../cards/reports.ts'
import * as forms from '../forms-desk.ts'
import type { HouseGroup, ReportDays } from '../model-defaults.ts'
import { fairnessOf } from '../rules/fairness.ts'
import { changeHouseRules, type HouseWishes } from '../rules/house-rules.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { houseRulesOf, keptHouseRules, saveHouseRules } from '../store/house-rules.ts'
import { loadLines, totalsSince } from '../store/reports.ts'
import { lockRouting } from '../store/routing.ts'
import { rulesAudited } from '../text-desk.ts'

/** What administrators look at and decide. */

export async function showRules({ db, workspace }: ReadCtx): Promise<Card> {
  const { house, changed } = await keptHouseRules(db, workspace.id)
  const by = changed?.byId ? await person(db, workspace.id, changed.byId) : null
  return rulesCard(house, changed && { by: by?.name ?? null, at: changed.at })
}

export async function openRules(ctx: ReadCtx, { group }: { group: HouseGroup }): Promise<Form> {
  return forms.rules(group, await houseRulesOf(ctx.db, ctx.workspace.id))
}

const USUAL_DAYS = '90'

export const showReports = (ctx: Ctx): Promise<Card> => report(ctx, { days: USUAL_DAYS })

/** Who was asked how often is somebody's business: a look at it leaves a line in the audit. */
export async function report(ctx: Ctx, { days }: { days: ReportDays }): Promise<Card> {
  const { db, workspace, now } = ctx
  await ctx.work((w) => w.audit({ said: `looked at who was asked in ${days} days` }))
  const since = addDays(now, -Number(days))
  const lines = await loadLines(db, workspace.id, since)
  const askable = await countAskable(db, workspace.id)
  const views = await facilitators(
    db,
    workspace.id,
    lines.map(({ facilitatorId }) => facilitatorId),
    now,
  )
  const nameById = new Map(views.map(({ id, name }) => [id, name]))
  const asks = lines.map(({ asked }) => asked)
  return reportCard({
    days: Number(days),
    lines: lines.map((line) => ({ ...line, name: nameById.get(line.facilitatorId) ?? 'Somebody who has left' })),
    totals: await totalsSince(db, workspace.id, since),
    fairness: fairnessOf(asks, askable),
    askable: Math.max(askable, lines.length),
  })
}

/** Under the lock that counts what everybody carries, so that nobody is asked by a number that was changed just now. */
export const takeRules =
  (group: HouseGroup) =>
  async (ctx: Ctx, _: object, wishes: HouseWishes): Promise<Card | Refused<IntroRefusal>> => {
    const { workspace, actor } = ctx
    const taken = await ctx.work(async (w) => {
      await lockRouting(w.db, workspace.id)
      const before = await houseRulesOf(w.db, workspace.id)
      const changed = changeHouseRules(before, group, wishes)
      if (!changed.ok) return refuse(changed.error)
      await saveHouseRules(w.db, workspace.id, { house: changed.value, byId: actor.id, now: w.now })
      await w.audit({ said: rulesAudited(before, changed.value) })
      return changed.value
    })
    return isRefused(taken) ? taken : rulesCard(taken, { by: actor.name, at: ctx.now })
  }
