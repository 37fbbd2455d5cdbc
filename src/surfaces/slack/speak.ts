import type { SeenBy } from '../../kit/contracts.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Text } from '../../kit/ui/text.ts'
import { AS_IT_IS } from './deliver.ts'
import { BlocksRefused, NATIVE, type NativeType, nativeTypesIn } from './native.ts'
import { renderCard, type SlackMessage } from './render-card.ts'
import { escapeMrkdwn, textToPlain, textToRichText } from './render-text.ts'
import { readerOf, type Scene } from './scene.ts'

/** A card as the answer to a command: through the door where it is in time, else later by the address that came with it. */
export async function answerWithCard(scene: Scene, card: Card, seenBy: SeenBy): Promise<void> {
  const reader = await readerOf(scene, card)
  const { native, canProbe } = scene.desk
  const { installation } = scene.grant
  const drawn = renderCard(card, reader, { without: native.refusedBy(installation) })
  if (native.isProven(installation, nativeTypesIn(drawn.blocks))) {
    if (scene.door.answer({ ...drawn, ...audience(seenBy) })) return
  } else if (!canProbe(scene.responseUrl)) {
    // Nobody would hear that a block was refused in the answer itself.
    const plain = renderCard(card, reader, { without: new Set(NATIVE) })
    if (scene.door.answer({ ...plain, ...audience(seenBy) })) return
  }
  scene.door.answer()
  await respondWithCard(scene, card, audience(seenBy))
}

/** A card beside the message that was clicked, or in its place. */
export async function followWithCard(
  scene: Scene,
  card: Card,
  how: { readonly seenBy: SeenBy } | 'in place',
): Promise<void> {
  scene.door.answer()
  const about =
    how === 'in place' ? { replace_original: true, ...AS_IT_IS } : { replace_original: false, ...audience(how.seenBy) }
  await respondWithCard(scene, card, about)
}

/** A sentence as the answer to a command, for its sender alone. */
export async function answerWithSentence(scene: Scene, text: Text): Promise<void> {
  const message = await sentenceMessage(scene, text)
  if (!scene.door.answer(message)) await respond(scene, message)
}

/** A sentence after a click, whose own answer says nothing to anybody. */
export async function followWithSentence(scene: Scene, text: Text): Promise<void> {
  scene.door.answer()
  await respond(scene, await sentenceMessage(scene, text))
}

async function respondWithCard(scene: Scene, card: Card, about: object): Promise<void> {
  const reader = await readerOf(scene, card)
  const { installation } = scene.grant
  const draw = (without: ReadonlySet<NativeType>) => renderCard(card, reader, { without })
  const send = async (drawn: SlackMessage) => {
    const heard = await respond(scene, { ...drawn, ...about })
    if (heard === 'refused') throw new BlocksRefused()
    if (heard === 'lost') throw new AnswerLost()
  }
  await scene.desk.native.send(installation, draw, send).catch((error: unknown) => {
    // Half an hour is over, or the address does not answer: the card is in Home and in its own message all the same.
    if (!(error instanceof AnswerLost || error instanceof BlocksRefused)) throw error
  })
}

/** It proves nothing about the blocks in it. */
class AnswerLost extends Error {}

async function sentenceMessage(scene: Scene, text: Text): Promise<object> {
  const reader = await readerOf(scene, text)
  const elements = textToRichText(text, reader)
  return {
    text: escapeMrkdwn(textToPlain(text, reader)),
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
    replace_original: false,
    ...audience('actor'),
  }
}

function audience(seenBy: SeenBy): object {
  return { response_type: seenBy === 'channel' ? 'in_channel' : 'ephemeral', ...AS_IT_IS }
}

const RESPOND_TIMEOUT_MS = 8_000
const BAD_REQUEST = 400

/** A late answer. `lost` where Slack does not take it any more: half an hour is over, or it was used five times. */
async function respond({ desk, responseUrl }: Scene, message: object): Promise<'heard' | 'refused' | 'lost'> {
  if (!responseUrl || !desk.isHook(responseUrl)) return 'lost'
  try {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(RESPOND_TIMEOUT_MS),
    })
    if (response.ok) return 'heard'
    return response.status === BAD_REQUEST ? 'refused' : 'lost'
  } catch (error) {
    desk.ports.log.warn({ error }, 'Slack took no late answer')
    return 'lost'
  }
}
