import {
  actions,
  type Block,
  button,
  type Card,
  divider,
  fields,
  quote,
  type Status,
  text,
} from '../../../kit/ui/card.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { bold, listed, type Text, t, time, typed } from '../../../kit/ui/text.ts'
import { consentNever, consentYes, notNow } from '../contracts.ts'
import { type Consent, type RequestState, referenceOf } from '../model.ts'
import { head, mention, nameOf, type Seen, small, title } from './parts.ts'

/** What the person to be met is asked: who, why, what is shared, and how to say no. */

export interface Ask {
  readonly state: RequestState
  /** Null when the introduction it belonged to is no longer prepared. */
  readonly consent: Consent | null
  /** What the asker tells about themselves, in a line. */
  readonly about: string | null
}

export interface SeenConsent extends Ask, Seen {
  /** What they are asked on the same card, or in the same mail. */
  readonly alongside: readonly Ask[]
  readonly community: string
}

/** In chat, for a target who is a member. */
export const consentCard = (seen: SeenConsent): Card => (seen.alongside.length > 0 ? cardOfAll(seen) : cardOfOne(seen))

function cardOfOne(seen: SeenConsent): Card {
  const { state, consent } = seen
  const { request } = state
  const values = { requestId: request.id, consentId: consent?.id ?? '' }
  return {
    title: title(`${nameOf(state, request.requesterId)} would like to meet you`),
    status: consentStatus(consent),
    ...head(seen),
    body: isAsked(seen)
      ? [
          text(t`${mention(state, request.facilitatorId)} can introduce you. ${until([seen])}`),
          ...theirAsk(seen),
          small(
            t`If you say yes, you two and ${nameOf(state, request.facilitatorId)} meet in one chat. Nothing else is shared.`,
          ),
          actions(
            button('Yes, introduce us', consentYes, values, { style: 'primary' }),
            button('Not now…', notNow, values),
            neverButton(values),
          ),
        ]
      : [text(answered(consent))],
  }
}

/** Requests that one facilitator has taken together: one question, an answer to each. */
function cardOfAll(seen: SeenConsent): Card {
  const asks = allAsks(seen)
  const open = asks.filter(isAsked)
  const [first] = open
  return {
    title: title(`${listed(asks.map(askerOfAsk))} would each like to meet you`),
    status: consentStatus((first ?? asks.find(({ consent }) => consent?.status === 'YES') ?? seen).consent),
    reference: asks.map(({ state }) => referenceOf(state.request)).join(', '),
    body: [
      ...(first
        ? [
            text(
              t`${mention(first.state, first.state.request.facilitatorId)} can introduce you to each of them. ${until(open)}`,
            ),
          ]
        : []),
      ...asks.flatMap((ask, place) => (place > 0 ? [divider, ...partOfCard(ask)] : partOfCard(ask))),
      ...(first
        ? [
            divider,
            small(
              t`With each yes, the two of you and ${nameOf(first.state, first.state.request.facilitatorId)} meet in one chat. Nothing else is shared.`,
            ),
            actions(neverButton({ requestId: first.state.request.id, consentId: first.consent?.id ?? '' })),
          ]
        : []),
    ],
  }
}

function partOfCard(ask: Ask): Block[] {
  const { state, consent } = ask
  const values = { requestId: state.request.id, consentId: consent?.id ?? '' }
  if (!isAsked(ask)) return [text(t`${bold(askerOfAsk(ask))}: ${answered(consent)}`)]
  return [
    ...theirAsk(ask),
    actions(
      button(clip(`Yes, introduce ${askerOfAsk(ask)}`, LIMITS.buttonLabel), consentYes, values, { style: 'primary' }),
      button('Not now…', notNow, values),
    ),
  ]
}

/** Whoever waits longest first, whichever of them was looked at. */
export const allAsks = (seen: SeenConsent): Ask[] =>
  [seen, ...seen.alongside].toSorted((a, b) => a.state.request.number - b.state.request.number)

export const isAsked = ({ consent }: Ask): boolean => consent?.status === 'ASKED'

export const askerOfAsk = ({ state }: Ask): string => nameOf(state, state.request.requesterId)

const neverButton = (values: { requestId: string; consentId: string }) =>
  button('Never ask me again', consentNever, values, { style: 'danger', confirm: confirmNever })

const confirmNever = {
  title: 'Never be asked again?',
  text: 'Nobody here will ask for an introduction to you any more. An administrator can change it if you tell them.',
  yes: 'Never ask me',
  no: 'Go back',
}

function consentStatus(consent: Consent | null): Status {
  switch (consent?.status) {
    case 'ASKED':
      return { word: 'Waiting for you', tone: 'open' }
    case 'YES':
      return { word: 'You said yes', tone: 'good' }
    case 'LATER':
    case 'NO':
      return { word: 'You said no', tone: 'quiet' }
    default:
      return { word: 'Over', tone: 'quiet' }
  }
}

function answered(consent: Consent | null): Text {
  switch (consent?.status) {
    case 'YES':
      return t`Thank you! The introduction comes to you here.`
    case 'LATER':
      return t`That is fine. They only hear that it is not possible right now.`
    case 'NO':
      return t`You will not be asked again.`
    case 'LAPSED':
      return t`The time for this one is over. Nothing was shared.`
    default:
      return t`This question is answered or no longer open. There is nothing that you have to do.`
  }
}

/** The first of the days by which an answer is hoped for. */
export function until(asks: readonly Ask[]): Text {
  const days = asks.flatMap(({ consent }) => (consent ? [consent.expiresAt ?? consent.askedAt] : []))
  const [first] = days.toSorted((a, b) => a.getTime() - b.getTime())
  return first ? t`Please answer by ${time(first, 'date')}.` : t``
}

export function theirAsk({ state, about }: Ask): Block[] {
  const { request } = state
  return [
    fields([
      { label: 'Who', value: t`${nameOf(state, request.requesterId)}${about ? `, ${about}` : ''}` },
      { label: 'About', value: t`${request.purpose}` },
    ]),
    quote(typed(request.message)),
  ]
}
