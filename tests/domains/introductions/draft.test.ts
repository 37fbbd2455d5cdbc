import { describe, expect, test } from 'vitest'
import { type DraftInput, tidyDraft, writeDraft } from '../../../src/domains/introductions/llm.ts'
import { FORMATS, TONES } from '../../../src/domains/introductions/model.ts'
import { promptSections } from '../../../src/infra/llm/prompt.ts'
import { LIMITS } from '../../../src/kit/ui/limits.ts'

const input: DraftInput = {
  ...{ community: 'Harbour Collective', facilitator: 'Femi Adeyemi', tone: 'PLAIN', format: 'EMAIL' },
  asker: { name: 'Maria Keller', about: 'Founder, Voltline' },
  target: { name: 'Nora Lindqvist', about: 'Head of procurement, Northstar Shipyards' },
  purpose: 'Pilot customers for our battery tester',
  message:
    'Nora runs procurement at a shipyard that loses a day a month to battery tests. Ours takes an hour, and the first ten pilots are free. I would like to show it to her in half an hour, by video or at the yard. More at https://voltline.example/pilot.',
}

const tokens = (one: DraftInput) => {
  const sections = promptSections(writeDraft.prompt(one))
  const sum = (some: typeof sections) => some.reduce((all, { estimatedTokens }) => all + estimatedTokens, 0)
  return { all: sum(sections), stable: sum(sections.filter(({ isStable }) => isStable)) }
}

describe('the prompt of a draft', () => {
  test.each([
    ['a usual', input.message],
    ['the longest', 'word '.repeat(400).slice(0, LIMITS.paragraph)],
  ])('of %s message has at most 900 tokens, and at least 60 %% of them are the same every time', (_, message) => {
    const { all, stable } = tokens({ ...input, message })
    expect(all).toBeLessThanOrEqual(900)
    expect(stable / all).toBeGreaterThanOrEqual(0.6)
  })
})

describe('the template', () => {
  test.each(FORMATS.flatMap((format) => TONES.map((tone) => [format, tone] as const)))('%s, %s', (format, tone) => {
    const { subject, body, talkingPoints } = writeDraft.fallback({ ...input, format, tone })
    expect(subject).toBe('Maria Keller and Nora Lindqvist')
    for (const part of ['Maria', 'Nora', 'Femi', 'battery tester']) expect(body).toContain(part)
    expect(talkingPoints).toEqual(['Pilot customers for our battery tester'])
    if (format === 'SHORT') expect(body.length).toBeLessThanOrEqual(300)
  })
})

describe('what a model wrote', () => {
  const tidy = (body: string, more: Partial<DraftInput> = {}) =>
    tidyDraft({ subject: 'S', body, talkingPoints: [] }, { ...input, ...more }).body

  test('keeps a link that was in the request, and loses every other way to lead people away', () => {
    expect(tidy('See https://voltline.example/pilot')).toContain('https://voltline.example/pilot')
    const lured = tidy('Write to evil@example.com, call +49 170 1234567, see https://evil.example/x <img src=x>')
    for (const bad of ['evil@example.com', '1234567', 'evil.example', '<img']) expect(lured).not.toContain(bad)
  })
  test('falls back to the template where nothing is left, and fits its fields', () => {
    expect(tidy('   ')).toContain('please meet')
    expect(tidy('x '.repeat(4000)).length).toBeLessThanOrEqual(LIMITS.draft)
    expect(tidy('x '.repeat(4000), { format: 'SHORT' }).length).toBeLessThanOrEqual(300)
    const { subject, talkingPoints } = tidyDraft(
      { subject: 'A\nB', body: 'b', talkingPoints: ['1', '', '2', '3', '4'] },
      input,
    )
    expect([subject, talkingPoints]).toEqual(['A B', ['1', '2', '3']])
  })
})
