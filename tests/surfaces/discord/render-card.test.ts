import { describe, expect, test } from 'vitest'
import type { MemberId } from '../../../src/kit/brand.ts'
import type { Block, Button, Card } from '../../../src/kit/ui/card.ts'
import { bold, code, link, person, t, time, typed } from '../../../src/kit/ui/text.ts'
import { customIdToToken } from '../../../src/surfaces/discord/render-actions.ts'
import { confirmOf, renderCard } from '../../../src/surfaces/discord/render-card.ts'
import { textToMarkdown } from '../../../src/surfaces/discord/render-text.ts'
import { ANA, READER } from './readers.ts'

const accept: Button = { kind: 'button', label: 'Accept', token: 'introductions.accept:1:~a', style: 'primary' }
const decline: Button = { kind: 'button', label: 'Decline…', token: 'introductions.decline:1:~a', style: 'plain' }
const text = (content: string) => ({ type: 10, content })

/** What is in the container below the head. */
function draw(...body: readonly Block[]) {
  const [container] = renderCard({ title: 'Maria asks to meet Ben', body }, READER).components
  return container && 'components' in container ? container.components.slice(1) : []
}

describe('surfaces.discord.render-text', () => {
  test.each([
    ['*so* _it_ ~~is~~ ||here||', '\\*so\\* \\_it\\_ \\~\\~is\\~\\~ \\|\\|here\\|\\|'],
    ['# heading\n- item\n> quote\n1. first', '\\# heading\n\\- item\n\\> quote\n1\\. first'],
    ['-# small print', '\\-# small print'],
    ['[click](https://evil.example)', '\\[click\\](https\\://evil.example)'],
    ['<@123456789012345678> <#1> <t:0:R>', '\\<\\@123456789012345678\\> \\<\\#1\\> \\<t:0:R\\>'],
    ['@everyone and @Here', '@\u200Beveryone and @\u200BHere'],
    ['a \u202Eevil\u202C b', 'a evil b'],
    ['5 - 3, C# and a+b stay', '5 - 3, C# and a+b stay'],
  ])('shows %j as it was typed', (words, markdown) => {
    expect(textToMarkdown(typed(words), READER)).toBe(markdown)
  })

  test('mentions only people with a known account, and lets Discord print times for each reader', () => {
    const at = new Date('2026-11-24T09:20:00Z')
    const words = t`${person(ANA, 'Ana')}, ${person('m-unknown' as MemberId, 'Ben_')} by ${time(at)}, ${time(at, 'relative')}`
    expect(textToMarkdown(words, READER)).toBe(
      '<@123456789012345678>, **Ben\\_** by <t:1795512000:f>, <t:1795512000:R>',
    )
  })

  test('keeps bold, code and links apart from what is in them', () => {
    const words = t`${bold('a*b')} ${code('x`y')} ${link('https://a.example/?q=(1)_2', 'the [page]')} ${link('https://a.example/', 'https://b.example/')}`
    expect(textToMarkdown(words, READER)).toBe(
      '**a\\*b** `xˋy` [the \\[page\\]](<https://a.example/?q=%281%29%5F2>) <https://a.example/>',
    )
  })
})

