import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { criteriaWords, foldWords, searchKeyOf } from '../../../src/domains/people/words.ts'

describe('foldWords', () => {
  it('leaves case, accents and punctuation out', () => {
    expect(foldWords('José García-Núñez, Łódź & Straße')).toEqual(['jose', 'garcia', 'nunez', 'lodz', 'strasse'])
  })

  it('keeps scripts without accents', () => {
    expect(foldWords('山田 太郎')).toEqual(['山田', '太郎'])
  })

  it('makes words that a pattern can hold as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const word of foldWords(text)) expect(word).not.toMatch(/[%_\\\s]/)
      }),
    )
  })

  it('finds each word of a text in its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const key = searchKeyOf([text])
        for (const word of foldWords(text)) expect(key).toContain(` ${word}`)
      }),
    )
  })
})

describe('criteriaWords', () => {
  const words = (criteria: string) => criteriaWords(criteria).map(({ word }) => word)

  it('keeps what says something about a person', () => {
    expect(words('Someone who knows about bookkeeping for founders in Berlin')).toEqual([
      'bookkeeping',
      'founders',
      'berlin',
    ])
  })

  it('says nothing for nothing', () => {
    expect(words('somebody who can help me, please')).toEqual([])
    expect(words('')).toEqual([])
  })
})
