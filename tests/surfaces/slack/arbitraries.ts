import fc from 'fast-check'
import type { MemberId } from '../../../src/kit/brand.ts'
import type { Reader } from '../../../src/kit/surface.ts'
import type { ActionItem, Block, Button, Card, LinkButton, ListItem, PickOption } from '../../../src/kit/ui/card.ts'
import type { Form, FormField } from '../../../src/kit/ui/form.ts'
import type { Home } from '../../../src/kit/ui/home.ts'
import { type Inline, link, type Text, t, typed } from '../../../src/kit/ui/text.ts'

/** Anything that a card, form or home can hold, in any length: what a domain should never build, a renderer still has to bear. */

export const HOSTILE = [
  '<!channel>',
  '<!here|here>',
  '<@U0VICTIM1>',
  '<#C0GENERAL>',
  '<https://evil.example|click me>',
  '<!subteam^S123>',
  '<!date^1^{date}^https://evil.example|now>',
  '@everyone @here #general',
  'https://evil.example/path',
  '&lt;!channel&gt;',
  '*bold* _it_ ~gone~ `code`\n> quote',
  '```\n<@U0VICTIM1>\n```',
  '\u202Eevil\u202C \u0000\u0007',
  '\uD800 lone',
  '[x](https://evil.example)',
]

const hostile = fc.constantFrom(...HOSTILE)
const words = fc.oneof(
  hostile,
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '&'.repeat(5_000),
    '<'.repeat(3_001),
    'Überprüfungsgespräch '.repeat(300),
    '紹介のお願い'.repeat(700),
    '👩‍👩‍👧‍👦'.repeat(500),
  ),
)
const memberId = fc.constantFrom('m-known' as MemberId, 'm-unknown' as MemberId)
const inline: fc.Arbitrary<Inline> = fc.oneof(
  words.map((text): Inline => ({ kind: 'plain', text })),
  words.map((text): Inline => ({ kind: 'bold', text })),
  words.map((text): Inline => ({ kind: 'code', text })),
  fc.tuple(memberId, words).map(([id, name]): Inline => ({ kind: 'person', memberId: id, name })),
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
    .map((at): Inline => ({ kind: 'time', at: at.toISOString(), style: 'moment' })),
  fc.constant<Inline>({ kind: 'break' }),
)
/** What people wrote, with no link or account of our own in it: nothing in it may come alive. */
export const typedText: fc.Arbitrary<Text> = fc.array(words, { maxLength: 4 }).map((list) => typed(list.join(' ')))
const text: fc.Arbitrary<Text> = fc.oneof(
  typedText,
  fc.array(inline, { maxLength: 6 }).map((parts): Text => ({ kind: 'sentence', parts })),
  fc.webUrl().map((url) => t`See ${link(url, 'the page')} of ${'x'.repeat(2_990)}`),
)

export interface Parts {
  readonly text: fc.Arbitrary<Text>
  readonly pressable: boolean
}

const token = fc.constantFrom('introductions.accept:1:~abc', 'introductions.decline:1:~abc')
const button: fc.Arbitrary<Button> = fc
  .record({
    kind: fc.constant('button' as const),
    label: words,
    token,
    style: fc.constantFrom('primary' as const, 'plain' as const, 'danger' as const),
  })
  .chain((plain) =>
    fc
      .option(fc.record({ title: words, text: words, yes: words, no: words }))
      .map((confirm) => (confirm ? { ...plain, confirm } : plain)),
  )
const linkButton: fc.Arbitrary<LinkButton> = fc.record({
  kind: fc.constant('link' as const),
  label: words,
  href: fc.oneof(fc.webUrl(), fc.constant(`https://example.com/${'x'.repeat(4_000)}`)),
})
const option: fc.Arbitrary<PickOption> = fc
  .tuple(words, fc.string({ maxLength: 90 }), words)
  .map(([label, value, hint]) => ({ label, value, hint }))
const actionItem: fc.Arbitrary<ActionItem> = fc.oneof(
  button,
  linkButton,
  fc.record({
    kind: fc.constant('pick' as const),
    placeholder: words,
    token,
    options: fc.array(option, { maxLength: 130 }),
  }),
)

