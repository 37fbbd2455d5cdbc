import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { command } from '../../../src/kit/contracts.ts'
import { parseSaid, quoted, typingIn } from '../../../src/surfaces/web/say.ts'

const ask = command({
  command: 'intro',
  verb: 'ask',
  summary: 'Ask for an introduction',
  input: z.object({}),
  answers: 'form',
  options: [
    { name: 'contact', describe: 'Whom to meet', kind: 'search', search: 'intro.contacts' },
    { name: 'urgency', describe: 'How soon', kind: 'choice', choices: [{ label: 'High', value: 'HIGH' }] },
    { name: 'why', describe: 'Why', kind: 'text', rest: true },
  ],
})
const commands = [ask]

describe('web.say', () => {
  test('takes a command, its options and its words apart', () => {
    expect(parseSaid('/intro ask contact:"Ben Okafor" we share a supplier urgency:High', commands)).toMatchObject({
      kind: 'command',
      command: 'intro',
      verb: 'ask',
      options: { contact: 'Ben Okafor', urgency: 'High' },
      words: 'we share a supplier',
    })
  })

  test('leaves an unknown verb to the desk, which knows what may have been meant', () => {
    expect(parseSaid('/intro asj Ben', commands)).toMatchObject({ verb: null, words: 'asj Ben' })
  })

  test('takes what only looks like a command as talk', () => {
    expect(parseSaid('hello there', commands)).toEqual({ kind: 'talk', text: 'hello there' })
    expect(parseSaid('/nowhere to go', commands)).toEqual({ kind: 'talk', text: '/nowhere to go' })
    expect(parseSaid('see https://example.org/a:b', commands).kind).toBe('talk')
  })

  test('keeps colons that belong to no option', () => {
    expect(parseSaid('/intro ask note: at 10:20', commands)).toMatchObject({ words: 'note: at 10:20', options: {} })
  })

  test.each([
    ['/', { kind: 'command', start: '' }],
    ['/in', { kind: 'command', start: 'in' }],
    ['/intro ', { kind: 'verb', start: '' }],
    ['/intro a', { kind: 'verb', start: 'a' }],
    ['/intro ask ', { kind: 'option', start: '' }],
    ['/intro ask contact:"Ben O', { kind: 'value', start: 'Ben O', before: '/intro ask contact:' }],
    ['/intro ask contact:Ben ur', { kind: 'option', start: 'ur', used: ['contact'] }],
    ['hello', { kind: 'nothing' }],
  ])('knows what is being typed in %s', (line, typing) => {
    expect(typingIn(line, commands)).toMatchObject(typing)
  })

  test('writes names with spaces so that they are read back whole', () => {
    const line = `/intro ask contact:${quoted('Ben Okafor')}`
    expect(parseSaid(line, commands)).toMatchObject({ options: { contact: 'Ben Okafor' } })
  })
})