describe('surfaces.discord.render-card', () => {
  test('says title, state and reference in words, and the state as a colour too', () => {
    const card: Card = {
      title: 'Maria asks to meet Ben',
      status: { word: 'Accepted', tone: 'good' },
      reference: 'R-142',
      body: [{ kind: 'text', text: t`Femi was asked` }],
      footer: t`You can stop this`,
    }
    expect(renderCard(card, READER)).toEqual({
      flags: 1 << 15,
      allowed_mentions: { parse: [] },
      components: [
        {
          type: 17,
          accent_color: 0x23a55a,
          components: [
            text('### Maria asks to meet Ben\n✅ **Accepted** · R-142'),
            text('Femi was asked'),
            text('-# You can stop this'),
          ],
        },
      ],
    })
  })

  test('quotes line by line, and shows a long quote short with the button that opens the rest', () => {
    const more: Button = { kind: 'button', label: 'Show more', token: 'introductions.read:1:~a', style: 'plain' }
    expect(draw({ kind: 'text', text: typed('one\ntwo'), style: 'quote' })).toEqual([text('> one\n> two')])
    expect(draw({ kind: 'text', text: typed('short'), style: 'quote', more })).toEqual([text('> short')])
    expect(draw({ kind: 'text', text: typed('word '.repeat(300)), style: 'quote', more })).toMatchObject([
      { type: 9, components: [{ content: expect.stringMatching(/^> word .*…$/) }], accessory: { label: 'Show more' } },
    ])
  })

  test('puts short values beside their label and long ones under it', () => {
    const fields = [
      { label: 'Answer by', value: t`${time(new Date('2026-11-24T09:20:00Z'), 'date')}` },
      { label: 'Their words', value: typed('one\ntwo') },
      { label: 'Nothing', value: t`` },
    ]
    expect(draw({ kind: 'fields', fields })).toEqual([
      text('**Answer by** · <t:1795512000:D>\n**Their words**\none\ntwo\n**Nothing** · –'),
    ])
  })

  test('gives a bulleted list to read, and sections with buttons to press', () => {
    expect(draw({ kind: 'list', items: [{ title: 'One', text: t`first` }, { title: 'Two' }] })).toEqual([
      text('- **One**\n  first\n- **Two**'),
    ])
    const pressable = draw({
      kind: 'list',
      items: [
        { title: 'One', actions: [accept] },
        { title: 'Two', actions: [accept, decline] },
      ],
    })
    expect(pressable).toMatchObject([
      { type: 9, accessory: { custom_id: 'introductions.accept:1:~a' } },
      { type: 10 },
      { type: 1, components: [{ custom_id: 'introductions.accept:1:~a#2' }, {}] },
    ])
    expect(customIdToToken('introductions.accept:1:~a#2')).toEqual({
      token: 'introductions.accept:1:~a',
      asksFirst: false,
    })
  })

  test('says how many items of a long list are not shown', () => {
    const items = Array.from({ length: 14 }, (_, i) => ({ title: `Item ${i}` }))
    expect(draw({ kind: 'list', items }).at(-1)).toEqual(text('-# and 4 more'))
  })

  test('aligns a table that fits a phone and lists one that does not', () => {
    const narrow: Block = {
      kind: 'table',
      caption: 'Points',
      columns: ['Who', 'Points'],
      rows: [
        ['Ana', '42'],
        ['美佐子', '7'],
      ],
    }
    expect(draw(narrow)).toEqual([text('**Points**\n```\nWho     Points\nAna         42\n美佐子       7\n```')])
    const wide = {
      ...narrow,
      columns: ['Who', 'What they did about it', 'And when they did it'],
      rows: [['Ana', 'x', '']],
    }
    expect(draw(wide)).toEqual([text('**Points**\n- **Ana** What they did about it: x · And when they did it: –')])
  })

  test('tells a chart in words first, then in numbers', () => {
    const chart = {
      kind: 'bar' as const,
      title: 'Introductions',
      finding: 'Twice as many in May as in April.',
      categories: ['April', 'May'],
      series: [{ name: 'Made', values: [4, 8] }],
    }
    expect(draw({ kind: 'chart', chart })).toEqual([
      text('**Introductions**\nTwice as many in May as in April.\n```\nApril ██████ 4\nMay   ████████████ 8\n```'),
    ])
    const two = { ...chart, series: [...chart.series, { name: 'Asked', values: [9, 11] }] }
    expect(draw({ kind: 'chart', chart: two })).toEqual([
      text(
        '**Introductions**\nTwice as many in May as in April.\n```\n       Made  Asked\nApril     4      9\nMay       8     11\n```',
      ),
    ])
  })

  test('marks what has to be asked first, keeps rows of five, gives menus a row of their own', () => {
    const confirm = { title: 'Withdraw R-142?', text: 'Femi will be told.', yes: 'Withdraw', no: 'Keep it' }
    const withdraw: Button = {
      kind: 'button',
      label: 'Withdraw',
      token: 'introductions.withdraw:1:~a',
      style: 'danger',
      confirm,
    }
    const items = [
      ...Array.from({ length: 4 }, () => accept),
      withdraw,
      { kind: 'link' as const, label: 'Open', href: 'https://example.com' },
      {
        kind: 'pick' as const,
        placeholder: 'When',
        token: 'people.snooze:1:',
        options: [{ label: 'A day', value: '1d' }],
      },
    ]
    const card: Card = { title: 'x', body: [{ kind: 'actions', items }] }
    expect(draw(...card.body)).toMatchObject([
      { type: 1, components: [{ style: 1 }, {}, {}, {}, { style: 4, custom_id: 'introductions.withdraw?1:~a' }] },
      { type: 1, components: [{ style: 5, url: 'https://example.com' }] },
      { type: 1, components: [{ type: 3, custom_id: 'people.snooze:1:', options: [{ value: '1d' }] }] },
    ])
    expect(customIdToToken('introductions.withdraw?1:~a')).toEqual({ token: withdraw.token, asksFirst: true })
    expect(confirmOf(card, withdraw.token)).toEqual(confirm)
    expect(confirmOf(card, accept.token)).toBeNull()
  })

  test('keeps what can be pressed when a card is too big, and says that not all is shown', () => {
    const blocks = Array.from(
      { length: 30 },
      (_, i): Block => ({ kind: 'text', text: typed(`${i} ${'word '.repeat(80)}`) }),
    )
    const drawn = JSON.stringify(draw(...blocks, { kind: 'actions', items: [accept, decline] }))
    expect(drawn).toContain('introductions.accept:1:~a')
    expect(drawn).toContain('only a part of it is here')
  })

  test('shows pictures with their finding, and a picture without an address as words', () => {
    expect(draw({ kind: 'image', url: 'https://a.example/x.png', alt: 'Ana leads' })).toEqual([
      { type: 12, items: [{ media: { url: 'https://a.example/x.png' }, description: 'Ana leads' }] },
    ])
    expect(draw({ kind: 'image', url: 'about:blank', alt: 'Ana leads' })).toEqual([text('-# Ana leads')])
    expect(draw({ kind: 'divider' })).toEqual([{ type: 14 }])
  })
})
