import { describe, expect, test } from 'vitest'
import type { Form } from '../../../src/kit/ui/form.ts'
import type { Home } from '../../../src/kit/ui/home.ts'
import { t } from '../../../src/kit/ui/text.ts'
import { modalToAnswers, textToDay } from '../../../src/surfaces/discord/form-answers.ts'
import { renderForm } from '../../../src/surfaces/discord/render-form.ts'
import { homePageOf, renderHome } from '../../../src/surfaces/discord/render-home.ts'
import { READER } from './readers.ts'

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
  ],
}

describe('surfaces.discord.render-form', () => {
  test('draws each control natively, the introduction above them', () => {
    expect(renderForm(form, READER)).toMatchObject({
      custom_id: 'introductions.ask:1:',
      title: 'Ask for an introduction',
      components: [
        { type: 10, content: 'Femi may know somebody.' },
        { type: 18, label: 'Whom', component: { type: 4, custom_id: 'target@people.contacts', required: true } },
        {
          label: 'Why',
          description: 'Three sentences do',
          component: { type: 4, style: 2, value: 'Because', max_length: 2000 },
        },
        { component: { type: 21, custom_id: 'urgency@one', options: [{}, { value: 'o1', default: true }, {}, {}] } },
        { component: { type: 3, custom_id: 'topics', required: false, min_values: 0, max_values: 12 } },
      ],
    })
  })

  test('with five fields the introduction goes to the first one without a hint', () => {
    const who = { kind: 'person' as const, name: 'who', label: 'Who', initial: 'm-known' }
    const { components } = renderForm({ ...form, fields: [...form.fields, who] }, READER)
    expect(components).toHaveLength(5)
    expect(components[0]).toMatchObject({ label: 'Whom', description: 'Femi may know somebody.' })
    expect(components[4]).toMatchObject({
      component: { type: 5, custom_id: 'who@one', default_values: [{ id: '123456789012345678', type: 'user' }] },
    })
  })

  test('offers what a name may have meant as a menu, and says what was wrong at its field', () => {
    const extras = {
      problems: [{ field: 'target', problem: 'Two people have that name.' }],
      matches: { target: [{ label: 'Ana Diaz', value: 'c1', hint: 'Acme' }] },
    }
    expect(renderForm(form, READER, extras).components[1]).toMatchObject({
      description: '⚠️ Two people have that name.',
      component: {
        type: 3,
        custom_id: 'target@one',
        options: [{ value: 'c1', description: 'Acme' }, { label: 'Somebody or something else…' }],
      },
    })
  })

  test('reads every control back, an empty one as nothing, a name as something to search for', () => {
    expect(
      modalToAnswers([
        { custom_id: 'target@people.contacts', value: ' Ana  Diaz ' },
        { custom_id: 'why', value: 'Because' },
        { custom_id: 'empty', value: '' },
        { custom_id: 'urgency@one', value: 'o1' },
        { custom_id: 'none@one', value: null },
        { custom_id: 'topics', values: ['o2', 'o3'] },
        { custom_id: 'who@one', values: ['123456789012345678'] },
        { custom_id: 'day@date', value: '1.12.2026' },
      ]),
    ).toEqual({
      fields: {
        target: undefined,
        why: 'Because',
        empty: undefined,
        urgency: 'o1',
        none: undefined,
        topics: ['o2', 'o3'],
        who: '123456789012345678',
        day: '2026-12-01',
      },
      searches: [{ field: 'target', search: 'people.contacts', typed: 'Ana Diaz' }],
    })
  })

  test.each([
    ['2026-12-1', '2026-12-01'],
    ['2026/12/01', '2026-12-01'],
    ['1. 12. 2026', '2026-12-01'],
    ['next Tuesday', 'next Tuesday'],
  ])('reads %j as %j', (typed, day) => {
    expect(textToDay(typed)).toBe(day)
  })
})

describe('surfaces.discord.render-home', () => {
  const card = (title: string) => ({ title, body: [{ kind: 'text' as const, text: t`Waiting for you` }] })
  const home = (count: number): Home => ({
    title: 'Your desk',
    sections: [
      { title: 'Done', order: 3, cards: [], empty: t`Nothing yet.` },
      { title: 'To decide', order: 1, count, cards: Array.from({ length: count }, (_, i) => card(`Ask ${i}.`)) },
      { title: 'Left out', order: 2, cards: [] },
    ],
  })

  test('orders the sections, counts them, and teaches with an empty one', () => {
    const words = JSON.stringify(renderHome(home(1), READER))
    expect(words).not.toContain('Left out')
    expect(words.indexOf('To decide (1)')).toBeLessThan(words.indexOf('Nothing yet.'))
    expect(words).not.toContain('Page')
  })

  test('turns pages, shows every card once, and takes a page that is gone for the last one', () => {
    const pages = [1, 2, 3].map((page) => JSON.stringify(renderHome(home(30), READER, page)))
    const shown = pages.flatMap((page) => page.match(/Ask \d+/g) ?? [])
    expect(shown).toHaveLength(30)
    expect(new Set(shown).size).toBe(30)
    expect(pages[0]).toContain('Page 1 of 3')
    expect(pages[0]).toContain('"custom_id":"discord.home:1:2"')
    expect(JSON.stringify(renderHome(home(30), READER, 9))).toBe(pages[2])
    expect(homePageOf('discord.home:1:2')).toBe(2)
    expect(homePageOf('introductions.accept:1:2')).toBeNull()
  })
})
