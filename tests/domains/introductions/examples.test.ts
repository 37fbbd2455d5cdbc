import { describe, expect, test } from 'vitest'
import { introductions } from '../../../src/domains/introductions/index.ts'
import type { Words } from '../../../src/kit/examples.ts'
import type { Page } from '../../../src/kit/page.ts'
import type { ActionItem, Block, Card } from '../../../src/kit/ui/card.ts'
import type { Form } from '../../../src/kit/ui/form.ts'
import { LIMITS } from '../../../src/kit/ui/limits.ts'

/** Every example with everyday words and with the longest that a form lets through stays within what every surface can show. */

const usual: Words = { line: (text) => text, paragraph: (text) => text, name: (text) => text }
const fill = (text: string, max: number) => text.padEnd(max, ' and so on').slice(0, max)
const longest: Words = {
  line: (text, max = LIMITS.line) => fill(text, max),
  paragraph: (text, max = LIMITS.paragraph) => fill(text, max),
  name: (text) => fill(text, 80),
}

const all = Object.entries({ ...introductions.examples, ...introductions.exampleCards })

describe.each([
  ['usual', usual],
  ['longest', longest],
] as const)('in %s words', (_, words) => {
  test.each(all)('%s', (_name, example) => {
    expect(tooLong(example(words))).toEqual([])
  })
})

function tooLong(shown: Card | Form | Page): string[] {
  if ('submit' in shown) return formProblems(shown)
  if ('choices' in shown) return []
  return cardProblems(shown)
}

function cardProblems({ title, status, body }: Card): string[] {
  return [
    ...over('title', title, LIMITS.cardTitle),
    ...over('status', status?.word ?? '', LIMITS.statusWord),
    ...(body.length > LIMITS.blocksInCard ? [`${body.length} blocks`] : []),
    ...body.flatMap(blockProblems),
  ]
}

function blockProblems(block: Block): string[] {
  switch (block.kind) {
    case 'actions':
      return [
        ...(block.items.length > LIMITS.actionsInBlock ? [`${block.items.length} actions`] : []),
        ...(block.items.length === 0 ? ['no action in an actions block'] : []),
        ...block.items.flatMap(actionProblems),
      ]
    case 'list':
      return [
        ...(block.items.length > LIMITS.listItems ? [`${block.items.length} items`] : []),
        ...block.items.flatMap(({ actions = [] }) => actions.flatMap(actionProblems)),
      ]
    case 'fields':
      return block.fields.flatMap(({ label }) => over('label', label, LIMITS.fieldLabel))
    default:
      return []
  }
}

function actionProblems(item: ActionItem): string[] {
  if (item.kind === 'link') return over('label', item.label, LIMITS.buttonLabel)
  const { token } = item
  if (item.kind === 'button')
    return [...over('label', item.label, LIMITS.buttonLabel), ...over('token', token, LIMITS.token)]
  return [
    ...over('token', token, LIMITS.token),
    ...item.options.flatMap(({ label }) => over('option', label, LIMITS.optionLabel)),
  ]
}

function formProblems({ title, submit, token, fields }: Form): string[] {
  return [
    ...over('title', title, LIMITS.formTitle),
    ...over('submit', submit, LIMITS.formSubmit),
    ...over('token', token, LIMITS.token),
    ...(fields.length > LIMITS.formFields ? [`${fields.length} fields`] : []),
    ...fields.flatMap((field) => [
      ...over('label', field.label, LIMITS.fieldLabel),
      ...over('hint', field.hint ?? '', LIMITS.fieldHint),
      ...('options' in field
        ? field.options.flatMap(({ label, hint = '' }) => [
            ...over('option', label, LIMITS.optionLabel),
            ...over('option hint', hint, LIMITS.optionHint),
          ])
        : []),
    ]),
  ]
}

function over(what: string, text: string, max: number): string[] {
  return text.length > max ? [`${what} has ${text.length} of ${max}: ${text.slice(0, 60)}`] : []
}
