import type { types } from '@slack/bolt'
import type { FieldProblem } from '../../kit/reply.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Text } from '../../kit/ui/text.ts'
import { type Mouth, NOBODY } from './answer.ts'
import { textToRef } from './deliver.ts'
import type { NativeType } from './native.ts'
import { renderCard } from './render-card.ts'
import { problemsToErrors } from './render-form.ts'
import { textToPlain } from './render-text.ts'
import { changeModal, readerOf, type Scene, viewForAnswer } from './scene.ts'
import { cardModal, formAgain, inputNames, refusalModal, type SubmittedView, sentenceModal } from './views.ts'
import { done, saving } from './words.ts'

/** A submitted form. Whatever is wrong with it, what was typed stays in it. */
export function submitMouth(scene: Scene, view: SubmittedView & { readonly id: string }): Mouth {
  const fieldNames = inputNames(view)
  const show = async (shown: types.ModalView) => {
    const inAnswer = { response_action: 'update', view: viewForAnswer(scene, shown) }
    if (!scene.door.answer(inAnswer)) await changeModal(scene, view.id, shown)
  }
  const close = async () => {
    if (scene.door.answer({ response_action: 'clear' })) return
    await changeModal(scene, view.id, sentenceModal(done(), await readerOf(scene, null)))
  }
  const problems = async (list: readonly FieldProblem[]) => {
    const errors = problemsToErrors(list, fieldNames)
    if (!scene.door.answer({ response_action: 'errors', errors }))
      await changeModal(scene, view.id, formAgain(view, list))
  }
  return {
    async takeTime() {
      scene.door.answer({ response_action: 'update', view: sentenceModal(saving(), NOBODY) })
    },
    form: close,
    card: async (card) => show(cardModal(card, await readerOf(scene, card))),
    async update(card) {
      if (!scene.origin) return show(cardModal(card, await readerOf(scene, card)))
      await close()
      await redrawOrigin(scene, card)
    },
    problems,
    async tell(text: Text, latest?: Card) {
      const reader = await readerOf(scene, text)
      if (latest || fieldNames.length === 0) await show(refusalModal(text, reader))
      else await problems([{ field: '', problem: textToPlain(text, reader) }])
      if (latest) await redrawOrigin(scene, latest)
    },
    options: close,
    nothing: close,
  }
}

/** The message whose button opened the form. It may be gone, or have been for one person's eyes only. */
async function redrawOrigin(scene: Scene, card: Card): Promise<void> {
  const at = scene.origin ? textToRef(scene.origin) : null
  if (!at) return
  const { client, installation } = scene.grant
  const reader = await readerOf(scene, card)
  const draw = (without: ReadonlySet<NativeType>) => renderCard(card, reader, { without })
  try {
    await scene.desk.native.send(installation, draw, ({ text, blocks }) =>
      client.chat.update({ ...at, text, blocks: [...blocks], parse: 'none', link_names: false }),
    )
  } catch (error) {
    scene.desk.ports.log.debug({ error }, 'The message behind a form could not be redrawn')
  }
}
