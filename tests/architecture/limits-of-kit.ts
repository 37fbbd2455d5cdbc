import type { Page } from '../../src/kit/page.ts'
import type { ActionItem, Block, Card, PickOption } from '../../src/kit/ui/card.ts'
import type { Form, FormField } from '../../src/kit/ui/form.ts'
import { LIMITS } from '../../src/kit/ui/limits.ts'

/** What a card, form or page has that is longer or more than the kit allows, in words. */
type Problems = readonly string[]

export function cardProblems(card: Card): Problems {
  return [
    ...within('title', card.title, LIMITS.cardTitle),
    ...within('status', card.status?.word ?? '-', LIMITS.statusWord),
    ...atMost('blocks', card.body, LIMITS.blocksInCard),
    ...card.body.flatMap(blockProblems),
  ]
}

export function formProblems(form: Form): Problems {
  return [
    ...within('form title', form.title, LIMITS.formTitle),
    ...within('submit', form.submit, LIMITS.formSubmit),
    ...within('token', form.token, LIMITS.token),
    ...atMost('fields', form.fields, LIMITS.formFields),
    ...form.fields.flatMap(fieldProblems),
  ]
}

export function pageProblems(page: Page): Problems {
  return [
    ...within('page title', page.title, LIMITS.cardTitle),
    ...page.body.flatMap(blockProblems),
    ...(page.fields ?? []).flatMap(fieldProblems),
    ...page.choices.flatMap(({ label, value }) => [
      ...within('choice', label, LIMITS.buttonLabel),
      ...within('choice value', value, LIMITS.optionValue),
    ]),
  ]
}

/** Every token in a card, its menus and its lists included. */
export function tokensIn(body: readonly Block[]): readonly string[] {
  return body.flatMap(itemsOf).flatMap((item) => (item.kind === 'link' ? [] : [item.token]))
}

function itemsOf(block: Block): readonly ActionItem[] {
  switch (block.kind) {
    case 'actions':
      return block.items
    case 'list':
      return [...block.items.flatMap(({ actions = [] }) => actions), ...(block.more ? [block.more] : [])]
    case 'text':
      return block.more ? [block.more] : []
    case 'fields':
    case 'table':
    case 'chart':
    case 'map':
    case 'image':
    case 'divider':
      return []
  }
}

function blockProblems(block: Block): Problems {
  return [...itemsOf(block).flatMap(itemProblems), ...ownProblems(block)]
}

function ownProblems(block: Block): Problems {
  switch (block.kind) {
    case 'actions':
      return atMost('actions', block.items, LIMITS.actionsInBlock)
    case 'list':
      return atMost('list items', block.items, LIMITS.listItems)
    case 'fields':
      return [
        ...atMost('fields', block.fields, LIMITS.fieldsInBlock),
        ...block.fields.flatMap(({ label }) => within('field label', label, LIMITS.fieldLabel)),
      ]
    case 'chart':
      return [...atMost('series', block.chart.series, 6), ...atMost('categories', block.chart.categories, 20)]
    case 'map':
      return [
        ...(block.map.finding.trim() === '' ? ['a map without a finding'] : []),
        ...block.map.tiles.flatMap(({ label }) => within('tile label', label, 3)),
      ]
    case 'table':
      return block.rows.some((row) => row.length !== block.columns.length)
        ? ['a row with more or fewer cells than columns']
        : []
    case 'image':
      return block.alt.trim() === '' ? ['an image without alternative text'] : []
    case 'text':
    case 'divider':
      return []
  }
}

function itemProblems(item: ActionItem): Problems {
  switch (item.kind) {
    case 'button':
      return [...within('button', item.label, LIMITS.buttonLabel), ...within('token', item.token, LIMITS.token)]
    case 'link':
      return within('link button', item.label, LIMITS.buttonLabel)
    case 'pick':
      return [...within('token', item.token, LIMITS.token), ...optionsProblems(item.options)]
  }
}

function fieldProblems(field: FormField): Problems {
  return [
    ...within('label', field.label, LIMITS.fieldLabel),
    ...within('hint', field.hint ?? '-', LIMITS.fieldHint),
    ...('options' in field ? optionsProblems(field.options) : []),
    ...initialProblems(field),
  ]
}

/** What stands in a field at first has to be something that the field would take. */
function initialProblems(field: FormField): Problems {
  switch (field.kind) {
    case 'line':
    case 'paragraph':
      return field.initial !== undefined && field.maxLength !== undefined
        ? within(`initial ${field.name}`, field.initial || '-', field.maxLength)
        : []
    case 'pickOne':
      return field.initial !== undefined && !field.options.some(({ value }) => value === field.initial)
        ? [`initial ${field.name} is no option`]
        : []
    case 'pickMany':
      return (field.initial ?? []).some((chosen) => !field.options.some(({ value }) => value === chosen))
        ? [`initial ${field.name} is no option`]
        : []
    case 'person':
    case 'search':
    case 'date':
    case 'number':
      return []
  }
}

function optionsProblems(options: readonly PickOption[]): Problems {
  const values = options.map(({ value }) => value)
  return [
    ...atMost('options', options, LIMITS.optionsInPick),
    ...(new Set(values).size < values.length ? ['two options with one value'] : []),
    ...options.flatMap(({ label, value, hint }) => [
      ...within('option', label, LIMITS.optionLabel),
      ...within('option value', value, LIMITS.optionValue),
      ...within('option hint', hint ?? '-', LIMITS.optionHint),
    ]),
  ]
}

const within = (what: string, text: string, max: number): Problems =>
  text.length >= 1 && text.length <= max
    ? []
    : [`${what}: ${text.length} of 1 to ${max} characters: ${text.slice(0, 40)}`]
const atMost = (what: string, list: readonly unknown[], max: number): Problems =>
  list.length <= max ? [] : [`${what}: ${list.length} of ${max}`]
