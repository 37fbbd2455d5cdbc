import type { types } from '@slack/bolt'
import type { FieldProblem } from '../../kit/reply.ts'
import type { Reader } from '../../kit/surface.ts'
import type { PickOption } from '../../kit/ui/card.ts'
import type { Form, FormField, RawFields } from '../../kit/ui/form.ts'
import { clip, clipText } from '../../kit/ui/limits.ts'
import { SLACK } from './limits.ts'
import { optionsToSlack, optionToSlack } from './render-actions.ts'
import { plainTextObject, textToRichText } from './render-text.ts'

/** What a modal carries through Slack and back: which form it is, the message whose button opened it, and the channel. */
export interface FormMetadata {
  readonly token: string
  readonly origin?: string
  readonly channel?: string
}

/** More radio buttons than this are a long way to scroll on a phone. */
const RADIO_BUTTONS = 5
const VALUE = 'value'
const SEARCH = 'search:'

export function renderForm(form: Form, reader: Reader, metadata: Omit<FormMetadata, 'token'> = {}): types.ModalView {
  const intro = form.intro && textToRichText(clipText(form.intro, SLACK.text), reader)
  const introBlocks: types.KnownBlock[] = intro?.length
    ? [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: intro }] }]
    : []
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: JSON.stringify({ token: form.token, ...metadata } satisfies FormMetadata),
    title: plainTextObject(form.title, SLACK.viewTitle),
    submit: plainTextObject(form.submit, SLACK.viewButton),
    close: plainTextObject('Cancel', SLACK.viewButton),
    blocks: [...introBlocks, ...form.fields.map((field) => fieldToInput(field, reader))],
  }
}

export const FORM_CALLBACK = 'form'

/** The search that completes this control, when it is a type-ahead. */
export function actionIdToSearch(actionId: string): string | null {
  return actionId.startsWith(SEARCH) ? actionId.slice(SEARCH.length) : null
}

/** Slack keeps what was typed and shows each problem at its field; one without a field of its own goes to the first. */
export function problemsToErrors(
  problems: readonly FieldProblem[],
  fieldNames: readonly string[],
): Record<string, string> {
  const first = fieldNames[0]
  const errors: Record<string, string> = {}
  for (const { field, problem } of problems) {
    const at = fieldNames.includes(field) ? field : first
    if (at === undefined) continue
    errors[at] = clip(errors[at] ? `${errors[at]} ${problem}` : problem, SLACK.fieldError)
  }
  return errors
}

/** A submitted view's state as Slack sends it: block id, action id, then one of several ways to hold a value. */
export type ViewStateValues = Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>

export interface ViewStateValue {
  readonly value?: string | null
  readonly selected_date?: string | null
  readonly selected_user?: string | null
  readonly selected_option?: { readonly value?: string } | null
  readonly selected_options?: readonly { readonly value?: string }[] | null
}

export function stateToFields(values: ViewStateValues): RawFields {
  return Object.fromEntries(
    Object.entries(values).map(([field, controls]) => [field, controlToValue(Object.values(controls)[0])]),
  )
}

function controlToValue(control: ViewStateValue | undefined): string | readonly string[] | undefined {
  if (control?.selected_options) return control.selected_options.flatMap((option) => option.value ?? [])
  const one = control?.value ?? control?.selected_date ?? control?.selected_user ?? control?.selected_option?.value
  return one === null || one === '' ? undefined : one
}

function fieldToInput(field: FormField, reader: Reader): types.InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plainTextObject(field.label, SLACK.inputLabel),
    optional: !field.required,
    element: fieldToElement(field, reader),
    ...(field.hint && { hint: plainTextObject(field.hint, SLACK.inputHint) }),
  }
}

function fieldToElement(field: FormField, reader: Reader): types.InputBlockElement {
  switch (field.kind) {
    case 'line':
    case 'paragraph':
      return textInput(field)
    case 'pickOne':
      return pickOne(field)
    case 'pickMany':
      return pickMany(field)
    case 'person': {
      const account = [...reader.mentions].find(([memberId]) => memberId === field.initial)?.[1]
      return { type: 'users_select', action_id: VALUE, ...(account && { initial_user: account }) }
    }
    case 'search':
      return {
        type: 'external_select',
        action_id: `${SEARCH}${field.search}`,
        min_query_length: 1,
        ...(field.placeholder && { placeholder: plainTextObject(field.placeholder, SLACK.placeholder) }),
        ...(field.initial && { initial_option: optionToSlack(field.initial) }),
      }
    case 'date':
      return { type: 'datepicker', action_id: VALUE, ...(field.initial && { initial_date: field.initial }) }
    case 'number':
      return numberInput(field)
  }
}

function textInput(field: Extract<FormField, { kind: 'line' | 'paragraph' }>): types.PlainTextInput {
  const maxLength = Math.min(field.maxLength ?? SLACK.plainTextInput, SLACK.plainTextInput)
  return {
    type: 'plain_text_input',
    action_id: VALUE,
    multiline: field.kind === 'paragraph',
    max_length: maxLength,
    ...(field.initial && { initial_value: clip(field.initial, maxLength) }),
    ...(field.placeholder && { placeholder: plainTextObject(field.placeholder, SLACK.placeholder) }),
  }
}

function pickOne(field: Extract<FormField, { kind: 'pickOne' }>): types.RadioButtons | types.StaticSelect {
  const { options, chosen } = chooseable(field.options, field.initial === undefined ? [] : [field.initial])
  const initial = chosen[0] && { initial_option: chosen[0] }
  if (options.length <= RADIO_BUTTONS && field.required) {
    return { type: 'radio_buttons', action_id: VALUE, options, ...initial }
  }
  return { type: 'static_select', action_id: VALUE, options, ...initial }
}

function pickMany(field: Extract<FormField, { kind: 'pickMany' }>): types.Checkboxes | types.MultiStaticSelect {
  const { options, chosen } = chooseable(field.options, field.initial ?? [])
  const initial = chosen.length > 0 && { initial_options: chosen }
  if (options.length <= SLACK.checkboxOptions) return { type: 'checkboxes', action_id: VALUE, options, ...initial }
  return { type: 'multi_static_select', action_id: VALUE, options, ...initial }
}

/** Slack wants an initial option to be one of the options, to the letter. */
function chooseable(all: readonly PickOption[], initial: readonly string[]) {
  const options = optionsToSlack(all)
  const chosen = options.filter((option) => option.value !== undefined && initial.includes(option.value))
  return { options, chosen }
}

function numberInput(field: Extract<FormField, { kind: 'number' }>): types.NumberInput {
  return {
    type: 'number_input',
    action_id: VALUE,
    is_decimal_allowed: true,
    ...(field.min !== undefined && { min_value: String(field.min) }),
    ...(field.max !== undefined && { max_value: String(field.max) }),
    ...(field.initial !== undefined && { initial_value: String(field.initial) }),
  }
}
