import type { APILabelComponent, APIModalInteractionResponseCallbackData, SelectMenuDefaultValueType } from 'discord.js'
import type { FieldProblem } from '../../kit/reply.ts'
import type { Reader } from '../../kit/surface.ts'
import type { PickOption } from '../../kit/ui/card.ts'
import type { Form, FormField } from '../../kit/ui/form.ts'
import { clip, clipText } from '../../kit/ui/limits.ts'
import { toPlainText } from '../../kit/ui/text.ts'
import { KIND, textDisplay } from './components.ts'
import { fieldToControlId, NONE_OF_THESE } from './form-answers.ts'
import { DISCORD } from './limits.ts'
import { type DiscordOption, optionsToDiscord } from './render-actions.ts'
import { markdownWithin, onOneLine } from './render-text.ts'

export type DiscordModal = APIModalInteractionResponseCallbackData

/** What a second showing of the form adds: what was wrong, and what a searched name may have meant. */
export interface FormExtras {
  readonly problems?: readonly FieldProblem[]
  /** By field: the best matches of its search. Modals have no type-ahead, so they are offered as a menu. */
  readonly matches?: Readonly<Record<string, readonly PickOption[]>>
  /** By field: the name that was typed and led to nothing, to be corrected. */
  readonly names?: Readonly<Record<string, string>>
}

/** A form as a modal. Its submit button and its Cancel are Discord's own. */
export function renderForm(form: Form, reader: Reader, extras: FormExtras = {}): DiscordModal {
  const fields = form.fields.slice(0, DISCORD.modalComponents)
  const introOnTop = form.intro && fields.length < DISCORD.modalComponents
  const intro = form.intro && introOnTop ? markdownWithin(form.intro, reader, DISCORD.textInput).trim() : ''
  const labels = fields.map((field) => fieldToLabel(field, reader, extras))
  const components = [...(intro ? [textDisplay(intro)] : []), ...(introOnTop ? labels : withIntro(labels, form))]
  return {
    custom_id: form.token,
    title: clip(onOneLine(form.title), DISCORD.modalTitle) || 'Form',
    components: components.length > 0 ? components : [textDisplay('There is nothing to fill in here.')],
  }
}

/** With five fields there is no room for the introduction above them: it goes to the first field that has no hint of its own. */
function withIntro(labels: readonly APILabelComponent[], form: Form): readonly APILabelComponent[] {
  if (!form.intro) return labels
  const at = Math.max(
    0,
    labels.findIndex(({ description }) => description === undefined),
  )
  const words = onOneLine(toPlainText(clipText(form.intro, DISCORD.textInput)))
  return labels.map((label, index) => {
    if (index !== at || !words) return label
    return {
      ...label,
      description: clip([words, label.description].filter(Boolean).join(' '), DISCORD.labelDescription),
    }
  })
}

function fieldToLabel(field: FormField, reader: Reader, extras: FormExtras): APILabelComponent {
  const problem = extras.problems?.find(({ field: name }) => name === field.name)?.problem
  // What was wrong comes before the hint: there is no other place for it in a modal.
  const description = clip(onOneLine(problem ? `⚠️ ${problem}` : (field.hint ?? '')), DISCORD.labelDescription)
  return {
    type: KIND.label,
    label: clip(onOneLine(field.label), DISCORD.label) || '–',
    ...(description && { description }),
    component: fieldToControl(field, reader, {
      matches: extras.matches?.[field.name],
      name: extras.names?.[field.name],
    }),
  }
}

interface Searched {
  readonly matches: readonly PickOption[] | undefined
  readonly name: string | undefined
}

