import { describe, expect, test } from 'vitest'
import type { MemberId } from '../../../src/kit/brand.ts'
import type { Block, Button, Card } from '../../../src/kit/ui/card.ts'
import { code, link, person, t, time, typed } from '../../../src/kit/ui/text.ts'
import { NATIVE } from '../../../src/surfaces/slack/native.ts'
import { renderCard } from '../../../src/surfaces/slack/render-card.ts'
import { READER } from './arbitraries.ts'

const accept: Button = { kind: 'button', label: 'Accept', token: 'introductions.accept:1:~a', style: 'primary' }
const decline: Button = { kind: 'button', label: 'Decline…', token: 'introductions.decline:1:~a', style: 'plain' }

function draw(...body: readonly Block[]) {
  return renderCard({ title: 'Maria asks to meet Ben', body }, READER).blocks.slice(1)
}

describe('surfaces.slack.render-card', () => {
  test('says title, state and reference in words, on the card and in the notification', () => {
    const card: Card = {
      title: 'Maria asks to meet Ben',
      status: { word: 'Accepted', tone: 'good' },
      reference: 'R-142',
      body: [{ kind: 'text', text: t`Femi & you <will> hear` }],
    }
    const { text, blocks } = renderCard(card, READER)
    expect(blocks.slice(0, 2)).toEqual([
      { type: 'header', text: { type: 'plain_text', text: 'Maria asks to meet Ben' } },
      { type: 'context', elements: [{ type: 'plain_text', text: '✅ Accepted · R-142' }] },
    ])
    expect(text).toBe('Maria asks to meet Ben · Accepted · R-142\nFemi &amp; you &lt;will&gt; hear')
  })

  test('mentions only people with a known account, and prints times for each reader', () => {
    const at = new Date('2026-11-24T09:20:00Z')
    const [block] = draw({
      kind: 'text',
      text: t`${person('m-known' as MemberId, 'Ana')}, ${person('m-unknown' as MemberId, 'Ben')} by ${time(at)}`,
    })
    expect(block).toMatchObject({
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'user', user_id: 'U0KNOWN' },
            { type: 'text', text: ', ' },
            { type: 'text', text: 'Ben', style: { bold: true } },
            { type: 'text', text: ' by ' },
            { type: 'date', timestamp: 1795512000, fallback: 'Tue 24 Nov, 10:20' },
          ],
        },
      ],
    })
  })

  test('prints fields as mrkdwn that nothing typed can break out of', () => {
    const at = new Date('2026-11-24T09:20:00Z')
    const [block] = draw({
      kind: 'fields',
      fields: [
        { label: 'Answer by', value: t`${time(at, 'date')} & <now>` },
        { label: 'Their words', value: typed('*so* <!channel>') },
        { label: 'Page', value: t`${link('https://a.example/?q=1|2', 'a|b')} ${code('x')}` },
      ],
    })
    expect(block).toEqual({
      type: 'section',
      fields: [
        {
          type: 'mrkdwn',
          text: '*Answer by*\n<!date^1795512000^{date_short_pretty}|Tue 24 Nov> &amp; &lt;now&gt;',
          verbatim: true,
        },
        { type: 'plain_text', text: 'Their words\n*so* <!channel>' },
        { type: 'mrkdwn', text: '*Page*\n<https://a.example/?q=1%7C2|a b> `x`', verbatim: true },
      ],
    })
  })

  test('shows a long quote short, with the button that opens the rest', () => {
    const more: Button = { kind: 'button', label: 'Show more', token: 'introductions.read:1:~a', style: 'plain' }
    const long = draw({ kind: 'text', text: typed('word '.repeat(300)), style: 'quote', more })
    expect(long).toMatchObject([
      { type: 'rich_text', elements: [{ type: 'rich_text_quote' }] },
      { type: 'actions', elements: [{ action_id: 'introductions.read:1:~a' }] },
    ])
    expect(JSON.stringify(long)).toContain('…')
    expect(draw({ kind: 'text', text: typed('short'), style: 'quote', more })).toHaveLength(1)
  })

  test('gives a bulleted list to read, and sections with buttons to press', () => {
    expect(draw({ kind: 'list', items: [{ title: 'One', text: t`first` }, { title: 'Two' }] })).toMatchObject([
      { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements: [{}, {}] }] },
    ])
    const pressable = draw({
      kind: 'list',
      items: [
        { title: 'One', actions: [accept] },
        { title: 'Two', actions: [accept, decline] },
      ],
    })
    expect(pressable).toMatchObject([
      { type: 'section', accessory: { type: 'button', action_id: 'introductions.accept:1:~a' } },
      { type: 'section' },
      { type: 'actions', elements: [{ action_id: 'introductions.accept:1:~a#2' }, {}] },
    ])
  })

  test('says how many items of a long list are not shown', () => {
    const items = Array.from({ length: 14 }, (_, i) => ({ title: `Item ${i}` }))
    expect(draw({ kind: 'list', items }).at(-1)).toMatchObject({ elements: [{ text: 'and 4 more' }] })
  })

  test('draws tables and charts natively, numbers as numbers, the finding in words', () => {
    const table: Block = { kind: 'table', caption: 'Points', columns: ['Who', 'Points'], rows: [['Ana', '42']] }
    const chart: Block = {
      kind: 'chart',
      chart: {
        kind: 'bar',
        title: 'Introductions',
        finding: 'Twice as many in May as in April.',
        categories: ['April', 'May'],
        series: [{ name: 'Made', values: [4, 8] }],
      },
    }
    expect(draw(table, chart)).toMatchObject([
      {
        type: 'data_table',
        caption: 'Points',
        rows: [
          [{ type: 'raw_text', text: 'Who' }, { text: 'Points' }],
          [{ text: 'Ana' }, { type: 'raw_number', value: 42, text: '42' }],
        ],
      },
      {
        type: 'data_visualization',
        chart: {
          type: 'bar',
          series: [
            {
              name: 'Made',
              data: [
                { label: 'April', value: 4 },
                { label: 'May', value: 8 },
              ],
            },
          ],
          axis_config: { categories: ['April', 'May'] },
        },
      },
      { type: 'context', elements: [{ text: 'Twice as many in May as in April.' }] },
    ])
    const plain = renderCard({ title: 'x', body: [table, chart] }, READER, { without: new Set(NATIVE) })
    expect(plain.blocks.map((block) => block.type)).toEqual(['header', 'rich_text', 'rich_text', 'context'])
    expect(JSON.stringify(plain.blocks)).toContain('Points: 42')
  })

  test('keeps one primary button, opens links, confirms what cannot be taken back', () => {
    const confirm = { title: 'Withdraw R-142?', text: 'Femi will be told.', yes: 'Withdraw', no: 'Keep it' }
    const blocks = draw({
      kind: 'actions',
      items: [
        accept,
        { ...accept, label: 'Accept too' },
        { ...decline, style: 'danger', confirm },
        { kind: 'link', label: 'Open', href: 'https://example.com' },
        { kind: 'pick', placeholder: 'When', token: 'people.snooze:1:', options: [{ label: 'A day', value: '1d' }] },
      ],
    })
    expect(blocks).toMatchObject([
      {
        type: 'actions',
        elements: [
          { style: 'primary', action_id: 'introductions.accept:1:~a' },
          { action_id: 'introductions.accept:1:~a#2' },
          { style: 'danger', confirm: { title: { text: 'Withdraw R-142?' }, style: 'danger' } },
          { action_id: 'link', url: 'https://example.com' },
          { type: 'static_select', action_id: 'people.snooze:1:', options: [{ value: '1d' }] },
        ],
      },
    ])
    expect(JSON.stringify(blocks).match(/"primary"/g)).toHaveLength(1)
  })

  test('shows pictures with their finding, and a picture without an address as words', () => {
    expect(draw({ kind: 'image', url: 'https://a.example/x.png', alt: 'Ana leads' })).toEqual([
      { type: 'image', image_url: 'https://a.example/x.png', alt_text: 'Ana leads' },
    ])
    expect(draw({ kind: 'image', url: 'about:blank', alt: 'Ana leads' })).toMatchObject([{ type: 'context' }])
    expect(draw({ kind: 'divider' })).toEqual([{ type: 'divider' }])
  })

  test('draws a map in letters of one width, says what the marks mean, and what it shows', () => {
    const blocks = draw({
      kind: 'map',
      map: {
        title: 'Partners by state',
        finding: 'There are partners in Minnesota.',
        levels: [
          { name: 'Available', look: 'full' },
          { name: 'Announced', look: 'ring' },
          { name: 'Everywhere else', look: 'faint' },
        ],
        tiles: [
          { label: 'MN', column: 1, row: 0, level: 0 },
          { label: 'CA', column: 0, row: 1, level: 1 },
          { label: 'TX', column: 2, row: 1, level: 2 },
        ],
      },
    })
    expect(blocks).toMatchObject([
      { elements: [{ type: 'rich_text_preformatted', elements: [{ text: '   ●MN\n○CA    TX' }] }] },
      { elements: [{ text: '●: Available · ○: Announced · no mark: Everywhere else' }] },
      { elements: [{ text: 'There are partners in Minnesota.' }] },
    ])
  })
})
