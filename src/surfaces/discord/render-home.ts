import type { APIButtonComponent } from 'discord.js'
import type { Reader } from '../../kit/surface.ts'
import type { Home, HomeSection } from '../../kit/ui/home.ts'
import {
  ALLOWANCE,
  type Cost,
  container,
  costOf,
  customIdsIn,
  type DiscordMessage,
  fits,
  KIND,
  messageOf,
  row,
  sum,
  type TopLevel,
  textDisplay,
} from './components.ts'
import { keepWithin, newDrawing, type Room } from './drawing.ts'
import { blockToPieces, cardToContainer } from './render-card.ts'
import { lineToMarkdown, markdownWithin, prefixLines } from './render-text.ts'

/** Cards in a home are short: the card in the conversation has the whole story. */
const HOME_ROOMS: readonly [Room, ...Room[]] = [
  { paragraph: 300, small: 150, items: 5, rows: 6 },
  { paragraph: 150, small: 80, items: 3, rows: 3 },
]
/** A card takes at most a third of a page, so that a page shows several. */
const CARD_ALLOWANCE: Cost = { components: 13, text: 1_200 }
/** What the heading, the turning of pages and their containers need on every page. */
const PAGE_FRAME: Cost = { components: 6, text: 400 }
const PAGE: Cost = sum([ALLOWANCE, { components: -PAGE_FRAME.components, text: -PAGE_FRAME.text }])

/** One page of what is Slack's Home tab and here the answer to `/me home`. A page that is not there any more is the last one. */
export function renderHome(home: Home, reader: Reader, page = 1): DiscordMessage {
  const pages = homeToPages(home, reader)
  const number = Math.min(Math.max(1, page), pages.length)
  const title = textDisplay(`## ${lineToMarkdown(home.title, TITLE) || 'Home'}`)
  const turning = pages.length > 1 ? turnPages(number, pages.length) : []
  return messageOf([title, ...(pages[number - 1] ?? []), ...turning])
}

/** The page that a button of the home asks for, or null for any other button. */
export function homePageOf(customId: string): number | null {
  const page = /^discord\.home:1:(\d{1,3})$/.exec(customId)?.[1]
  return page ? Number(page) : null
}

const TITLE = 200

function homeToPages(home: Home, reader: Reader): TopLevel[][] {
  const pages: TopLevel[][] = []
  let spent: Cost = PAGE
  for (const group of sectionsToGroups(home.sections, reader)) {
    const cost = costOf(group)
    if (!fits(sum([spent, cost]), PAGE)) {
      pages.push([])
      spent = { components: 0, text: 0 }
    }
    pages.at(-1)?.push(...group)
    spent = sum([spent, cost])
  }
  return pages.length > 0 ? pages : [[textDisplay('Nothing waits for you.')]]
}

/** What stays together on a page: a heading and what comes first below it, then each card. */
type Group = readonly TopLevel[]

function sectionsToGroups(sections: readonly HomeSection[], reader: Reader): Group[] {
  const customIds = new Set<string>()
  return sections
    .toSorted((a, b) => a.order - b.order)
    .filter(({ cards, body, empty }) => cards.length > 0 || (body?.length ?? 0) > 0 || empty)
    .flatMap((section) => sectionToGroups(section, reader, customIds))
}

function sectionToGroups(section: HomeSection, reader: Reader, customIds: Set<string>): Group[] {
  const count = section.count === undefined ? '' : ` (${section.count})`
  const heading = textDisplay(`### ${lineToMarkdown(section.title, TITLE) || '–'}${count}`)
  const [first, ...others] = sectionToComponents(section, reader, customIds)
  return [first ? [heading, first] : [heading], ...others.map((component) => [component])]
}

function sectionToComponents(section: HomeSection, reader: Reader, customIds: Set<string>): TopLevel[] {
  const take = <T extends TopLevel>(drawn: T): T => {
    for (const id of customIdsIn(drawn)) customIds.add(id)
    return drawn
  }
  const space = { allowance: CARD_ALLOWANCE, rooms: HOME_ROOMS, customIds }
  const cards = section.cards.map((card) => take(cardToContainer(card, reader, space)))
  const drawing = newDrawing(reader, HOME_ROOMS[0], { customIds })
  const pieces = (section.body ?? []).flatMap((block) => blockToPieces(block, drawing))
  const body = keepWithin(pieces, CARD_ALLOWANCE).flatMap(({ components }) => components)
  if (cards.length > 0 || body.length > 0) return [...cards, ...(body.length > 0 ? [take(container(body))] : [])]
  const words = section.empty && markdownWithin(section.empty, reader, HOME_ROOMS[0].paragraph)
  return words?.trim() ? [textDisplay(prefixLines(words, '-# '))] : []
}

function turnPages(number: number, count: number): TopLevel[] {
  const to = (page: number, label: string): APIButtonComponent => ({
    type: KIND.button,
    style: 2,
    label,
    custom_id: `discord.home:1:${page}`,
    disabled: page < 1 || page > count,
  })
  return [
    textDisplay(`-# Page ${number} of ${count}`),
    row([to(number - 1, 'Earlier page'), to(number + 1, 'Next page')]),
  ]
}
