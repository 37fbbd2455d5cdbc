import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { localDay } from '../../../kit/working-time.ts'
import { knowersAt, organizationNamed, organizationsCalled, relationshipStrength } from '../../people/api.ts'
import { coverageCard } from '../cards/coverage.ts'
import * as forms from '../forms.ts'
import { coverageFrom, LOOKS_PER_DAY, organizationIn } from '../rules/coverage.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { houseRulesOf } from '../store/house-rules.ts'
import { countLook } from '../store/reports.ts'

type Answered<T> = Promise<T | Refused<IntroRefusal>>

/** "Acme Robotics" is found by "acme", and so are these many others. */
const MOST_ORGANIZATIONS = 10

export async function coverage(ctx: Ctx, { where }: { where: string }): Answered<Card> {
  const { workspace, actor, now } = ctx
  const looked = await ctx.work(async (w) => {
    const day = localDay(now, actor.timeZone)
    const looks = await countLook(w.db, workspace.id, { memberId: actor.id, day })
    if (looks > LOOKS_PER_DAY) return refuse({ kind: 'looked_enough', most: LOOKS_PER_DAY } as const)
    const search = { viewerId: actor.id, name: organizationIn(where), limit: MOST_ORGANIZATIONS }
    const organizations = await organizationsCalled(w.db, workspace.id, search)
    const organizationIds = organizations.map(({ id }) => id)
    const knowers = await knowersAt(w.db, workspace.id, { viewerId: actor.id, organizationIds })
    return { organizations, knowers }
  })
  if (isRefused(looked)) return looked
  const strengthByMember = new Map<string, number>()
  for (const { memberId, ...acquaintance } of looked.knowers) {
    const strength = relationshipStrength(acquaintance, now)
    strengthByMember.set(memberId, Math.max(strength, strengthByMember.get(memberId) ?? 0))
  }
  const [first] = looked.organizations
  const counted = coverageFrom([...strengthByMember.values()])
  return coverageCard(organizationIn(where), counted, counted.kind === 'nobody' ? null : (first?.id ?? null))
}

export async function openAskThere(ctx: ReadCtx, { organizationId }: { organizationId: string }): Answered<Form> {
  const { db, workspace } = ctx
  const name = await organizationNamed(db, workspace.id, organizationId)
  if (name === null) return refuse({ kind: 'not_found' } as const)
  return forms.ask(await houseRulesOf(db, workspace.id), { someone: `Somebody at ${name}` })
}
