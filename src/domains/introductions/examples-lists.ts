import type { Example, Words } from '../../kit/examples.ts'
import type { Card } from '../../kit/ui/card.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import type { ContactGlimpse } from '../people/api.ts'
import { knownCard, whyCard } from './cards/know.ts'
import { boardCard, findCard, inboxCard, mineCard } from './cards/lists.ts'
import { acceptedParts, exampleRequest, exampleState, femi, EXAMPLE_NOW as now } from './examples-state.ts'
import { DEFAULT_HOUSE_RULES } from './model-defaults.ts'

/** One example of every list: one's own requests, what waits, the board, who was found. */

export const listCards: Readonly<Record<string, Example<Card>>> = {
  'why: in parts': () => {
    const parts = { strength: 0.82, freshness: 0.6, fit: 1, answerRate: 0.9, speed: 0.5, room: 1, trust: 0.3 }
    return whyCard(['You were in touch 12 days ago'], { parts, isOwnWord: true })
  },
  'why: nothing to compare': () => whyCard([], null),
  'knowing: kept': (words) => knownCard(words.name('Nora Lindqvist'), 'Well'),
  'mine: some': (words) =>
    mineCard([exampleState(words), exampleState(words, acceptedParts(words))], [], DEFAULT_HOUSE_RULES),
  'mine: none': () => mineCard([], [], DEFAULT_HOUSE_RULES),
  'inbox: some': (words) => inboxCard([exampleState(words), exampleState(words, acceptedParts(words))], femi),
  'inbox: none': () => inboxCard([], femi),
  'board: some': (words) =>
    boardCard(
      [exampleRequest(words, { boardAt: now })],
      new Map([[exampleRequest(words).contactId ?? '', words.name('Nora Lindqvist')]]),
    ),
  'board: empty': () => boardCard([], new Map()),
  'found: some': (words) => findCard(words.line('nordcell', LIMITS.line), { by: 'name', contacts: [found(words)] }),
  'found: by what they are': (words) =>
    findCard(words.line('a head of quality', LIMITS.line), {
      by: 'criteria',
      contacts: [found(words), ...others(words)],
    }),
  'found: nobody': (words) => findCard(words.line('nordzell', LIMITS.line), { by: 'criteria', contacts: [] }),
}

function others(words: Words): ContactGlimpse[] {
  const colleague = { ...found(words), id: 'c-2', name: words.name('Henrik Dahl'), title: 'Quality Lead' }
  return [colleague, { ...found(words), id: 'c-3', name: words.name('Olu Adebayo'), organization: 'Baltic Yards' }]
}

function found(words: Words): ContactGlimpse {
  return {
    id: exampleRequest(words).contactId ?? '',
    name: words.name('Nora Lindqvist'),
    title: 'Head of Quality',
    organization: 'Nordcell',
  }
}
