import type { ReadCtx } from '../kit/ctx.ts'
import type { Home } from '../kit/ui/home.ts'
import type { Registry } from './registry.ts'

/** Every domain's sections for this person, in their order; a section with nothing to show or teach is left out. */
export async function gatherHome(registry: Registry, ctx: ReadCtx): Promise<Home> {
  const gathered = []
  for (const domain of registry.domains) {
    if (domain.home) gathered.push(...(await domain.home(ctx)))
  }
  const sections = gathered
    .filter((section) => section.cards.length > 0 || section.body?.length || section.empty)
    .toSorted((a, b) => a.order - b.order)
  return { title: `${ctx.workspace.name} · introductions desk`, sections }
}
