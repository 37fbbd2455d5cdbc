import { actions, button, type Card, text } from '../../../kit/ui/card.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { type Text, t } from '../../../kit/ui/text.ts'
import { askThere, startAsk } from '../contracts.ts'
import { type Coverage, MOST_COUNTED } from '../rules/coverage.ts'

/** `/intro coverage`: how many, never who. `organizationId` is where there is something to ask for. */
export function coverageCard(where: string, coverage: Coverage, organizationId: string | null): Card {
  const name = clip(where, 60)
  return {
    title: clip(`Who knows someone at ${name}?`, LIMITS.cardTitle),
    body: [
      text(counted(coverage)),
      actions(
        organizationId
          ? button('Ask them…', askThere, { organizationId }, { style: 'primary' })
          : button('Ask for an introduction…', startAsk, {}),
      ),
    ],
    footer: t`Nobody is named before they have said yes, and nobody is told that you looked.`,
  }
}

function counted(coverage: Coverage): Text {
  switch (coverage.kind) {
    case 'nobody':
      return t`Nobody that I know of. You can ask all the same: people know more than the desk does.`
    case 'some':
      return t`Somebody here may know someone there.`
    case 'counted': {
      const strong = coverage.strong > 0 ? ` (${coverage.strong} strong)` : ''
      return t`${String(coverage.people)} people know someone there${strong}.`
    }
    case 'many':
      return t`More than ${String(MOST_COUNTED)} people know someone there.`
  }
}
