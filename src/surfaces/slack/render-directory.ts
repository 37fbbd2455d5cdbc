import type { types } from '@slack/bolt'
import type { ListItem } from '../../kit/ui/card.ts'
import { t } from '../../kit/ui/text.ts'
import { type Drawing, type SlackBlock, statusLine } from './drawing.ts'
import { SLACK } from './limits.ts'
import { buttonToElement } from './render-actions.ts'
import { exactMrkdwn } from './render-text.ts'

/**
 * People or companies side by side, each in a card with its buttons; null where Slack has no room for one of them, or would take
 * something in it for formatting: then a list says it better.
 */
export function directoryToBlocks(items: readonly ListItem[], drawing: Drawing): SlackBlock[] | null {
  const { without, drawn } = drawing
  if (without.has('carousel') || drawn.carousels >= SLACK.carouselsInMessage) return null
  if (items.length < 2 || items.length > SLACK.carouselCards) return null
  if (!items.every((item) => fits(item, drawing))) return null
  drawn.carousels += 1
  return [{ type: 'carousel', elements: items.map((item) => itemToCard(item, drawing)) }]
}

function itemToCard(item: ListItem, drawing: Drawing): types.CardBlock {
  const { title, subtitle, body } = wordsOf(item, drawing)
  const actions = (item.actions ?? []).map((action) => buttonToElement(action, drawing))
  return {
    type: 'card',
    ...(title && { title }),
    ...(subtitle && { subtitle }),
    ...(body && { body }),
    ...(actions.length > 0 && { actions }),
  }
}

function fits(item: ListItem, drawing: Drawing): boolean {
  const { title, subtitle, body } = wordsOf(item, drawing)
  const isShort = (item.actions?.length ?? 0) <= SLACK.cardActions
  const isWhole = title !== null && (subtitle !== null || !item.status) && (body !== null || !item.text?.parts.length)
  return isShort && isWhole && !item.actions?.some((action) => action.kind === 'link' && action.href.length > SLACK.url)
}

function wordsOf({ title, status, text }: ListItem, { reader }: Drawing) {
  const state = status && statusLine({ status })
  return {
    title: exactMrkdwn(t`${title}`, reader, SLACK.cardTitle),
    subtitle: state ? exactMrkdwn(t`${state}`, reader, SLACK.cardTitle) : null,
    body: text ? exactMrkdwn(text, reader, SLACK.cardBody) : null,
  }
}
