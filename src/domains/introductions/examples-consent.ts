import type { Example, Words } from '../../kit/examples.ts'
import type { Page } from '../../kit/page.ts'
import type { Card } from '../../kit/ui/card.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { addDays } from '../../kit/working-time.ts'
import { type Ask, consentCard, type SeenConsent } from './cards/consent.ts'
import { consentMailCard, consentPage } from './cards/consent-outside.ts'
import { acceptedParts, ana, EXAMPLE_NOW, exampleConsent, exampleState, noraMember } from './examples-state.ts'
import type { Consent } from './model.ts'
import { MOST_TOGETHER } from './model-defaults.ts'

/** What Nora is asked: about Maria alone, and about everybody whom Femi has taken together. */

const linkUrl = (linkId: string): string => `https://desk.example/l/${linkId}.signature`
const inChat = { means: 'CHAT', linkId: null, memberId: noraMember } as const

const ask = (words: Words, changes: Partial<Consent>): Ask => {
  const consent = exampleConsent(changes)
  const isNoraHere = consent.memberId !== null
  return {
    ...{ state: exampleState(words, acceptedParts(words, { consents: [consent], isNoraHere })), consent },
    about: words.line('Founder, Voltline', 200),
  }
}

/** The same asker again and again would be no example: Ana asks beside Maria, for something else. */
const askAlongside = (words: Words, place: number, changes: Partial<Consent>): Ask => {
  const { state, consent } = ask(words, { ...changes, id: `${exampleConsent().id.slice(0, -1)}${place + 4}` })
  const request = {
    ...{ ...state.request, id: `${state.request.id.slice(0, -1)}${place + 1}`, number: 150 + place, requesterId: ana },
    purpose: words.line('A speaker for our quality day', LIMITS.line),
    message: words.paragraph('Forty people who test for a living would love an hour with her.', LIMITS.paragraph),
  }
  return { state: { ...state, request }, consent, about: words.line('Host of the quality circle', 200) }
}

const seen = (words: Words, changes: Partial<Consent> = {}, alongside: readonly Ask[] = []): SeenConsent => ({
  ...ask(words, changes),
  ...{ alongside, now: EXAMPLE_NOW, community: words.line('Harbour', 80) },
})

const mail = (about: SeenConsent): Card => {
  const card = consentMailCard(about, linkUrl)
  if (!card) throw new Error('An example shows a mail that asks nothing.')
  return card
}

export const consents = {
  consentNotice: ((words) => consentCard(seen(words, inChat))) satisfies Example<Card>,
  consentMail: ((words) => mail(seen(words))) satisfies Example<Card>,
  consentLink: ((words) => consentPage(seen(words), linkUrl)) satisfies Example<Page>,
}

const others = (words: Words, changes: Partial<Consent>): Ask[] =>
  Array.from({ length: MOST_TOGETHER - 1 }, (_, place) => askAlongside(words, place, changes))

export const consentCards: Readonly<Record<string, Example<Card>>> = {
  'consent: answered': (words) => consentCard(seen(words, { ...inChat, status: 'YES' })),
  'consent: two at once': (words) => consentCard(seen(words, inChat, [askAlongside(words, 0, inChat)])),
  'consent: two at once, one answered': (words) =>
    consentCard(
      seen(words, { ...inChat, status: 'YES', answeredAt: EXAMPLE_NOW }, [
        askAlongside(words, 0, { ...inChat, expiresAt: addDays(EXAMPLE_NOW, 5) }),
      ]),
    ),
  'consent: as many at once as may be': (words) => consentCard(seen(words, inChat, others(words, inChat))),
  'consent: the mail about two': (words) => mail(seen(words, {}, [askAlongside(words, 0, {})])),
  'consent: the mail about as many as may be': (words) => mail(seen(words, {}, others(words, {}))),
}
