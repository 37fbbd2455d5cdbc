import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { helpCard, understand } from '../../src/app/commands.ts'
import { createRegistry } from '../../src/app/registry.ts'
import { command } from '../../src/kit/contracts.ts'
import { defineDomain } from '../../src/kit/domain.ts'
import { readCard } from '../helpers/town.ts'
import { notesDomain } from './test-domain.ts'

const plain = command({
  command: 'desk',
  verb: 'setup',
  summary: 'set up',
  input: z.object({ where: z.string() }),
  options: [{ name: 'where', describe: 'where', kind: 'text', required: true }],
  answers: 'card',
})
const desk = defineDomain({
  name: 'desk',
  contracts: { plain },
  handlers: { plain: async () => ({ title: 'x', body: [] }) },
  refusals: {},
  examples: {},
})
const registry = createRegistry([notesDomain({}), desk])
const said = (words: string, command = 'note') => {
  const meaning = understand(registry, { command, words })
  return meaning.kind === 'known' ? [meaning.entry.contract.verb, meaning.input] : [meaning.kind]
}

describe('a typed command', () => {
  test.each([
    ['look', ['look', {}]],
    ['LOOK', ['look', {}]],
    ['  look  ', ['look', {}]],
    ['add Call Femi', ['add', { text: 'Call Femi' }]],
    ['help', ['help']],
    ['', ['add', {}]],
  ])('%j is understood', (words, meaning) => {
    expect(said(words)).toEqual(meaning)
  })

  test.each([
    ['Somebody at ACME who knows customs', 'Somebody at ACME who knows customs'],
    ['Zwei  Wörter', 'Zwei  Wörter'],
    ['ACME', 'ACME'],
    ['loook at this please', 'loook at this please'],
  ])('%j is free text for the bare verb, as it was typed', (words, text) => {
    expect(said(words)).toEqual(['add', { text }])
  })

  test('keeps the lines of a longer text', () => {
    expect(said('add first\n\n  second')).toEqual(['add', { text: 'first\n\n  second' }])
    expect(said('First line\nsecond line')).toEqual(['add', { text: 'First line\nsecond line' }])
  })

  test.each([
    ['loook', ['look']],
    ['wirte', ['write']],
    ['wri', ['write']],
    ['hlp', ['help']],
  ])('%j is one slip of the pen away', (words, guesses) => {
    const meaning = understand(registry, { command: 'note', words })
    expect(meaning).toEqual({ kind: 'unknown', command: 'note', said: words, guesses })
  })

  test('without a bare verb, anything else is asked about', () => {
    expect(understand(registry, { command: 'desk', words: 'make it so' })).toMatchObject({
      kind: 'unknown',
      guesses: [],
    })
    expect(understand(registry, { command: 'desk', words: '' })).toEqual({ kind: 'help', command: 'desk' })
  })

  test('with a verb of its own and named options, where a platform has them', () => {
    const meaning = understand(registry, { command: 'note', verb: 'add', options: { text: 'Call Femi' } })
    expect(meaning).toMatchObject({ kind: 'known', input: { text: 'Call Femi' } })
    expect(understand(registry, { command: 'note', verb: 'add', words: ' Call Femi ' })).toMatchObject({
      input: { text: 'Call Femi' },
    })
  })

  test('that nobody knows is answered with all that there are', () => {
    expect(understand(registry, { command: 'nothing', words: 'at all' })).toEqual({ kind: 'help', command: 'nothing' })
    const card = readCard(helpCard(registry, 'nothing'))
    expect(card).toContain('What I understand')
    expect(card).toContain('/note add <text>')
    expect(card).toContain('/desk setup <where>')
  })

  test('never throws, whatever was typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.constantFrom('note', 'desk', 'none'),
        (words, name) => {
          const meaning = understand(registry, { command: name, words })
          expect(['known', 'help', 'unknown']).toContain(meaning.kind)
        },
      ),
    )
    expect(said('x'.repeat(100_000))).toEqual(['add', { text: 'x'.repeat(100_000) }])
  })
})

describe('the registry', () => {
  test('refuses two contracts of one name', () => {
    expect(() => createRegistry([notesDomain({}), notesDomain({})])).toThrow(
      'Two contracts are called "command note.add"',
    )
  })
})