function fieldToControl(field: FormField, reader: Reader, searched: Searched): Control {
  const required = field.required ?? false
  switch (field.kind) {
    case 'line':
      return textInput(field, { ...field, style: LINE })
    case 'paragraph':
      return textInput(field, { ...field, style: PARAGRAPH })
    case 'pickOne':
      return pickOne(field)
    case 'pickMany':
      return pickMany(field)
    case 'person': {
      const account = [...reader.mentions].find(([memberId]) => memberId === field.initial)?.[1]
      return {
        type: KIND.userSelect,
        custom_id: fieldToControlId(field),
        required,
        min_values: Number(required),
        max_values: 1,
        // The enum's own word, without loading the client library for it.
        ...(account && { default_values: [{ id: account, type: 'user' as SelectMenuDefaultValueType.User }] }),
      }
    }
    case 'search':
      return searchControl(field, searched)
    case 'date':
      return textInput(field, { style: LINE, initial: field.initial, placeholder: '2026-12-01', maxLength: SHORT })
    case 'number':
      return textInput(field, {
        style: LINE,
        initial: field.initial?.toString(),
        placeholder: rangeOf(field),
        maxLength: SHORT,
      })
  }
}

type Control = APILabelComponent['component']
const LINE = 1
const PARAGRAPH = 2
/** Room for a day or a number however it is written. */
const SHORT = 40
/** More radio buttons than this are a long way to scroll on a phone. */
const RADIO_BUTTONS = 5

interface TextControl {
  readonly style: typeof LINE | typeof PARAGRAPH
  readonly initial?: string | undefined
  readonly placeholder?: string | undefined
  readonly maxLength?: number | undefined
}

function textInput(field: FormField, { style, initial, placeholder, maxLength }: TextControl): Control {
  const max = Math.max(1, Math.min(maxLength ?? DISCORD.textInput, DISCORD.textInput))
  const example = placeholder && clip(onOneLine(placeholder), DISCORD.textInputPlaceholder)
  return {
    type: KIND.textInput,
    custom_id: fieldToControlId(field),
    style,
    required: field.required ?? false,
    max_length: max,
    ...(initial && { value: clip(initial, max) }),
    ...(example && { placeholder: example }),
  }
}

function pickOne(field: Extract<FormField, { kind: 'pickOne' }>): Control {
  const custom_id = fieldToControlId(field)
  const required = field.required ?? false
  const options = optionsToDiscord(field.options, field.initial === undefined ? [] : [field.initial])
  if (options.length === 0) return nothingToChoose(field)
  if (options.length >= DISCORD.radioOptionsMin && options.length <= RADIO_BUTTONS) {
    return { type: KIND.radioGroup, custom_id, required, options }
  }
  return { type: KIND.stringSelect, custom_id, required, min_values: Number(required), max_values: 1, options }
}

function pickMany(field: Extract<FormField, { kind: 'pickMany' }>): Control {
  const custom_id = fieldToControlId(field)
  const required = field.required ?? false
  const options = optionsToDiscord(field.options, field.initial)
  if (options.length === 0) return nothingToChoose(field)
  const counts = { required, min_values: Number(required), max_values: options.length }
  const isShort = options.length <= DISCORD.checkboxOptions
  return { type: isShort ? KIND.checkboxGroup : KIND.stringSelect, custom_id, options, ...counts }
}

/** A menu of what the name may have meant, or a line for a name; the receiver runs the search when it comes back. */
function searchControl(field: Extract<FormField, { kind: 'search' }>, { matches = [], name }: Searched): Control {
  const initial = field.initial ? [field.initial] : []
  const found = optionsToDiscord(
    [...initial, ...matches],
    initial.map(({ value }) => value),
    DISCORD.options - 1,
  )
  if (found.length === 0) {
    return textInput(field, {
      style: LINE,
      initial: field.initial?.label ?? name,
      placeholder: field.placeholder,
      maxLength: NAME,
    })
  }
  const none: DiscordOption = { label: 'Somebody or something else…', value: NONE_OF_THESE }
  const required = field.required ?? false
  return {
    type: KIND.stringSelect,
    custom_id: fieldToControlId(field, true),
    required,
    min_values: Number(required),
    max_values: 1,
    options: [...found, none],
  }
}

/** As long as a line that a member types (kit). */
const NAME = 200

/** Discord refuses a menu without options. */
function nothingToChoose(field: FormField): Control {
  return textInput(field, { style: LINE, placeholder: 'There is nothing to choose from yet.', maxLength: NAME })
}

function rangeOf({ min, max }: { readonly min?: number; readonly max?: number }): string | undefined {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`
  if (min !== undefined) return `${min} or more`
  return max === undefined ? undefined : `${max} or less`
}
