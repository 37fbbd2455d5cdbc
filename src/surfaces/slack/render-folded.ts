import type { types } from '@slack/bolt'
import type { Block } from '../../kit/ui/card.ts'
import type { Drawing, SlackBlock } from './drawing.ts'
import { SLACK } from './limits.ts'
import { listToBlocks } from './render-list.ts'
import { plainTextObject, textToPlain } from './render-text.ts'

/** A heading and its list as a container that the reader can fold away; null where they are none, or Slack has no room for it. */
export function foldedToBlocks(heading: Block, list: Block | undefined, drawing: Drawing): SlackBlock[] | null {
  if (heading.kind !== 'text' || list?.kind !== 'list' || list.look !== 'folded') return null
  const title = textToPlain(heading.text, drawing.reader)
  if (drawing.without.has('container') || !title || title.length > SLACK.header) return null
  // What does not fit is drawn again outside, so the ids that it takes here are given out only when it stays.
  const actionIds = new Set(drawing.actionIds)
  const children = listToBlocks(list, { ...drawing, actionIds })
  if (children.length === 0 || children.length > SLACK.containerBlocks || !children.every(isContainable)) return null
  for (const id of actionIds) drawing.actionIds.add(id)
  const name = plainTextObject(title, SLACK.header)
  return [{ type: 'container', title: name, is_collapsible: true, child_blocks: children }]
}

type Child = types.ContainerBlock['child_blocks'][number]

const CONTAINABLE = ['actions', 'context', 'divider', 'header', 'image', 'rich_text', 'section']

function isContainable(block: SlackBlock): block is Child & SlackBlock {
  return CONTAINABLE.includes(block.type)
}
