import type { types } from '@slack/bolt'
import type { Reader } from '../../kit/surface.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Home, HomeSection } from '../../kit/ui/home.ts'
import { type Text, t } from '../../kit/ui/text.ts'
import { type Drawing, newDrawing, ROOMS, type SlackBlock, sizeOf, smallBlocks, statusLine } from './drawing.ts'
import { SLACK } from './limits.ts'
import { OUTSIDE_MESSAGES } from './native.ts'
import { blockToBlocks, bodyBlocks } from './render-card.ts'
import { plainTextObject, textObject } from './render-text.ts'

/** Cards in a home are short: the card in the conversation has the whole story. */
const HOME_ROOM = { ...ROOMS[2], paragraph: 300, small: 200, items: 6, rows: 15 }

/** The Home tab: sections in their order, and for what does not fit a line that says how many more there are. */
export function renderHome(home: Home, reader: Reader): types.HomeView {
  const drawing = newDrawing(reader, HOME_ROOM, OUTSIDE_MESSAGES)
  const sections = home.sections.toSorted((a, b) => a.order - b.order).filter(hasSomethingToSay)
  const page: Page = { blocks: [], size: 0 }
  add(page, [{ type: 'header', text: plainTextObject(home.title, SLACK.header) }])
  sections.forEach((section, index) => {
    // Every later section keeps room for its heading and one line.
    const reserved = (sections.length - index - 1) * BLOCKS_OF_A_CLOSED_SECTION
    addSection(page, section, { drawing, maxBlocks: SLACK.blocksInView - reserved })
  })
  return { type: 'home', blocks: page.blocks }
}

interface Page {
  readonly blocks: SlackBlock[]
  size: number
}

interface SectionRoom {
  readonly drawing: Drawing
  readonly maxBlocks: number
}

const BLOCKS_OF_A_CLOSED_SECTION = 3

function hasSomethingToSay(section: HomeSection): boolean {
  return section.cards.length > 0 || (section.body?.length ?? 0) > 0 || section.empty !== undefined
}

function addSection(page: Page, section: HomeSection, room: SectionRoom): void {
  const { drawing } = room
  const count = section.count === undefined ? '' : ` (${section.count})`
  const heading = plainTextObject(`${section.title}${count}`, SLACK.header)
  if (!tryToAdd(page, [{ type: 'divider' }, { type: 'header', text: heading }], room)) return
  const groups = [
    ...section.cards.map((card) => cardToBlocks(card, drawing)),
    ...(section.body ?? []).map((block) => blockToBlocks(block, drawing)),
  ]
  const left = groups.filter((group) => !tryToAdd(page, group, { ...room, maxBlocks: room.maxBlocks - 1 })).length
  if (left > 0) add(page, smallBlocks(t`and ${left} more`, drawing))
  if (groups.length === 0 && section.empty) tryToAdd(page, smallBlocks(section.empty, drawing), room)
}

function cardToBlocks(card: Card, drawing: Drawing): SlackBlock[] {
  const status = statusLine(card)
  const title: Text = {
    kind: 'sentence',
    parts: [
      { kind: 'bold', text: card.title || '–' },
      ...(status ? [{ kind: 'break' as const }, ...t`${status}`.parts] : []),
    ],
  }
  return [{ type: 'section', text: textObject(title, drawing.reader, SLACK.text) }, ...bodyBlocks(card, drawing)]
}

function tryToAdd(page: Page, blocks: readonly SlackBlock[], room: SectionRoom): boolean {
  if (page.blocks.length + blocks.length > room.maxBlocks) return false
  if (page.size + sizeOf(blocks) > SLACK.viewSize) return false
  add(page, blocks)
  return true
}

function add(page: Page, blocks: readonly SlackBlock[]): void {
  page.blocks.push(...blocks)
  page.size += sizeOf(blocks)
}
