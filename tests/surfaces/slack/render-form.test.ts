import { describe, expect, test } from 'vitest'
import type { Form } from '../../../src/kit/ui/form.ts'
import { t } from '../../../src/kit/ui/text.ts'
import {
  actionIdToSearch,
  problemsToErrors,
  renderForm,
  stateToFields,
} from '../../../src/surfaces/slack/render-form.ts'
import { renderHome } from '../../../src/surfaces/slack/render-home.ts'
import { READER } from './arbitraries.ts'

const options = (count: number) => Array.from({ length: count }, (_, i) => ({ label: `Option ${i}`, value: `o${i}` }))

const form: Form = {
  title: 'Ask for an introduction',
  intro: t`Femi may know somebody.`,
  submit: 'Ask',
  token: 'introductions.ask:1:',
  fields: [
    { kind: 'search', name: 'target', label: 'Whom', search: 'people.contacts', required: true },
    { kind: 'paragraph', name: 'why', label: 'Why', hint: 'Three sentences do', maxLength: 2000, initial: 'Because' },
    { kind: 'pickOne', name: 'urgency', label: 'How urgent', options: options(4), initial: 'o1', required: true },
    { kind: 'pickMany', name: 'topics', label: 'Topics', options: options(12), initial: ['o2', 'o3'] },
    { kind: 'person', name: 'who', label: 'Who', initial: 'm-known' },
  ],
}

describe('surfaces.slack.render-form', () => {
  test('draws each control natively and remembers which form it is', () => {
    const view = renderForm(form, READER, { origin: 'C1:17.2' })
    expect(view).toMatchObject({
      type: 'modal',
      title: { text: 'Ask for an introduction' },
      private_metadata: '{"token":"introductions.ask:1:","origin":"C1:17.2"}',
    })
    expect(view.blocks.slice(1)).toMatchObject([
      {
        block_id: 'target',
        optional: false,
        element: { type: 'external_select', action_id: 'search:people.contacts' },
      },
      { block_id: 'why', optional: true, element: { multiline: true, initial_value: 'Because' } },
      { element: { type: 'radio_buttons', initial_option: { value: 'o1' } } },
      { element: { type: 'multi_static_select', initial_options: [{ value: 'o2' }, { value: 'o3' }] } },
      { element: { type: 'users_select', initial_user: 'U0KNOWN' } },
    ])
    expect(actionIdToSearch('search:people.contacts')).toBe('people.contacts')
  })

  test('reads every control back, an empty one as nothing', () => {
    expect(
      stateToFields({
        target: { 'search:people.contacts': { selected_option: { value: 'c1' } } },
        why: { value: { value: 'Because' } },
        empty: { value: { value: null } },
        urgency: { value: { selected_option: null } },
        topics: { value: { selected_options: [{ value: 'o2' }, { value: 'o3' }] } },
        who: { value: { selected_user: 'U1' } },
        day: { value: { selected_date: '2026-12-01' } },
      }),
    ).toEqual({
      target: 'c1',
      why: 'Because',
      empty: undefined,
      urgency: undefined,
      topics: ['o2', 'o3'],
      who: 'U1',
      day: '2026-12-01',
    })
  })

  test('puts each problem at its field, and one without a field at the first', () => {
    const problems = [
      { field: 'why', problem: 'Why is needed.' },
      { field: 'nowhere', problem: 'You have five asks open.' },
    ]
    expect(problemsToErrors(problems, ['target', 'why'])).toEqual({
      target: 'You have five asks open.',
      why: 'Why is needed.',
    })
  })
})

describe('surfaces.slack.render-home', () => {
  const card = (title: string) => ({ title, body: [{ kind: 'text' as const, text: t`Waiting for you` }] })

  test('orders the sections, counts them, and teaches with an empty one', () => {
    const home = renderHome(
      {
        title: 'Your desk',
        sections: [
          { title: 'Done', order: 3, cards: [], empty: t`Nothing yet.` },
          { title: 'To decide', order: 1, count: 1, cards: [card('Maria asks')] },
          { title: 'Left out', order: 2, cards: [] },
        ],
      },
      READER,
    )
    const words = JSON.stringify(home.blocks)
    expect(words).not.toContain('Left out')
    expect(words.indexOf('To decide (1)')).toBeLessThan(words.indexOf('Nothing yet.'))
  })

  test('keeps room for later sections and says how many cards are not shown', () => {
    const many = Array.from({ length: 80 }, (_, i) => card(`Ask ${i}`))
    const sections = [
      { title: 'To decide', order: 1, cards: many },
      { title: 'Done', order: 2, cards: [card('An old one')] },
    ]
    const { blocks } = renderHome({ title: 'Your desk', sections }, READER)
    expect(blocks.length).toBeLessThanOrEqual(100)
    expect(JSON.stringify(blocks)).toMatch(/and \d+ more/)
    expect(JSON.stringify(blocks)).toContain('Done')
  })
})
