import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NATIVE } from '../../../src/surfaces/slack/native.ts'
import { renderCard } from '../../../src/surfaces/slack/render-card.ts'
import { renderForm } from '../../../src/surfaces/slack/render-form.ts'
import { renderHome } from '../../../src/surfaces/slack/render-home.ts'
import { liveMarkup, messageProblems, viewProblems } from '../../helpers/slack/limits.ts'
import { arbitraryCard, arbitraryForm, arbitraryHome, HOSTILE, READER, typedText } from './arbitraries.ts'

describe('surfaces.slack.render limits', () => {
  test('no card leaves Slack’s limits, whatever is in it', () => {
    fc.assert(
      fc.property(arbitraryCard(), fc.boolean(), (card, isPlain) => {
        expect(messageProblems(renderCard(card, READER, { without: new Set(isPlain ? NATIVE : []) }))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('no form leaves Slack’s limits', () => {
    fc.assert(
      fc.property(arbitraryForm, (form) => {
        expect(viewProblems({ ...renderForm(form, READER, { origin: 'C1:1.2' }) })).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('no home leaves Slack’s limits', () => {
    fc.assert(
      fc.property(arbitraryHome, (home) => {
        expect(viewProblems({ ...renderHome(home, READER) })).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  test('nothing that a person typed becomes a mention, a channel or a link', () => {
    const card = arbitraryCard({ text: typedText, pressable: false })
    fc.assert(
      fc.property(card, fc.boolean(), (typed, isPlain) => {
        const message = renderCard(typed, READER, { without: new Set(isPlain ? NATIVE : []) })
        expect(liveMarkup({ text: message.text, blocks: message.blocks })).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test.each(HOSTILE)('%j is shown as it was typed', (text) => {
    const message = renderCard(
      {
        title: text,
        body: [{ kind: 'text', text: { kind: 'sentence', parts: [{ kind: 'plain', text }] }, style: 'quote' }],
      },
      READER,
    )
    expect(message.blocks[0]).toMatchObject({ type: 'header', text: { type: 'plain_text', text } })
    expect(message.blocks[1]).toMatchObject({
      elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
    })
  })
})
