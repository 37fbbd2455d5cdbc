import { describe, expect, test } from 'vitest'
import { text } from '../../../src/kit/ui/card.ts'
import { t, time, typed } from '../../../src/kit/ui/text.ts'
import { durationInWords, printTime } from '../../../src/surfaces/web/print-time.ts'
import { renderCarrier } from '../../../src/surfaces/web/render-actions.ts'
import { renderCard } from '../../../src/surfaces/web/render-card.ts'
import { renderForm } from '../../../src/surfaces/web/render-form.ts'
import { renderHome } from '../../../src/surfaces/web/render-home.ts'
import { renderPage } from '../../../src/surfaces/web/render-page.ts'
import { renderText } from '../../../src/surfaces/web/render-text.ts'
import { everyBlock, everyField, HOSTILE, home, letter, NOON, reader } from './samples.ts'

const post = { action: '/playground/act', form: 'f', hidden: { _person: 'maria' } }

describe('web.render', () => {
  test.each(HOSTILE)('lets no typed text become markup: %.40s', (words) => {
    const pieces = [
      renderCard(everyBlock(words), { id: 'c', reader, post }),
      renderForm(everyField(words), {
        id: 'f',
        reader,
        post,
        typed: { line: words, paragraph: words },
        problems: [{ field: 'line', problem: words }],
      }),
      renderHome(home(words), { id: 'h', reader, post }),
      renderPage(letter(words), 'p{}', { reader, action: '/l/token' }),
    ]
    for (const piece of pieces) {
      expect(tagsIn(piece.toString())).not.toContain('script')
      expect(attributesIn(piece.toString()).filter((name) => /^on/i.test(name))).toEqual([])
      expect(piece.toString()).not.toMatch(/href="(?!https?:|mailto:|\/|about:blank)/)
    }
  })

  test('prints times in the reader’s zone and language, exact for machines', () => {
    const html = renderText(t`${time(new Date('2026-11-25T15:20:00Z'))}`, reader).toString()
    expect(html).toContain('datetime="2026-11-25T15:20:00.000Z"')
    expect(html).toContain('>Wed 25 Nov, 16:20</time>')
    expect(printTime(NOON, 'moment', { ...reader, timeZone: 'America/New_York', locale: 'de' })).toBe(
      'Di., 24. Nov., 06:00',
    )
    expect(printTime(new Date('2026-11-27T11:00:00Z'), 'relative', reader)).toBe('in 3 days')
    expect(printTime(new Date('2025-11-27T11:00:00Z'), 'date', reader)).toBe('Thu 27 Nov 2025')
    expect(printTime(NOON, 'time', { ...reader, timeZone: 'UTC', saysZone: true })).toBe('11:00 (UTC)')
    expect(printTime(NOON, 'date', { ...reader, locale: 'no such locale' })).toBe('Tue 24 Nov')
  })

  test('counts down in the two largest units', () => {
    expect(durationInWords(28 * 3_600_000)).toBe('1 d 4 h')
    expect(durationInWords(61_000)).toBe('1 min')
    expect(durationInWords(-5)).toBe('less than a minute')
  })

  test('folds a long quotation and keeps all of it in the page', () => {
    const long = 'All of it. '.repeat(60)
    const html = renderCard(
      { title: 'A', body: [{ kind: 'text', style: 'quote', text: typed(long) }] },
      { id: 'c', reader },
    ).toString()
    expect(html).toContain('<summary>')
    expect(html).toContain(long.trim())
  })

  test('one form carries all buttons of a card, and each brings its own token', () => {
    const html = `${renderCarrier(post)}${renderCard(everyBlock('Ben'), { id: 'c', reader, post })}`
    expect(html.match(/<form id="f"/g)).toHaveLength(1)
    expect(html).toContain('form="f" name="_token" value="sample.accept:1:a"')
    expect(html).toContain('<input type="hidden" name="_token" value="sample.more:1:a">')
  })

  test('a danger is asked about in a dialog that the browser opens by itself', () => {
    const html = renderCard(everyBlock('Ben'), { id: 'c', reader, post }).toString()
    expect(html).toMatch(/<button type="button"[^>]*commandfor="([^"]+)" command="show-modal"/)
    expect(html).toContain('command="close" autofocus>Keep it</button>')
  })

  test('a form comes back with what was typed and each problem at its field', () => {
    const html = renderForm(everyField('Ben'), {
      id: 'f',
      reader,
      post,
      typed: { line: 'What I wrote', many: ['a'], search: 'id-7', 'search.words': 'Ben Okafor' },
      problems: [
        { field: 'line', problem: 'Please shorten it.' },
        { field: 'gone', problem: 'This has moved on.' },
      ],
    }).toString()
    expect(html).toContain('aria-describedby="f-line-hint f-line-problem"')
    expect(html).toContain('aria-invalid="true"')
    expect(html).toContain('value="What I wrote"')
    expect(html).toContain('<p class="problem" id="f-line-problem">Please shorten it.</p>')
    expect(html).toContain('<p class="problem" role="alert">This has moved on.</p>')
    expect(html).toContain('name="search.value" value="id-7"')
    expect(html).toContain('value="Ben Okafor"')
  })

  test('a picture from another host is a link with its description', () => {
    const html = renderCard(everyBlock('a map'), { id: 'c', reader }).toString()
    expect(html).not.toContain('<img')
    expect(html).toContain('href="https://example.org/map.png"')
  })

  test('a home shows what waits first, and what an empty section teaches', () => {
    const html = renderHome(home('Your desk'), { id: 'h', reader }).toString()
    expect(html.indexOf('To decide')).toBeLessThan(html.indexOf('Done'))
    expect(html).toContain('Nothing yet.')
  })

  test('buttons without anywhere to go do nothing', () => {
    const html = renderCard({ title: 'A', body: [text(t`b`), ...everyBlock('x').body] }, { id: 'c', reader }).toString()
    expect(html).not.toMatch(/<button(?![^>]*type="button")/)
  })
})

/** The names of the elements and attributes that a browser would see, near enough for what we write ourselves. */
const tagsIn = (html: string) => [...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map((match) => match[1]?.toLowerCase())
const attributesIn = (html: string) =>
  [...html.matchAll(/<[a-z][^>]*>/gi)].flatMap((tag) =>
    [...tag[0].replace(/"[^"]*"/g, '""').matchAll(/\s([^\s=>"]+)/g)].map((match) => match[1] ?? ''),
  )
