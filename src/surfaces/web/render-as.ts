import type { Button, Card } from '../../kit/ui/card.ts'
import type { Home } from '../../kit/ui/home.ts'
import type { OtherRenderers } from './desk.ts'
import { type Html, html } from './html.ts'
import { type PostTarget, renderCarrier } from './render-actions.ts'
import { renderCard } from './render-card.ts'
import { renderHome } from './render-home.ts'
import type { WebReader } from './render-text.ts'
import { drawDiscordMessage } from './skins/discord.ts'
import { drawSlackHome, drawSlackMessage } from './skins/slack.ts'
import type { Skin } from './view.ts'

/** Through whose eyes something is seen, and as whom it is drawn. */
export interface Eyes {
  readonly skin: Skin
  readonly reader: WebReader
  /** By account: for whoever wrote, and for the mentions of the other platforms. */
  readonly names: ReadonlyMap<string, string>
  /** Accounts by member id, as the other platforms' renderers want them. */
  readonly mentions: ReadonlyMap<NonNullable<WebReader['memberId']>, string>
  readonly renderers: OtherRenderers
}

interface Shown {
  readonly id: string
  readonly post: PostTarget
  readonly sentAt?: Date
}

/** A card with its carrier, plain or as another platform would show it. */
export function renderCardAs(card: Card, { skin, reader, names, mentions, renderers }: Eyes, shown: Shown): Html {
  const elsewhere = { ...reader, mentions }
  const carrier = renderCarrier(shown.post)
  switch (skin) {
    case 'plain':
      return html`${carrier}${renderCard(card, { ...shown, reader })}`
    case 'slack':
      return html`${carrier}${drawSlackMessage(renderers.slack.card(card, elsewhere), { ...shown, reader, names })}`
    case 'discord': {
      const confirms = confirmsIn([card])
      return html`${carrier}${drawDiscordMessage(renderers.discord.card(card, elsewhere), { ...shown, reader, names, confirms })}`
    }
  }
}

/** A home with its carrier, plain, as Slack's Home tab or as Discord's answer to the command. */
export function renderHomeAs(home: Home, { skin, reader, names, mentions, renderers }: Eyes, shown: Shown): Html {
  const elsewhere = { ...reader, mentions }
  switch (skin) {
    case 'plain':
      return renderHome(home, { ...shown, reader })
    case 'slack':
      return html`${renderCarrier(shown.post)}${drawSlackHome(renderers.slack.home(home, elsewhere), { ...shown, reader, names })}`
    case 'discord': {
      const confirms = confirmsIn(home.sections.flatMap(({ title, cards, body = [] }) => [...cards, { title, body }]))
      return html`${renderCarrier(shown.post)}${drawDiscordMessage(renderers.discord.home(home, elsewhere), { ...shown, reader, names, confirms })}`
    }
  }
}

/** What is asked before it is done, by token: Discord's components cannot carry it. */
function confirmsIn(cards: readonly Pick<Card, 'body'>[]): ReadonlyMap<string, NonNullable<Button['confirm']>> {
  const items = cards
    .flatMap(({ body }) => body)
    .flatMap((block) => {
      if (block.kind === 'list') return block.items.flatMap(({ actions = [] }) => actions)
      return block.kind === 'actions' ? block.items : []
    })
  return new Map(items.flatMap((item) => (item.kind === 'button' && item.confirm ? [[item.token, item.confirm]] : [])))
}
