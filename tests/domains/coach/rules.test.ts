import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { helpLinesFor, linesByCountry } from '../../../src/domains/coach/help-lines.ts'
import { PAGE_CHARS, shownSoFar, toPages, toParagraphs, toText } from '../../../src/domains/coach/markdown.ts'
import { DEFAULT_SETTINGS, LANGUAGES, type Line, NO_KEYWORDS } from '../../../src/domains/coach/model.ts'
import { reserve } from '../../../src/domains/coach/rules/budget.ts'
import { allResponders, firstResponders, type Responder, widerShare } from '../../../src/domains/coach/rules/care.ts'
import { showable, toSumUp, windowOf } from '../../../src/domains/coach/rules/history.ts'
import { plan, readOf } from '../../../src/domains/coach/rules/plan.ts'
import { differences } from '../../../src/domains/coach/rules/version.ts'
import { screen } from '../../../src/domains/coach/screen/screen.ts'
import { startersFor } from '../../../src/domains/coach/text-starters.ts'
import { memberId } from '../../../src/kit/brand.ts'
import { toPlainText } from '../../../src/kit/ui/text.ts'

const plain = (markdown: string) => toParagraphs(markdown).map((paragraph) => toPlainText(toText(paragraph)))
const kinds = (markdown: string) => toParagraphs(markdown).flatMap(({ parts }) => parts.map(({ kind }) => kind))

describe.each(LANGUAGES)('coach.starters in %s', (language) => {
  test('are four, short enough for a button, and go to the coach as they are', () => {
    const starters = startersFor(`${language}-XX`)
    expect(starters).toHaveLength(4)
    for (const { title, message } of starters) {
      expect(title.length, title).toBeLessThanOrEqual(40)
      expect(screen(message, NO_KEYWORDS), message).toBeNull()
    }
  })
})

describe('coach.markdown', () => {
  test('keeps paragraphs, bullets, bold and code, as data', () => {
    expect(plain('One **two**\n\n- a\n- b `c`\n  - d\n\n## Head')).toEqual(['One two', '• a\n• b c\n   • d', 'Head'])
    expect(kinds('One **two** `three`')).toEqual(['plain', 'bold', 'plain', 'code'])
    expect(plain('```ts\nlet a = 1\n\nlet b\n```')).toEqual(['let a = 1\n \nlet b'])
  })

  test.each([
    ['**bold that nobody closed', 'bold that nobody closed'],
    ['a `code that nobody closed', 'a code that nobody closed'],
    ['```\nlet a', 'let a'],
    ['see [the words](https://exa', 'see the words'],
    ['see [the words](https://example.org) and ![a cat](https://cats.example/c.png)', 'see the words and a cat'],
    ['*slanted* and snake_case and 2*3*4', 'slanted and snake_case and 2*3*4'],
    ['> quoted', 'quoted'],
  ])('heals %j', (markdown, words) => {
    expect(plain(markdown).join('\n')).toBe(words)
  })

  test.each([
    ['- a\n- b `c`\n  - d', '- a  \n- b `c`  \n  - d'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', '| a | b |  \n|---|---|  \n| 1 | 2 |'],
    ['```ts\nlet a = `b`\n\nlet b\n```', '```\nlet a = `b`\n\nlet b\n```'],
    ['    of a list', 'of a list'],
    ['see [the words](https://example.org) and ![a cat](https://cats.example/c.png)', 'see the words and a cat'],
    ['**bold that nobody closed', undefined],
    ['a `code that nobody closed', undefined],
    ['word '.repeat(1000), undefined],
  ])('keeps what the model wrote beside it: %j', (markdown, kept) => {
    expect(toPages(toParagraphs(markdown))[0]?.[0]?.markdown).toBe(kept)
  })

  test('never makes a link or a mention, whatever the model writes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (markdown) => {
        expect(kinds(markdown).every((kind) => ['plain', 'bold', 'code', 'break'].includes(kind))).toBe(true)
      }),
    )
  })

  test('loses nothing between pages, and no page is longer than a card holds', () => {
    const words = fc.array(fc.lorem({ maxCount: 60 }), { maxLength: 40 }).map((list) => list.join('\n\n'))
    fc.assert(
      fc.property(words, (markdown) => {
        const paragraphs = toParagraphs(markdown)
        const pages = toPages(paragraphs)
        const text = (list: typeof paragraphs) =>
          list
            .map((one) => toPlainText(toText(one)))
            .join('')
            .replace(/\s/g, '')
        expect(text(pages.flat())).toBe(text(paragraphs))
        for (const page of pages)
          expect(page.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(PAGE_CHARS)
      }),
      { numRuns: 50 },
    )
  })

  test('cuts what has no paragraphs, too', () => {
    expect(toPages(toParagraphs('wordword '.repeat(1000))).length).toBeGreaterThan(4)
    expect(toPages(toParagraphs('字'.repeat(5000))).length).toBeGreaterThan(2)
  })

  test('holds back the end of what still grows', () => {
    expect(shownSoFar('short')).toBe('')
    const growing = `${'word '.repeat(30)}nora@northst`
    expect(shownSoFar(growing)).not.toContain('nora')
    expect(growing.startsWith(shownSoFar(growing))).toBe(true)
  })
})

