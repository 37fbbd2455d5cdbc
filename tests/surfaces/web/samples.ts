import { memberId } from '../../../src/kit/brand.ts'
import type { Page } from '../../../src/kit/page.ts'
import type { Card } from '../../../src/kit/ui/card.ts'
import { actions, divider, fields, list, prose, quote, text } from '../../../src/kit/ui/card.ts'
import type { Form } from '../../../src/kit/ui/form.ts'
import type { Home } from '../../../src/kit/ui/home.ts'
import { bold, code, lineBreak, link, person, t, time, typed } from '../../../src/kit/ui/text.ts'
import type { WebReader } from '../../../src/surfaces/web/render-text.ts'

export const NOON = new Date('2026-11-24T11:00:00Z')
export const MARIA = memberId('0193a000-0000-7000-8000-000000000001')

export const reader: WebReader = { timeZone: 'Europe/Berlin', locale: 'en', now: NOON, memberId: MARIA }

/** A card with every word of the interface in it; `words` is whatever somebody typed. */
export function everyBlock(words: string): Card {
  return {
    title: `Meet ${words}`,
    status: { word: 'Waiting for you', tone: 'open' },
    reference: 'R-142',
    body: [
      text(
        t`${person(MARIA, words)} ${bold(words)} ${code(words)} ${link('https://example.org/a', words)}${lineBreak}${time(new Date('2026-11-25T15:20:00Z'))}`,
      ),
      text(t`${words}`, 'small'),
      prose(typed(words), words),
      quote(typed(words)),
      fields([
        { label: 'Why', value: t`${words}` },
        { label: 'When', value: t`${time(NOON, 'relative')}` },
      ]),
      divider,
      list([
        {
          title: words,
          text: t`${words}`,
          status: { word: 'Done', tone: 'good' },
          actions: [{ kind: 'button', label: 'Open it', token: 'sample.open:1:a', style: 'plain' }],
        },
      ]),
      { kind: 'table', caption: words, columns: ['Month', words], rows: [['October', words]] },
      {
        kind: 'chart',
        chart: {
          kind: 'bar',
          title: words,
          finding: `October was the best month, says ${words}`,
          categories: ['September', words],
          series: [
            { name: 'Asked', values: [4, 9] },
            { name: words, values: [2, 5] },
          ],
        },
      },
      { kind: 'image', url: 'https://example.org/map.png', alt: words },
      actions(
        { kind: 'button', label: 'Accept', token: 'sample.accept:1:a', style: 'primary' },
        {
          kind: 'button',
          label: 'Withdraw',
          token: 'sample.withdraw:1:a',
          style: 'danger',
          confirm: { title: 'Withdraw it?', text: words, yes: 'Withdraw it', no: 'Keep it' },
        },
        { kind: 'link', label: 'Read on', href: 'https://example.org/more' },
        {
          kind: 'pick',
          placeholder: 'More answers',
          token: 'sample.more:1:a',
          options: [{ label: words.slice(0, 60), value: 'later', hint: 'in a week' }],
        },
      ),
    ],
    footer: t`${words}`,
  }
}

export function everyField(words: string): Form {
  return {
    title: 'Every field',
    intro: t`${words}`,
    submit: 'Keep it',
    token: 'sample.form:1:a',
    fields: [
      { kind: 'line', name: 'line', label: 'A line', initial: words, required: true, hint: words },
      { kind: 'paragraph', name: 'paragraph', label: 'A paragraph', initial: words, maxLength: 2000 },
      {
        kind: 'pickOne',
        name: 'one',
        label: 'One of some',
        options: [
          { label: words, value: 'a' },
          { label: 'B', value: 'b' },
        ],
        initial: 'b',
      },
      {
        kind: 'pickMany',
        name: 'many',
        label: 'Some of some',
        options: [{ label: words, value: 'a', hint: words }],
        initial: ['a'],
      },
      { kind: 'person', name: 'person', label: 'A person' },
      { kind: 'search', name: 'search', label: 'Something to find', search: 'sample.search', placeholder: words },
      { kind: 'date', name: 'date', label: 'A day', initial: '2026-12-01' },
      { kind: 'number', name: 'number', label: 'A number', min: 1, max: 5, initial: 3 },
    ],
  }
}

export const home = (words: string): Home => ({
  title: words,
  sections: [
    { title: 'Done', order: 2, cards: [], empty: t`Nothing yet.` },
    { title: 'To decide', order: 1, count: 1, cards: [{ title: words, body: [text(t`${words}`)] }] },
  ],
})

export const letter = (words: string): Page => ({
  title: words,
  body: [text(t`${words}`), quote(typed(words))],
  fields: [{ kind: 'paragraph', name: 'word', label: 'A word to them', initial: words }],
  choices: [
    { value: 'yes', label: 'Yes, introduce us', style: 'primary' },
    { value: 'never', label: 'Never contact me', style: 'danger' },
  ],
  footer: t`${words}`,
})

/** What people paste, on purpose or not. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea></title></style><svg onload=alert(1)>',
  '&lt;b&gt; &amp; &#60;i&#62;',
  'javascript:alert(1)',
  '<!channel> @everyone <@U123> [x](javascript:alert(1))',
  '\u202Egnp.exe\u202C \u0000\u0007 \u{1F469}\u200D\u{1F680}',
  '{{7*7}} <%= 7*7 %>',
  'ا'.repeat(300),
  'x'.repeat(100_000),
]
