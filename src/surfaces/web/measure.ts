import type { Page } from '../../kit/page.ts'
import type { ActionItem, Block, Card } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import { LIMITS } from '../../kit/ui/limits.ts'

/** How much of a limit something uses: "title 24 of 140". */
export interface Measured {
  readonly what: string
  readonly used: number
  readonly limit: number
}

export function measureCard(card: Card): Measured[] {
  return only([
    { what: 'title', used: card.title.length, limit: LIMITS.cardTitle },
    { what: 'state', used: card.status?.word.length ?? 0, limit: LIMITS.statusWord },
    { what: 'blocks', used: card.body.length, limit: LIMITS.blocksInCard },
    ...measureBlocks(card.body),
  ])
}

export function measureForm(form: Form): Measured[] {
  const { fields } = form
  const options = fields.flatMap((field) => ('options' in field ? [field.options] : []))
  return only([
    { what: 'title', used: form.title.length, limit: LIMITS.formTitle },
    { what: 'submit', used: form.submit.length, limit: LIMITS.formSubmit },
    { what: 'fields', used: fields.length, limit: LIMITS.formFields },
    { what: 'longest label', used: longest(fields.map(({ label }) => label)), limit: LIMITS.fieldLabel },
    { what: 'longest hint', used: longest(fields.map(({ hint }) => hint)), limit: LIMITS.fieldHint },
    { what: 'options', used: Math.max(0, ...options.map((list) => list.length)), limit: LIMITS.optionsInPick },
    { what: 'longest option', used: longest(options.flat().map(({ label }) => label)), limit: LIMITS.optionLabel },
  ])
}

export function measurePage(page: Page): Measured[] {
  return only([
    { what: 'title', used: page.title.length, limit: LIMITS.cardTitle },
    { what: 'longest button', used: longest(page.choices.map(({ label }) => label)), limit: LIMITS.buttonLabel },
    ...measureBlocks(page.body),
  ])
}

function measureBlocks(blocks: readonly Block[]): Measured[] {
  const rows = blocks.flatMap((block) => (block.kind === 'actions' ? [block.items] : []))
  const lists = blocks.flatMap((block) => (block.kind === 'list' ? [block.items] : []))
  const fields = blocks.flatMap((block) => (block.kind === 'fields' ? [block.fields.length] : []))
  const items: ActionItem[] = [...rows.flat(), ...lists.flat().flatMap(({ actions = [] }) => actions)]
  const tokens = items.flatMap((item) => (item.kind === 'link' ? [] : [item.token]))
  return [
    { what: 'buttons', used: Math.max(0, ...rows.map((row) => row.length)), limit: LIMITS.actionsInBlock },
    {
      what: 'longest button',
      used: longest(items.flatMap((item) => (item.kind === 'pick' ? [] : [item.label]))),
      limit: LIMITS.buttonLabel,
    },
    { what: 'longest token', used: longest(tokens), limit: LIMITS.token },
    { what: 'facts', used: Math.max(0, ...fields), limit: LIMITS.fieldsInBlock },
    { what: 'list items', used: Math.max(0, ...lists.map((list) => list.length)), limit: LIMITS.listItems },
  ]
}

const only = (measured: readonly Measured[]) => measured.filter(({ used }) => used > 0)
const longest = (texts: readonly (string | undefined)[]) => Math.max(0, ...texts.map((text) => text?.length ?? 0))
