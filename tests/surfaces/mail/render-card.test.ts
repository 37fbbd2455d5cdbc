import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { memberId } from '../../../src/kit/brand.ts'
import { action } from '../../../src/kit/contracts.ts'
import type { Card } from '../../../src/kit/ui/card.ts'
import { actions, button, divider, fields, linkButton, list, pick, quote, text } from '../../../src/kit/ui/card.ts'
import { bold, code, lineBreak, link, person, t, time, typed } from '../../../src/kit/ui/text.ts'
import { renderMail } from '../../../src/surfaces/mail/render-card.ts'

const reader = { timeZone: 'Europe/Berlin', locale: 'en', mentions: new Map() }
const accept = action({ name: 'intro.accept', values: z.object({}), answers: 'update' })
const at = new Date('2026-11-24T09:20:00Z')

const everything: Card = {
  title: 'Maria Rossi would like to meet you',
  status: { word: 'Waiting for you', tone: 'waiting' },
  reference: 'R-142',
  body: [
    text(
      t`Hello ${bold('Femi')}, ${person(memberId('m1'), 'Kenji Tanaka')} asks until ${time(at, 'relative')}.${lineBreak}See ${link('https://example.org/a?b=1&c=2', 'the page')} or ${code('R-142')}.`,
    ),
    quote(typed('I build a bakery.\nDo you know ovens?')),
    text(t`Nobody else sees this.`, 'small'),
    fields([{ label: 'Answer by', value: t`${time(at, 'date')}` }]),
    list([
      {
        title: 'Office hour',
        text: t`every ${time(at, 'time')}`,
        status: { word: 'Open', tone: 'open' },
        actions: [linkButton('Book', 'https://example.org/book')],
      },
    ]),
    { kind: 'table', caption: 'Coverage', columns: ['State', 'Partners'], rows: [['Texas', '3']] },
    {
      kind: 'chart',
      chart: {
        kind: 'bar',
        title: 'Asks',
        finding: 'Asks doubled.',
        categories: ['Oct', 'Nov'],
        series: [{ name: 'Asks', values: [4, 8] }],
      },
    },
    { kind: 'image', url: 'https://example.org/p.png', alt: 'The team at the fair' },
    divider,
    actions(linkButton('Yes, introduce us', 'https://example.org/l/abc.def'), button('Accept', accept, {})),
  ],
  footer: t`You get this mail because Kenji knows you.`,
}

describe('a card as a mail', () => {
  it('reads as text', () => {
    expect(renderMail(everything, reader).text).toBe(`Maria Rossi would like to meet you
Waiting for you · R-142

Hello Femi, Kenji Tanaka asks until Tue, 24 Nov 2026, 10:20 CET.
See the page (https://example.org/a?b=1&c=2) or R-142.

> I build a bakery.
> Do you know ovens?

Nobody else sees this.

Answer by: Tue, 24 Nov 2026

- Office hour · Open
  every 10:20 CET
  Book:
  https://example.org/book

Coverage
- State: Texas · Partners: 3

Asks doubled.

Asks
- Oct · Asks: 4
- Nov · Asks: 8

Picture: The team at the fair
https://example.org/p.png

* * *

Yes, introduce us:
https://example.org/l/abc.def

The rest of this can be done in the chat.

-- 
You get this mail because Kenji knows you.
`)
  })

  it('has everything of the text in its HTML, without layout tables, style sheets or anything to load', () => {
    const { html } = renderMail(everything, reader)
    for (const words of [
      'Kenji Tanaka',
      '24 Nov 2026',
      'Do you know ovens?',
      'Office hour',
      'State: Texas',
      'Asks doubled.',
      'The team at the fair',
      'The rest of this',
      'because Kenji',
    ]) {
      expect(html).toContain(words)
    }
    expect(html).toContain('<html lang="en">')
    expect(html).toContain('<h1')
    expect(html).toContain('<time datetime="2026-11-24T09:20:00.000Z">')
    expect(html).toContain('href="https://example.org/l/abc.def"')
    expect(html).not.toMatch(/<table|<style|<img|<script|<link\b|src=|url\(/)
    expect(html).not.toContain('intro.accept')
  })

  it('says nothing of the chat where links do it all', () => {
    const { text: plain } = renderMail(
      { title: 'Hello', body: [actions(linkButton('Yes', 'https://example.org'))] },
      reader,
    )
    expect(plain).not.toContain('chat')
  })

  it('keeps what people typed as text', () => {
    const hostile = `<img src=x onerror=alert(1)>&"'</title><script>\u202Ereversed\u0000`
    const card: Card = {
      title: hostile,
      status: { word: hostile, tone: 'bad' },
      body: [
        quote(typed(hostile)),
        fields([{ label: hostile, value: t`${hostile}` }]),
        list([{ title: hostile, actions: [linkButton(hostile, 'https://example.org/"><script>')] }]),
        { kind: 'table', caption: hostile, columns: [hostile], rows: [[hostile]] },
        actions(pick(hostile, accept, {}, [])),
      ],
    }
    const { html, text: plain } = renderMail(card, reader)
    expect(html).not.toMatch(/<img|<script|\u202E/)
    expect(html + plain).not.toContain('\u0000')
    expect(html.match(/<\/title>/g)).toHaveLength(1)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;')
    expect(plain).not.toContain('\u202E')
  })

  it('keeps the subject to one line of bearable length, reference included', () => {
    const { subject } = renderMail({ title: `A\r\nB ${'very long '.repeat(40)}`, reference: 'R-142', body: [] }, reader)
    expect(subject).toMatch(/^A B .*… \(R-142\)$/)
    expect(subject.length).toBeLessThanOrEqual(150)
  })

  it('prints times in the reader’s zone and language, and bears a locale that nobody knows', () => {
    const card: Card = { title: 'Hi', body: [text(t`${time(at)}`)] }
    expect(renderMail(card, { ...reader, timeZone: 'America/Chicago', locale: 'de' }).text).toContain('24. Nov. 2026')
    expect(renderMail(card, { ...reader, timeZone: 'UTC', locale: 'x-nonsense_1' }).text).toContain('09:20 UTC')
  })

  it('lets right-to-left words set their own direction', () => {
    expect(renderMail({ title: 'مرحبا', body: [text(t`كيف حالك`)] }, reader).html).toContain('<h1 dir="auto"')
  })
})