export function arbitraryCard(parts: Parts = { text, pressable: true }): fc.Arbitrary<Card> {
  const listItem: fc.Arbitrary<ListItem> = fc
    .record({
      title: words,
      text: parts.text,
      word: words,
      actions: fc.array(fc.oneof(button, linkButton), { maxLength: parts.pressable ? 3 : 0 }),
    })
    .map(({ word, ...item }) => ({ ...item, status: { word, tone: 'good' } }))
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({
      kind: fc.constant('text' as const),
      text: parts.text,
      style: fc.constantFrom('body' as const, 'quote' as const, 'small' as const),
    }),
    fc.record({ kind: fc.constant('text' as const), text: parts.text, markdown: words }),
    fc.record({
      kind: fc.constant('text' as const),
      text: parts.text,
      style: fc.constant('quote' as const),
      more: button,
    }),
    fc.record({
      kind: fc.constant('fields' as const),
      fields: fc.array(fc.record({ label: words, value: parts.text }), { maxLength: 25 }),
    }),
    fc.record({ kind: fc.constant('list' as const), items: fc.array(listItem, { maxLength: 30 }), more: button }),
    fc.record({
      kind: fc.constant('table' as const),
      caption: words,
      columns: fc.array(words, { maxLength: 25 }),
      rows: fc.array(fc.array(words, { maxLength: 25 }), { maxLength: 130 }),
    }),
    fc.record({ kind: fc.constant('chart' as const), chart: chart() }),
    fc.record({ kind: fc.constant('image' as const), url: fc.oneof(fc.webUrl(), words), alt: words, title: words }),
    fc.constant<Block>({ kind: 'divider' }),
    ...(parts.pressable
      ? [fc.record({ kind: fc.constant('actions' as const), items: fc.array(actionItem, { maxLength: 30 }) })]
      : []),
  )
  const body = fc.oneof(fc.array(block, { maxLength: 6 }), fc.array(block, { minLength: 20, maxLength: 40 }))
  return fc
    .record({ title: words, reference: words, word: words, body, footer: parts.text })
    .map(({ word, ...card }) => ({ ...card, status: { word, tone: 'open' as const } }))
}

function chart() {
  return fc.record({
    kind: fc.constantFrom('bar' as const, 'line' as const),
    title: words,
    finding: words,
    categories: fc.array(words, { maxLength: 30 }),
    series: fc.array(fc.record({ name: words, values: fc.array(fc.double(), { maxLength: 30 }) }), { maxLength: 9 }),
  })
}

const FIELD_KINDS = ['line', 'paragraph', 'pickOne', 'pickMany', 'person', 'search', 'date', 'number'] as const

export const arbitraryForm: fc.Arbitrary<Form> = fc
  .record({
    title: words,
    intro: text,
    submit: words,
    fields: fc.array(
      fc.tuple(
        fc.constantFrom(...FIELD_KINDS),
        words,
        fc.array(option, { minLength: 1, maxLength: 130 }),
        fc.boolean(),
      ),
      { maxLength: 5 },
    ),
  })
  .map(({ fields, ...form }) => ({
    ...form,
    token: 'introductions.ask:1:',
    fields: fields.map(([kind, label, options, required], index) =>
      toField(kind, { name: `f${index}`, label, hint: label, required }, [{ label: 'One', value: 'one' }, ...options]),
    ),
  }))

function toField(
  kind: (typeof FIELD_KINDS)[number],
  base: { name: string; label: string; hint: string; required: boolean },
  options: readonly PickOption[],
): FormField {
  switch (kind) {
    case 'line':
    case 'paragraph':
      return { ...base, kind, initial: base.label, placeholder: base.label, maxLength: 9_000 }
    case 'pickOne':
      return { ...base, kind, options, initial: options[1]?.value ?? '' }
    case 'pickMany':
      return { ...base, kind, options, initial: options.slice(1, 4).map((one) => one.value) }
    case 'person':
      return { ...base, kind, initial: 'm-known' }
    case 'search':
      return {
        ...base,
        kind,
        search: 'introductions.contacts',
        initial: { label: base.label, value: 'c1' },
        placeholder: base.label,
      }
    case 'date':
      return { ...base, kind, initial: '2026-12-01' }
    case 'number':
      return { ...base, kind, initial: 3, min: 1, max: 9 }
  }
}

export const arbitraryHome: fc.Arbitrary<Home> = fc.record({
  title: words,
  sections: fc.array(
    fc.record({
      title: words,
      order: fc.integer(),
      count: fc.nat(),
      cards: fc.array(arbitraryCard(), { maxLength: 12 }),
      empty: text,
    }),
    { maxLength: 8 },
  ),
})

export const READER: Reader = {
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
  mentions: new Map([['m-known' as MemberId, 'U0KNOWN']]),
}
