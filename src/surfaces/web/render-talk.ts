import { type Html, html } from './html.ts'
import type { Townsperson } from './look-around.ts'
import { printTime } from './print-time.ts'
import type { PostTarget } from './render-actions.ts'
import { type Eyes, renderCardAs } from './render-as.ts'
import { firstNameOf } from './render-person.ts'
import { renderText, renderTime } from './render-text.ts'
import type { Message } from './store.ts'

/** What a conversation needs to be drawn for one person. */
export interface TalkScene extends Eyes {
  readonly member: Townsperson
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
  const isMine = message.authorId === scene.member.externalId
  const day = renderDay(message, place)
  const goesOn = day === null && before?.authorId === message.authorId && !isMine
  const author = message.authorId === null ? 'Introdesk' : (scene.names.get(message.authorId) ?? 'Somebody')
  const isSkinned = body.kind === 'card' && scene.skin !== 'plain'
  return html`${day}<li class="message is-${body.kind}${isMine && ' is-mine'}${isSkinned && ' is-skinned'}" id="m-${id}-${scene.member.externalId}">
<p class="message-head${goesOn && ' is-quiet'}"><strong class="${goesOn && 'unseen'}">${isMine ? firstNameOf(author) : author}</strong> ${renderTime(message.createdAt, 'time', scene.reader)}${visibleTo !== null && body.kind !== 'said' && html` <span class="only-you">only ${firstNameOf(scene.member.name)} sees this</span>`}</p>
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
      const cardId = `c-${id}-${scene.member.externalId}`
      const post = { ...scene.post, form: `${cardId}-post`, hidden: { ...scene.post.hidden, _origin: id } }
      return html`${renderCardAs(body.card, scene, { id: cardId, post, sentAt: createdAt })}`
    }
  }
}
