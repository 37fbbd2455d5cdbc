import { describe, expect, test } from 'vitest'
import { helpCard } from '../../src/app/commands.ts'
import { createRegistry } from '../../src/app/registry.ts'
import { domains } from '../../src/domains/index.ts'
import type { AnyForm, AnyLink } from '../../src/kit/contracts.ts'
import type { Page } from '../../src/kit/page.ts'
import { decodeToken, namedValues } from '../../src/kit/token.ts'
import type { Card } from '../../src/kit/ui/card.ts'
import { WORDINGS, wordsByWording } from '../../src/kit/ui/example-words.ts'
import type { Form } from '../../src/kit/ui/form.ts'
import { cardProblems, formProblems, pageProblems, tokensIn } from './limits-of-kit.ts'

// `defineDomain` holds each example to the kind of its contract; the runtime keeps them all in one record.
const examples = domains.flatMap(({ name, contracts, examples }) =>
  Object.entries(examples).map(([key, example]) => ({ name: `${name}.${key}`, contract: contracts[key], example })),
)
const cards = [
  ...examples.filter(({ contract }) => contract?.kind === 'notice'),
  ...domains.flatMap(({ name, exampleCards }) =>
    Object.entries(exampleCards).map(([key, example]) => ({ name: `${name}.${key}`, example })),
  ),
]
const forms = examples.filter(({ contract }) => contract?.kind === 'form')
const pages = examples.filter(({ contract }) => contract?.kind === 'link')
const registry = createRegistry(domains)

describe.each(WORDINGS)('examples in %s words', (wording) => {
  const words = wordsByWording[wording]

  test.each(cards)('card $name stays within the kit’s limits, and its buttons are ours', ({ example }) => {
    const card = example(words) as Card
    expect(cardProblems(card)).toEqual([])
    expect(tokensIn(card.body).flatMap(strangeButton)).toEqual([])
  })

  test.each(forms)(
    'form $name stays within the kit’s limits, and asks for what its contract takes',
    ({ example, contract }) => {
      const form = example(words) as Form
      expect(formProblems(form)).toEqual([])
      expect(form.fields.map(({ name }) => name).toSorted()).toEqual(
        Object.keys((contract as AnyForm).fields.shape).toSorted(),
      )
      const token = decodeToken(form.token)
      expect(token?.name).toBe(contract?.name)
      expect(
        (contract as AnyForm).values.safeParse(namedValues(contract as AnyForm, token?.values ?? [])).error,
      ).toBeUndefined()
      expect(unknownSearches(form)).toEqual([])
    },
  )

  test.each(pages)('page $name stays within the kit’s limits, and its choices are answers', ({ example, contract }) => {
    const page = example(words) as Page
    const { fields } = contract as AnyLink
    expect(pageProblems(page)).toEqual([])
    expect((page.fields ?? []).map(({ name }) => name).filter((name) => !(name in fields.shape))).toEqual([])
    for (const { value } of page.choices) expect(fields.shape.choice?.safeParse(value).success, value).toBe(true)
  })
})

test.each([...new Set(registry.commands.map(({ contract }) => contract.command))])(
  'the help of /%s stays within the kit’s limits',
  (command) => {
    expect(cardProblems(helpCard(registry, command))).toEqual([])
  },
)

/** Nothing for a button whose contract is known and takes these values. */
function strangeButton(text: string): readonly string[] {
  const token = decodeToken(text)
  const entry = token && registry.action(token.name)
  if (!token || !entry) return [`no action takes ${text}`]
  const parsed = entry.contract.values.safeParse(namedValues(entry.contract, token.values))
  return parsed.success && token.version === entry.contract.version
    ? []
    : [`${entry.contract.name} does not take ${text}`]
}

const unknownSearches = (form: Form) =>
  form.fields.flatMap((field) => (field.kind === 'search' && !registry.search(field.search) ? [field.search] : []))
