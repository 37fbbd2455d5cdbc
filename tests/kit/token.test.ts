import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { action } from '../../src/kit/contracts.ts'
import { decodeToken, encodeToken, namedValues } from '../../src/kit/token.ts'

const accept = action({
  name: 'introductions.accept',
  values: z.object({ offer: z.string(), means: z.string().optional() }),
  answers: 'update',
})
const offer = '019ff0c2-6a5b-7c3d-8e4f-112233445566'

describe('a token', () => {
  test('is short, readable and gives back what went in', () => {
    const token = encodeToken(accept, { offer, means: 'asked' })
    expect(token).toBe('introductions.accept:1:~AZ_wwmpbfD2OTxEiM0RVZg,asked')
    const decoded = decodeToken(token)
    expect(decoded).toMatchObject({ name: 'introductions.accept', version: 1 })
    expect(namedValues(accept, decoded?.values ?? [])).toEqual({ offer, means: 'asked' })
  })

  test('leaves out what was left out', () => {
    expect(namedValues(accept, decodeToken(encodeToken(accept, { offer }))?.values ?? [])).toEqual({ offer })
  })

  test('that would not fit a platform is refused where it is made', () => {
    expect(() => encodeToken(accept, { offer: 'x'.repeat(100) })).toThrow('UiState')
  })

  test.each(['', 'x', 'a.b', 'a.b:1', 'A.b:1:', 'a.b:99999:', 'a.b:1:%', 'a.b:1:~abc', 'a.b:1:x:y', '\u0000.b:1:'])(
    'that is none of ours reads as nothing: %j',
    (text) => {
      expect(decodeToken(text)).toBeNull()
    },
  )

  test('survives any text in its values, and any text at all decodes without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 5 }), (text) => {
        const wellFormed = text.toWellFormed()
        fc.pre(encodeURIComponent(wellFormed).length < 70)
        const decoded = decodeToken(encodeToken(accept, { offer: wellFormed, means: '~x' }))
        expect(namedValues(accept, decoded?.values ?? [])).toEqual({
          ...(wellFormed && { offer: wellFormed }),
          means: '~x',
        })
        decodeToken(text)
      }),
    )
  })
})
