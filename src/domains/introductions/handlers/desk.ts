import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { person } from '../../people/api.ts'
import { rulesCard } from '../cards/desk.ts'
import * as forms from '../forms-desk.ts'
import type { HouseGroup } from '../model-defaults.ts'
import { changeHouseRules, type HouseWishes } from '../rules/house-rules.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { houseRulesOf, keptHouseRules, saveHouseRules } from '../store/house-rules.ts'
import { lockRouting } from '../store/routing.ts'

/** What administrators look at and decide. */

export async function showRules({ db, workspace }: ReadCtx): Promise<Card> {
  const { house, changed } = await keptHouseRules(db, workspace.id)
  const by = changed?.byId ? await person(db, workspace.id, changed.byId) : null
  return rulesCard(house, changed && { by: by?.name ?? null, at: changed.at })
}

export async function openRules(ctx: ReadCtx, { group }: { group: HouseGroup }): Promise<Form> {
  return forms.rules(group, await houseRulesOf(ctx.db, ctx.workspace.id))
}

/** Under the lock that counts what everybody carries, so that nobody is asked by a number that was changed just now. */
export const takeRules =
  (group: HouseGroup) =>
  async (ctx: Ctx, _: object, wishes: HouseWishes): Promise<Card | Refused<IntroRefusal>> => {
    const { workspace, actor } = ctx
    const taken = await ctx.work(async (w) => {
      await lockRouting(w.db, workspace.id)
      const changed = changeHouseRules(await houseRulesOf(w.db, workspace.id), group, wishes)
      if (!changed.ok) return refuse(changed.error)
      await saveHouseRules(w.db, workspace.id, { house: changed.value, byId: actor.id, now: w.now })
      return changed.value
    })
    return isRefused(taken) ? taken : rulesCard(taken, { by: actor.name, at: ctx.now })
  }
