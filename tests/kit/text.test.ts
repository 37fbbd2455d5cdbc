import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memberId } from '../../src/kit/brand.ts'
import { clip, clipText } from '../../src/kit/ui/limits.ts'
import { bold, cleanText, link, person, t, time, toPlainText, typed } from '../../src/kit/ui/text.ts'

describe('a sentence', () => {
  test('keeps what people typed as text, whatever it looks like', () => {
    const sentence = t`Hello ${'<!channel> *bold* @everyone'}!`
    expect(sentence.parts).toEqual([
      { kind: 'plain', text: 'Hello ' },
      { kind: 'plain', text: '<!channel> *bold* @everyone' },
      { kind: 'plain', text: '!' },
    ])
  })

  test('knows people, times and links as what they are', () => {
    const sentence = t`${person(memberId('m1'), 'Femi')} answers by ${time(new Date('2026-11-27T09:20:00Z'))} ${link('https://example.org/', 'here')}`
    expect(toPlainText(sentence, () => 'Fri 10:20')).toBe('Femi answers by Fri 10:20 here (https://example.org/)')
  })

  test('lets no address run anything', () => {
    expect(link('javascript:alert(1)', 'x')).toMatchObject({ href: 'about:blank' })
    expect(link('not an address', 'x')).toMatchObject({ href: 'about:blank' })
  })

  test('takes away what nobody can see: controls, overrides, lone surrogates', () => {
    expect(cleanText('a\u0000b\u202Ec\uD800d\u200Be')).toBe('abc\uFFFDde')
    expect(toPlainText(typed('one\r\ntwo\u2066'))).toBe('one\ntwo')
  })
})

describe('clip', () => {
  test('cuts at a word and says so', () => {
    expect(clip('the quick brown fox jumps', 20)).toBe('the quick brown fox…')
    expect(clip('short', 20)).toBe('short')
  })

  test('never cuts a family apart', () => {
    expect(clip('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 15)).toBe('👩‍👩‍👧‍👦…')
  })

  test('never exceeds the limit nor breaks a character, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 2, max: 100 }), (text, max) => {
        const clipped = clip(text.toWellFormed(), max)
        expect(clipped.length).toBeLessThanOrEqual(max)
        expect(clipped.isWellFormed()).toBe(true)
      }),
    )
  })

  test('keeps the nodes of a sentence that fit', () => {
    const clipped = clipText(t`${bold('Maria')} would like to meet ${'x'.repeat(50)}`, 30)
    expect(clipped.parts[0]).toEqual({ kind: 'bold', text: 'Maria' })
    expect(toPlainText(clipped).length).toBeLessThanOrEqual(30)
  })
})
