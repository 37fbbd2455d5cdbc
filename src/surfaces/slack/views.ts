import type { types } from '@slack/bolt'
import type { FieldProblem } from '../../kit/reply.ts'
import type { Reader } from '../../kit/surface.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Text } from '../../kit/ui/text.ts'
import { SLACK } from './limits.ts'
import { OUTSIDE_MESSAGES } from './native.ts'
import { renderCard } from './render-card.ts'
import { problemsToErrors, type ViewStateValue, type ViewStateValues } from './render-form.ts'
import { plainTextObject, textObject, textToRichText } from './render-text.ts'

const MODAL_TITLE = 'Introductions desk'

/** A card where there is no conversation to put it: clicked in Home, or the answer to a form. */
export function cardModal(card: Card, reader: Reader): types.ModalView {
  const { blocks } = renderCard(card, reader, { without: OUTSIDE_MESSAGES })
  return modal([...blocks])
}

export function sentenceModal(text: Text, reader: Reader): types.ModalView {
  return modal([
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: textToRichText(text, reader) }] },
  ])
}

/** A refusal, where there is no field to show it at. */
export function refusalModal(text: Text, reader: Reader): types.ModalView {
  return modal([alert('warning', textObject(text, reader, SLACK.text))])
}

/** The same view for a workspace that does not take alerts. */
export function withoutAlerts<V extends types.View>(view: V): V {
  const blocks = view.blocks.map((block) => (isAlert(block) ? alertInWords(block) : block))
  return { ...view, blocks }
}

function alertInWords({ text, block_id }: types.AlertBlock): types.AnyBlock {
  const words = text.type === 'plain_text' ? plainTextObject(`⚠️ ${text.text}`, SLACK.text) : text
  return { type: 'context', ...(block_id && { block_id }), elements: [words] }
}

function isAlert(block: types.AnyBlock): block is types.AlertBlock {
  return block.type === 'alert'
}

function alert(level: 'warning' | 'error', text: types.TextObject, block_id?: string): types.AlertBlock {
  return { type: 'alert', level, text, ...(block_id && { block_id }) }
}

function modal(blocks: types.AnyBlock[]): types.ModalView {
  const title = plainTextObject(MODAL_TITLE, SLACK.viewTitle)
  return { type: 'modal', title, close: plainTextObject('Done', SLACK.viewButton), blocks }
}

/** A view as Slack sends it back with what was typed. */
export interface SubmittedView {
  readonly [key: string]: unknown
  readonly blocks: readonly {
    readonly [key: string]: unknown
    readonly type: string
    readonly block_id?: string | undefined
  }[]
  readonly state: { readonly values: ViewStateValues }
}

export function inputNames({ blocks, state }: Pick<SubmittedView, 'blocks'> & Partial<SubmittedView>): string[] {
  const names = blocks.flatMap((block) => (block.type === 'input' && block.block_id ? [block.block_id] : []))
  return names.length > 0 ? names : Object.keys(state?.values ?? {})
}

/**
 * The same form again with everything that was typed, and each problem above its field: for an answer that came too late to be
 * shown in Slack's own way.
 */
export function formAgain(view: SubmittedView, problems: readonly FieldProblem[]): types.ModalView {
  const errors = problemsToErrors(problems, inputNames(view))
  const blocks = view.blocks
    .filter((block) => !block.block_id?.startsWith(PROBLEM))
    .flatMap((block) => {
      const name = block.block_id ?? ''
      const problem = errors[name]
      const kept = block.type === 'input' ? withTyped(block, view.state.values[name]) : block
      return problem === undefined ? [kept] : [problemBlock(name, problem), kept]
    })
  const { title, submit, close, private_metadata, callback_id } = view
  // These came from Slack as we once sent them; only what was typed is new.
  return { type: 'modal', title, submit, close, private_metadata, callback_id, blocks } as types.ModalView
}

const PROBLEM = 'problem:'

function problemBlock(name: string, problem: string): types.AlertBlock {
  return alert('error', plainTextObject(problem, SLACK.text), `${PROBLEM}${name}`)
}

function withTyped(block: SubmittedView['blocks'][number], controls: SubmittedView['state']['values'][string] = {}) {
  const typed = Object.values(controls)[0]
  const { element } = block
  if (!typed || typeof element !== 'object' || element === null) return block
  return { ...block, element: { ...element, ...initialOf(typed) } }
}

function initialOf(typed: ViewStateValue): object {
  if (typed.selected_options)
    return typed.selected_options.length > 0 ? { initial_options: typed.selected_options } : {}
  if (typed.selected_option) return { initial_option: typed.selected_option }
  if (typed.selected_user) return { initial_user: typed.selected_user }
  if (typed.selected_date) return { initial_date: typed.selected_date }
  return typed.value ? { initial_value: typed.value } : {}
}
