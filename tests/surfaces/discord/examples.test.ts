import { describe, expect, test } from 'vitest'
import { domains } from '../../../src/domains/index.ts'
import type { Card } from '../../../src/kit/ui/card.ts'
import { WORDINGS, wordsByWording } from '../../../src/kit/ui/example-words.ts'
import type { Form } from '../../../src/kit/ui/form.ts'
import { renderCard } from '../../../src/surfaces/discord/render-card.ts'
import { renderForm } from '../../../src/surfaces/discord/render-form.ts'
import { apiDescription, DESCRIPTION_IS_MISSING } from '../../helpers/discord/description.ts'
import { liveMarkup, messageProblems, modalProblems } from '../../helpers/discord/rules.ts'
import { READER } from './readers.ts'

const description = apiDescription()
if (!description) console.warn(`Only our own rules are checked: ${DESCRIPTION_IS_MISSING}`)

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

describe.each(WORDINGS)('surfaces.discord examples in %s words', (wording) => {
  const words = wordsByWording[wording]

  test.each(cards)('card %s stays within Discord’s limits, and nothing in it comes alive', (_name, example) => {
    // A domain's notice and answer examples are cards; the runtime keeps all examples in one record.
    const message = renderCard(example(words) as Card, READER)
    expect(messageProblems(message)).toEqual([])
    expect(description?.schemaProblems('MessageCreateRequest', message) ?? []).toEqual([])
    expect(liveMarkup(message).filter((found) => !/^(<@\d+>|<t:\d+:\w>)$/.test(found))).toEqual(ourLinks(message))
  })

  test.each(forms)('form %s stays within Discord’s limits', (_name, example) => {
    const modal = renderForm(example(words) as Form, READER)
    expect(modalProblems(modal)).toEqual([])
    expect(description?.schemaProblems('ModalInteractionCallbackRequestData', modal) ?? []).toEqual([])
  })
})

/** Links that a domain made, which come in angle brackets. */
function ourLinks(message: unknown): readonly string[] {
  return liveMarkup(message).filter((found) => /^<?https?:|^\[/.test(found))
}
