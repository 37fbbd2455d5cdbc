import type { Button, Card } from '../../kit/ui/card.ts'
import type { OtherRenderers } from './desk.ts'
import { type Html, html } from './html.ts'
import type { House } from './look-around.ts'
import { printTime } from './print-time.ts'
import type { PostTarget } from './render-actions.ts'
import { renderCarrier } from './render-actions.ts'
import { renderCard } from './render-card.ts'
import { firstNameOf } from './render-person.ts'
import { renderText, renderTime, type WebReader } from './render-text.ts'
import { drawDiscordMessage } from './skins/discord.ts'
import { drawSlackMessage } from './skins/slack.ts'
import type { Message } from './store.ts'

/** What a conversation needs to be drawn for one person. */
export interface TalkScene {
  readonly house: House
  readonly reader: WebReader
  /** By externalId: names for whoever wrote, and for the mentions of the other platforms. */
  readonly names: ReadonlyMap<string, string>
  /** Accounts by member id, as the other platforms' renderers want them. */
  readonly mentions: ReadonlyMap<WebReader['memberId'] & string, string>
  readonly renderers: OtherRenderers
  readonly post: Omit<PostTarget, 'form'>
}

export function renderMessages(messages: readonly Message[], scene: TalkScene): Html {
  return html`${messages.map((message, index) => renderMessage(message, { scene, before: messages[index - 1] }))}`
}

interface Place {
  readonly scene: TalkScene
  readonly before: Message | undefined
}

function renderMessage(message: Message, place: Place): Html {
  const { scene, before } = place
  const { body, id, visibleTo } = message
  const isMine = message.authorId === scene.house.member.externalId
  const day = renderDay(message, place)
  const goesOn = day === null && before?.authorId === message.authorId && !isMine
  const author = message.authorId === null ? 'Introdesk' : (scene.names.get(message.authorId) ?? 'Somebody')
  const isSkinned = body.kind === 'card' && scene.house.skin !== 'plain'
  return html`${day}<li class="message is-${body.kind}${isMine && ' is-mine'}${isSkinned && ' is-skinned'}" id="m-${id}-${scene.house.member.externalId}">
<p class="message-head${goesOn && ' is-quiet'}"><strong class="${goesOn && 'unseen'}">${isMine ? firstNameOf(author) : author}</strong> ${renderTime(message.createdAt, 'time', scene.reader)}${visibleTo !== null && body.kind !== 'said' && html` <span class="only-you">only ${firstNameOf(scene.house.member.name)} sees this</span>`}</p>
${renderBody(message, scene)}</li>`
}

/** Only where the town's clock has gone on to another day. */
function renderDay({ createdAt }: Message, { scene, before }: Place): Html | null {
  const day = (at: Date) => printTime(at, 'date', scene.reader)
  const isNew = before ? day(before.createdAt) !== day(createdAt) : day(createdAt) !== day(scene.reader.now)
  return isNew ? html`<li class="day">${renderTime(createdAt, 'date', scene.reader)}</li>` : null
}

function renderBody({ id, body, createdAt }: Message, scene: TalkScene): Html {
  switch (body.kind) {
    case 'said':
      return html`<p class="said" dir="auto">${body.text}</p>`
    case 'note':
      return html`<p class="note is-${body.tone}" dir="auto">${renderText(body.text, scene.reader)}${body.reference && html` <span class="reference">ref ${body.reference}</span>`}</p>`
    case 'card': {
      const cardId = `c-${id}-${scene.house.member.externalId}`
      const post = { ...scene.post, form: `${cardId}-post`, hidden: { ...scene.post.hidden, _origin: id } }
      return html`${renderCarrier(post)}${renderInSkin(body.card, { id: cardId, post, sentAt: createdAt }, scene)}`
    }
  }
}

interface Skinned {
  readonly id: string
  readonly post: PostTarget
  readonly sentAt: Date
}

function renderInSkin(card: Card, shown: Skinned, scene: TalkScene): Html {
  const { reader, renderers, mentions, names, house } = scene
  const elsewhere = { ...reader, mentions }
  switch (house.skin) {
    case 'plain':
      return renderCard(card, { ...shown, reader })
    case 'slack':
      return drawSlackMessage(renderers.slack.card(card, elsewhere), { ...shown, reader, names })
    case 'discord':
      return drawDiscordMessage(renderers.discord.card(card, elsewhere), {
        ...shown,
        reader,
        names,
        confirms: confirmsIn(card),
      })
  }
}

const confirmsIn = (card: Card) =>
  new Map(buttonsIn(card).flatMap(({ token, confirm }) => (confirm ? [[token, confirm] as const] : [])))

function buttonsIn(card: Card): Button[] {
  const items = card.body.flatMap((block) => {
    if (block.kind === 'list') return block.items.flatMap(({ actions = [] }) => actions)
    return block.kind === 'actions' ? block.items : []
  })
  return items.filter((item) => item.kind === 'button')
}
