import type { types } from '@slack/bolt'
import type { Block, ListItem } from '../../kit/ui/card.ts'
import { clip, clipText } from '../../kit/ui/limits.ts'
import { type Inline, type Text, t } from '../../kit/ui/text.ts'
import { type Drawing, type SlackBlock, smallBlocks, statusLine } from './drawing.ts'
import { SLACK } from './limits.ts'
import { actionsToBlocks, buttonToElement } from './render-actions.ts'
import { directoryToBlocks } from './render-directory.ts'
import { textObject, textToRichText } from './render-text.ts'

type List = Extract<Block, { kind: 'list' }>

/** Items with nothing to press become one bulleted list; the others a section each, with their buttons at hand. */
export function listToBlocks(block: List, drawing: Drawing): SlackBlock[] {
  const shown = block.items.slice(0, drawing.room.items)
  const canBePressed = shown.some((item) => item.actions?.length)
  const sideBySide = block.look === 'directory' ? directoryToBlocks(shown, drawing) : null
  const items =
    sideBySide ?? (canBePressed ? shown.flatMap((item) => itemToBlocks(item, drawing)) : bullets(shown, drawing))
  return [...items, ...leftOut(block, shown.length, drawing)]
}

function leftOut({ items, more }: List, shown: number, drawing: Drawing): SlackBlock[] {
  if (items.length === shown) return []
  return [
    ...smallBlocks(t`and ${items.length - shown} more`, drawing),
    ...(more ? actionsToBlocks([more], drawing) : []),
  ]
}

function bullets(items: readonly ListItem[], drawing: Drawing): SlackBlock[] {
  if (items.length === 0) return []
  const elements = items.map((item): types.RichTextSection => {
    const text = clipText(itemToText(item), drawing.room.paragraph)
    return { type: 'rich_text_section', elements: textToRichText(text, drawing.reader) }
  })
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] }]
}

function itemToBlocks(item: ListItem, drawing: Drawing): SlackBlock[] {
  const room = Math.min(drawing.room.paragraph, SLACK.text)
  const section: types.SectionBlock = { type: 'section', text: textObject(itemToText(item), drawing.reader, room) }
  const [first, ...rest] = item.actions ?? []
  if (!first) return [section]
  if (rest.length > 0 || isTooLong(first)) return [section, ...actionsToBlocks(item.actions ?? [], drawing)]
  return [{ ...section, accessory: buttonToElement(first, drawing) }]
}

function isTooLong(action: NonNullable<ListItem['actions']>[number]): boolean {
  return action.kind === 'link' && action.href.length > SLACK.url
}

function itemToText(item: ListItem): Text {
  const title: Inline = { kind: 'bold', text: clip(item.title, SLACK.header) || '–' }
  const status = statusLine(item.status ? { status: item.status } : {})
  return {
    kind: 'sentence',
    parts: [
      title,
      ...(status ? t` ${status}`.parts : []),
      ...(item.text ? [{ kind: 'break' as const }, ...item.text.parts] : []),
    ],
  }
}
