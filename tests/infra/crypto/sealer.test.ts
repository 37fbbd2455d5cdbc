import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SealError, sealer } from '../../../src/infra/crypto/sealer.ts'

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const k1 = newKey('k1')
const k2 = newKey('k2')
const context = { workspaceId: 'w1', kind: 'slack installation', version: 1 }

describe('sealer', () => {
  it('opens what it sealed, whatever it is', () => {
    const { seal, open } = sealer(k1)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(open(seal(text.toWellFormed(), context), context)).toBe(text.toWellFormed())
      }),
    )
  })

  it('never writes the same twice, and nothing of the text', () => {
    const { seal } = sealer(k1)
    const sealed = Array.from({ length: 100 }, () => seal('xoxb-secret', context))
    expect(new Set(sealed.map((value) => value.slice(0, 24))).size).toBe(100)
    expect(sealed.join()).not.toContain('xoxb')
  })

  it.each([
    ['another workspace', { ...context, workspaceId: 'w2' }],
    ['another kind', { ...context, kind: 'discord installation' }],
    ['another version', { ...context, version: 2 }],
    ['fields that only join to the same', { workspaceId: 'w1","slack', kind: 'installation', version: 1 }],
  ])('does not open a value that was moved to %s', (_, other) => {
    const { seal, open } = sealer(k1)
    expect(() => open(seal('secret', context), other)).toThrow(SealError)
  })

  it('does not open changed bytes, wherever they were changed', () => {
    const { seal, open } = sealer(k1)
    const sealed = seal('secret', context)
    const [format, id, encoded = ''] = sealed.split('.')
    const bytes = Buffer.from(encoded, 'base64url')
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(() => open([format, id, changed.toString('base64url')].join('.'), context)).toThrow(SealError)
    }
    for (const broken of ['', 'secret', sealed.slice(0, 20), `${sealed}.x`, sealed.replace('s1.', 's0.')]) {
      expect(() => open(broken, context)).toThrow(SealError)
    }
  })

  it('encrypts with the first key and decrypts with all', () => {
    const old = sealer(k1).seal('secret', context)
    const both = sealer(`${k2},${k1}`)
    expect(both.open(old, context)).toBe('secret')
    expect(sealer(k2).open(both.seal('new', context), context)).toBe('new')
  })

  it('names the key that is missing', () => {
    const old = sealer(k1).seal('secret', context)
    expect(() => sealer(k2).open(old, context)).toThrow('needs the key "k1"')
  })

  it('rotates to the first key, once', () => {
    const old = sealer(k1).seal('secret', context)
    const both = sealer(`${k2},${k1}`)
    const rotated = both.rotate(old, context)
    expect(sealer(k2).open(rotated ?? '', context)).toBe('secret')
    expect(both.rotate(rotated ?? '', context)).toBeNull()
  })

  it.each([
    ['nothing', ''],
    ['a key without id', randomBytes(32).toString('base64')],
    ['a short key', `k1:${randomBytes(16).toString('base64')}`],
    ['a long key', `k1:${randomBytes(48).toString('base64')}`],
    ['one id for two keys', `${k1},${newKey('k1')}`],
  ])('refuses %s as keys', (_, keys) => {
    expect(() => sealer(keys)).toThrow(SealError)
  })
})