describe('coach.budget', () => {
  test('sets aside all that an answer may cost, or nothing', () => {
    const wanted = { questionTokens: 20, maxTokensPerMessage: 500 }
    expect(reserve({ limit: 5000, spent: 0, reserved: 0 }, wanted)).toEqual({ ok: true, value: 520 })
    expect(reserve({ limit: 5000, spent: 4480, reserved: 0 }, wanted)).toEqual({ ok: true, value: 520 })
    expect(reserve({ limit: 5000, spent: 4481, reserved: 0 }, wanted)).toMatchObject({ error: { kind: 'spent' } })
    expect(reserve({ limit: 5000, spent: 0, reserved: 4600 }, wanted)).toMatchObject({ error: { kind: 'busy' } })
  })

  test('whatever comes in whatever order, what is spent and set aside stays within the day', () => {
    const ask = fc.record({ questionTokens: fc.nat(500), share: fc.float({ min: 0, max: 1, noNaN: true }) })
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 60 }), fc.infiniteStream(fc.boolean()), (asks, settles) => {
        let spent = 0
        const held: { tokens: number; share: number }[] = []
        for (const { questionTokens, share } of asks) {
          const reserved = held.reduce((sum, { tokens }) => sum + tokens, 0)
          const got = reserve({ limit: 5000, spent, reserved }, { questionTokens, maxTokensPerMessage: 500 })
          if (got.ok) held.push({ tokens: got.value, share })
          if (settles.next().value) {
            const done = held.shift()
            if (done) spent += Math.floor(done.tokens * done.share)
          }
          expect(spent + held.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(5000)
        }
      }),
    )
  })
})

describe('coach.plan', () => {
  const day = { limit: 5000, spent: 5000, reserved: 0 }
  const facts = { text: 'Hello', screened: null, settings: DEFAULT_SETTINGS, day }

  test('helps in a crisis on a used-up day and where the coach is off', () => {
    const off = { ...DEFAULT_SETTINGS, isActive: false }
    expect(plan({ ...facts, screened: 'CRISIS', settings: off })).toMatchObject({ status: 'FIXED', why: 'CRISIS' })
    expect(plan({ ...facts, settings: off })).toMatchObject({ why: 'SWITCHED_OFF' })
    expect(plan(facts)).toMatchObject({ why: 'OUT_OF_BUDGET' })
    expect(plan({ ...facts, day: { ...day, spent: 0 }, screened: 'LEGAL_MONEY' })).toMatchObject({ status: 'WAITING' })
  })

  test('reads the beginning of a long message and says so', () => {
    expect(readOf('a'.repeat(3000))).toMatchObject({ text: 'a'.repeat(2000), facts: { isClipped: true } })
    expect(readOf(' hi ')).toEqual({ text: 'hi', facts: {} })
  })
})

describe('coach.history', () => {
  const line = (position: number, more: Partial<Line> = {}): Line => ({
    ...{ id: `l${position}`, position, role: position % 2 ? 'user' : 'assistant', content: `line ${position}` },
    ...{ screened: null, status: position % 2 ? null : 'DONE', tokens: 50, by: null, at: new Date(0) },
    ...more,
  })
  const talk = (count: number) => Array.from({ length: count }, (_, at) => line(at + 1))

  test('shows the model neither a crisis, nor fixed words, nor what people wrote to each other', () => {
    const lines = [
      line(1, { screened: 'CRISIS' }),
      line(2, { status: 'FIXED' }),
      line(3, { role: 'human', by: memberId('tomas') }),
      line(4, { role: 'user', by: memberId('maria') }),
      line(5),
      line(6),
    ]
    expect(showable(lines).map(({ position }) => position)).toEqual([5, 6])
  })

  test('shows the last few messages, from the member on, within a number of tokens', () => {
    expect(windowOf(talk(20)).map(({ position }) => position)).toEqual([13, 14, 15, 16, 17, 18, 19, 20])
    const long = talk(20).map((one) => ({ ...one, tokens: 600 }))
    expect(windowOf(long).map(({ position }) => position)).toEqual([19, 20])
  })

  test('sums up what has left the window, once it is worth it', () => {
    expect(toSumUp(talk(12), 0)).toEqual([])
    expect(toSumUp(talk(14), 0).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6])
    expect(toSumUp(talk(16), 6)).toEqual([])
  })
})

