import { toPlainText } from '../../kit/ui/text.ts'
import { NOBODY } from './answer.ts'
import type { Body } from './front.ts'
import { escapeMrkdwn } from './render-text.ts'
import { inputNames, type SubmittedView, sentenceModal } from './views.ts'
import { received, saving, tooBusy } from './words.ts'

/** What somebody reads whose act is kept and waits for its turn. */
export function inLineAnswer(body: Body): object | undefined {
  if ('command' in body) return { response_type: 'ephemeral', text: escapeMrkdwn(toPlainText(received())) }
  if (body.type === 'view_submission') return { response_action: 'update', view: sentenceModal(saving(), NOBODY) }
  return undefined
}

/** What somebody reads whose act could not even wait. What they typed stays in the form. */
export function turnedAwayAnswer(body: Body): object | undefined {
  const text = toPlainText(tooBusy())
  if ('command' in body) return { response_type: 'ephemeral', text: escapeMrkdwn(text) }
  const [first] = isView(body.view) ? inputNames(body.view) : []
  return first === undefined ? undefined : { response_action: 'errors', errors: { [first]: text } }
}

function isView(view: unknown): view is Pick<SubmittedView, 'blocks'> {
  return typeof view === 'object' && view !== null && 'blocks' in view && Array.isArray(view.blocks)
}
