import { actions, button, type Card, type ListItem, list, text } from '../../../kit/ui/card.ts'
import { clip } from '../../../kit/ui/limits.ts'
import { t } from '../../../kit/ui/text.ts'
import * as contracts from '../contracts-chat.ts'
import type { Group } from '../model.ts'

/** The groups that a member asks with. */

export interface NamedGroup extends Pick<Group, 'id' | 'name'> {
  readonly members: readonly string[]
}

/** The channel in which the card stands, and the group that asks from it. */
export interface Here {
  readonly group: Pick<Group, 'id' | 'name'> | null
}

/** `here` is null where the card stands in no channel. */
export function groupsCard(groups: readonly NamedGroup[], here: Here | null): Card {
  const isTheirs = groups.some(({ id }) => id === here?.group?.id)
  const lead =
    groups.length === 0 ? [text(t`You ask for yourself so far. In a group, several people ask together.`)] : []
  const elsewhere =
    here?.group && !isTheirs
      ? [text(t`This channel asks for ${here.group.name}: one of its members can add you.`, 'small')]
      : []
  return {
    title: 'Your groups',
    body: [
      ...lead,
      ...(groups.length > 0 ? [list(groups.map((group) => line(group, here)))] : []),
      ...elsewhere,
      actions(button('Start a group…', contracts.startGroup, {})),
    ],
  }
}

function line({ id: groupId, name, members }: NamedGroup, here: Here | null): ListItem {
  const isHere = here?.group?.id === groupId
  return {
    title: name,
    text: t`${clip(members.join(', '), 160)}`,
    ...(isHere && { status: { word: 'Asks from this channel', tone: 'good' } as const }),
    actions: [
      button('Ask for it…', contracts.startAsk, { groupId }),
      button('Add a member…', contracts.startMember, { groupId }),
      ...(here && !here.group ? [button('Ask from this channel', contracts.tieGroup, { groupId })] : []),
      ...(isHere ? [button('Stop asking from here', contracts.untieGroup, { groupId })] : []),
      button('Leave it', contracts.leaveGroup, { groupId }),
    ],
  }
}