describe('coach.care', () => {
  const responder = (id: string, name: string, isAway = false): Responder => ({
    ...{ id: memberId(id), name, isAway, roles: ['admin'], timeZone: 'UTC', locale: 'en', external: false },
  })
  const people = [responder('tomas', 'Tomás Rivera'), responder('ruth', 'Ruth Abramson', true)]
  const about = (words: string, who = 'maria') => ({ memberId: memberId(who), words })

  test('calls who is here, else everybody, never the member nor anybody named', () => {
    expect(firstResponders(people, about('help'))).toEqual(['tomas'])
    expect(firstResponders(people, about('TOMAS hit me'))).toEqual(['ruth'])
    expect(firstResponders(people, about('help', 'tomas'))).toEqual(['ruth'])
    expect(firstResponders(people, about('Rivera and Ruth'))).toEqual([])
    expect(allResponders(people, about('help'))).toEqual(['tomas', 'ruth'])
  })

  test('does not take back what was let be read', () => {
    expect(widerShare('CONVERSATION', 'NOTHING')).toBe('CONVERSATION')
    expect(widerShare('NOTHING', 'QUESTION')).toBe('QUESTION')
  })

  test('knows help lines by zone, then by locale, else none', () => {
    const linesFor = (timeZone: string, locale: string) => helpLinesFor({ timeZone, locale }, {})
    expect(linesFor('Europe/Lisbon', 'en')?.country).toBe('Portugal')
    expect(linesFor('UTC', 'pt-BR')?.crisis).toContain('188')
    expect(linesFor('UTC', 'en')).toBeNull()
    expect(linesFor('Africa/Accra', 'not a locale')).toBeNull()
  })

  test('shows a country’s lines as its community corrected them', () => {
    const own = { PT: { emergency: '112', crisis: 'Our own line: 21 000' }, GH: { emergency: '112' } }
    expect(helpLinesFor({ timeZone: 'Europe/Lisbon', locale: 'en' }, own)).toMatchObject({
      ...{ country: 'Portugal', crisis: 'Our own line: 21 000' },
    })
    expect(helpLinesFor({ timeZone: 'UTC', locale: 'en-GH' }, own)).toMatchObject({ emergency: '112' })
  })

  test('names a page for every number that is built in', () => {
    for (const [country, { crisis, harm, sources }] of Object.entries(linesByCountry)) {
      expect(sources.length > 0, country).toBe(Boolean(crisis ?? harm))
    }
  })
})

describe('coach.version', () => {
  test('names what it changes and nothing else', () => {
    const keywords = { ...NO_KEYWORDS, HARM: ['kraken'] }
    expect(differences(DEFAULT_SETTINGS, { ...DEFAULT_SETTINGS, maxTokensPerDay: 8000, keywords })).toEqual([
      { what: 'Tokens a member and day', before: '5,000', after: '8,000' },
      { what: 'Words for violence or abuse', before: 'none', after: 'kraken' },
    ])
  })
})

describe('coach.screen', () => {
  test('finds an administrator’s words as words, in any script', () => {
    const keywords = { ...NO_KEYWORDS, ASKS_HUMAN: ['Escrow', '契約違反'] }
    expect(screen('our ESCRÓW account', keywords)).toEqual({ class: 'ASKS_HUMAN', language: null })
    expect(screen('escrowed', keywords)).toBeNull()
    expect(screen('これは契約違反ですか', keywords)?.class).toBe('ASKS_HUMAN')
  })

  test('gets to the end of any text', () => {
    const atoms = [
      'i want to ',
      'my boss ',
      'he she they ',
      'k.i.l.l ',
      'a',
      'é',
      '死',
      ' .',
      'x1',
      "don't ",
      'if i was ',
      '\u200b',
    ]
    const LONG = 20_000
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...atoms), { minLength: 1, maxLength: 5 }), (parts) => {
        // Work that grew with the square of the text would outlast the test.
        screen(parts.join('').repeat(LONG).slice(0, LONG), NO_KEYWORDS)
      }),
      { numRuns: 60 },
    )
  })
})
