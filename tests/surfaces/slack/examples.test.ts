import { describe, expect, test } from 'vitest'
import { domains } from '../../../src/domains/index.ts'
import type { Card } from '../../../src/kit/ui/card.ts'
import { WORDINGS, wordsByWording } from '../../../src/kit/ui/example-words.ts'
import type { Form } from '../../../src/kit/ui/form.ts'
import { NATIVE } from '../../../src/surfaces/slack/native.ts'
import { renderCard } from '../../../src/surfaces/slack/render-card.ts'
import { renderForm } from '../../../src/surfaces/slack/render-form.ts'
import { cardModal } from '../../../src/surfaces/slack/views.ts'
import { messageProblems, viewProblems } from '../../helpers/slack/limits.ts'
import { READER } from './arbitraries.ts'

const cards = domains.flatMap(({ name, contracts, examples, exampleCards }) => [
  ...Object.entries(examples).flatMap(([key, example]) =>
    contracts[key]?.kind === 'notice' ? [[`${name}.${key}`, example] as const] : [],
  ),
  ...Object.entries(exampleCards).map(([key, example]) => [`${name}.${key}`, example] as const),
])
const forms = domains.flatMap(({ name, contracts, examples }) =>
  Object.entries(examples).flatMap(([key, example]) =>
    contracts[key]?.kind === 'form' ? [[`${name}.${key}`, example] as const] : [],
  ),
)

describe.each(WORDINGS)('surfaces.slack examples in %s words', (wording) => {
  const words = wordsByWording[wording]

  test.each(cards)('card %s stays within Slack’s limits, native, in words and in a modal', (_name, example) => {
    // A domain's notice and answer examples are cards; the runtime keeps all examples in one record.
    const card = example(words) as Card
    expect(messageProblems(renderCard(card, READER))).toEqual([])
    expect(messageProblems(renderCard(card, READER, { without: new Set(NATIVE) }))).toEqual([])
    expect(viewProblems({ ...cardModal(card, READER) })).toEqual([])
  })

  test.each(forms)('form %s stays within Slack’s limits', (_name, example) => {
    const form = example(words) as Form
    expect(viewProblems({ ...renderForm(form, READER, { origin: 'C0123456789:1712345678.000100' }) })).toEqual([])
  })
})
