import type { Reply } from '../../kit/reply.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import type { Text } from '../../kit/ui/text.ts'
import type { DiscordMessage } from './components.ts'
import { askAgain, openForm, openingLater, sentence } from './form-again.ts'
import { drawCharts } from './pictures.ts'
import { renderCard } from './render-card.ts'
import { renderHome } from './render-home.ts'
import { readerOf, type Scene } from './scene.ts'
import type { Submitted } from './submit.ts'
import { done, formReady, notSentYet } from './words.ts'

/** Draws what the desk answered to a command or a click. */
export async function sayReply(scene: Scene, reply: Reply, homePage = 1): Promise<void> {
  const { voice, given } = scene
  switch (reply.kind) {
    case 'form':
      return openOrOffer(scene, reply.form)
    case 'card':
      scene.desk.questions.remember(reply.card)
      return voice.show(await drawn(scene, reply.card), reply.seenBy)
    case 'update':
      scene.desk.questions.remember(reply.card)
      return voice.replace(await drawn(scene, reply.card))
    case 'invalid':
      return voice.show(await words(scene, problemsToText(reply)), 'actor')
    case 'refused':
      return refuse(scene, reply)
    case 'failed':
      return voice.show(await words(scene, reply.text), 'actor')
    case 'home': {
      const message = renderHome(reply.home, await readerOf(scene, reply.home), homePage)
      return given.type === 3 ? voice.replace(message) : voice.show(message, 'actor')
    }
    case 'options':
    case 'nothing':
      return voice.acknowledge(await words(scene, done()))
  }
}

/** Draws what became of a form: whatever is wrong, one press opens it again with everything that was typed. */
export async function saySubmitted(scene: Scene, token: string, submitted: Submitted): Promise<void> {
  const { reply, kept, typed, isSecondTry } = submitted
  const { voice } = scene
  // The message that said what was wrong has had its time.
  const say = (message: DiscordMessage) => (isSecondTry ? voice.replace(message) : voice.show(message, 'actor'))
  switch (reply.kind) {
    case 'invalid':
      return say(await askAgain(scene, token, { lead: notSentYet(), problems: reply.problems, kept, typed }))
    case 'refused':
      if (reply.latest) return refuse(scene, reply)
      return say(await askAgain(scene, token, { lead: reply.text, kept, typed }))
    case 'failed':
      return say(await askAgain(scene, token, { lead: reply.text, kept, typed }))
    case 'card':
      scene.desk.questions.remember(reply.card)
      return isSecondTry
        ? voice.replace(await drawn(scene, reply.card))
        : voice.show(await drawn(scene, reply.card), reply.seenBy)
    case 'nothing':
      return isSecondTry ? voice.replace(await words(scene, done())) : sayReply(scene, reply)
    case 'update':
    case 'form':
    case 'home':
    case 'options':
      return sayReply(scene, reply)
  }
}

/** A form has to be the first answer. One that took too long is a press away instead. */
async function openOrOffer(scene: Scene, form: Form): Promise<void> {
  if (await openForm(scene, form)) return
  await scene.voice.show(openingLater(scene, form, formReady()), 'actor')
}

/** Nothing changed, and why; the clicked card as it is now where there is one. */
async function refuse(scene: Scene, { text, latest }: Extract<Reply, { kind: 'refused' }>): Promise<void> {
  if (latest && scene.given.type === 3) await scene.voice.replace(await drawn(scene, latest))
  await scene.voice.show(await words(scene, text), 'actor')
}

async function drawn(scene: Scene, card: Card): Promise<DiscordMessage> {
  const pictures = await drawCharts(scene.desk.ports, card)
  return renderCard(card, await readerOf(scene, card), { pictures })
}

async function words(scene: Scene, text: Text): Promise<DiscordMessage> {
  return sentence(text, { reader: await readerOf(scene, text) })
}

function problemsToText({ problems }: Extract<Reply, { kind: 'invalid' }>): Text {
  return { kind: 'sentence', parts: [{ kind: 'plain', text: problems.map(({ problem }) => problem).join(' ') }] }
}
