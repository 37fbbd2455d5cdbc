import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderCard } from '../../../src/surfaces/discord/render-card.ts'
import { renderForm } from '../../../src/surfaces/discord/render-form.ts'
import { renderHome } from '../../../src/surfaces/discord/render-home.ts'
import { apiDescription, DESCRIPTION_IS_MISSING } from '../../helpers/discord/description.ts'
import { liveMarkup, messageProblems, modalProblems } from '../../helpers/discord/rules.ts'
import { arbitraryCard, arbitraryForm, arbitraryHome, HOSTILE, typedText } from '../slack/arbitraries.ts'
import { READER } from './readers.ts'

const description = apiDescription()
if (!description) console.warn(`Only our own rules are checked: ${DESCRIPTION_IS_MISSING}`)

const allMessageProblems = (message: unknown) => [
  ...messageProblems(message),
  ...(description?.schemaProblems('MessageCreateRequest', message) ?? []),
]

describe('surfaces.discord.render limits', () => {
  test('no card leaves Discord’s limits, whatever is in it', () => {
    fc.assert(
      fc.property(arbitraryCard(), (card) => {
        expect(allMessageProblems(renderCard(card, READER))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('no form leaves Discord’s limits', () => {
    fc.assert(
      fc.property(arbitraryForm, fc.boolean(), (form, again) => {
        const problems = again
          ? form.fields.map(({ name }) => ({ field: name, problem: 'is needed. '.repeat(40) }))
          : []
        const modal = renderForm(form, READER, { problems })
        expect([
          ...modalProblems(modal),
          ...(description?.schemaProblems('ModalInteractionCallbackRequestData', modal) ?? []),
        ]).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('no page of a home leaves Discord’s limits', () => {
    fc.assert(
      fc.property(arbitraryHome, fc.integer({ min: 0, max: 20 }), (home, page) => {
        expect(allMessageProblems(renderHome(home, READER, page))).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  test('nothing that a person typed becomes a mention, a heading or a link', () => {
    fc.assert(
      fc.property(arbitraryCard({ text: typedText, pressable: false }), (typed) => {
        expect(liveMarkup(renderCard(typed, READER))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test.each(HOSTILE)('%j does not come alive', (text) => {
    const message = renderCard(
      { title: text, body: [{ kind: 'text', text: { kind: 'sentence', parts: [{ kind: 'plain', text }] } }] },
      READER,
    )
    expect(liveMarkup(message)).toEqual([])
    expect(message.allowed_mentions).toEqual({ parse: [] })
  })
})
