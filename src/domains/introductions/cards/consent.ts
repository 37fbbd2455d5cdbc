import type { Page } from '../../../kit/page.ts'
import { actions, button, type Card, fields, linkButton, quote, type Status, text } from '../../../kit/ui/card.ts'
import { LIMITS } from '../../../kit/ui/limits.ts'
import { type Text, t, time, typed } from '../../../kit/ui/text.ts'
import { consentNever, consentYes, notNow } from '../contracts.ts'
import { type Consent, targetOf } from '../model.ts'
import { head, mention, nameOf, type Seen, small, title } from './parts.ts'

/** What the person to be met is asked: who, why, what is shared, and how to say no. */

export interface SeenConsent extends Seen {
  /** Null when the introduction it belonged to is no longer prepared. */
  readonly consent: Consent | null
  /** What the asker tells about themselves, in a line. */
  readonly about: string | null
  readonly community: string
}

/** In chat, for a target who is a member. */
export function consentCard(seen: SeenConsent): Card {
  const { state, consent } = seen
  const { request } = state
  const values = { requestId: request.id, consentId: consent?.id ?? '' }
  const isAsked = consent?.status === 'ASKED'
  return {
    title: title(`${nameOf(state, request.requesterId)} would like to meet you`),
    status: consentStatus(consent),
    ...head(seen),
    body: isAsked
      ? [
          text(t`${mention(state, request.facilitatorId)} can introduce you. ${until(consent)}`),
          ...theirAsk(seen),
          small(
            t`If you say yes, you two and ${nameOf(state, request.facilitatorId)} meet in one chat. Nothing else is shared.`,
          ),
          actions(
            button('Yes, introduce us', consentYes, values, { style: 'primary' }),
            button('Not now…', notNow, values),
            button('Never ask me again', consentNever, values, { style: 'danger', confirm: confirmNever }),
          ),
        ]
      : [text(answered(consent))],
  }
}

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

const until = ({ expiresAt, askedAt }: Consent): Text => t`Please answer by ${time(expiresAt ?? askedAt, 'date')}.`

function theirAsk({ state, about }: SeenConsent) {
  const { request } = state
  return [
    fields([
      { label: 'Who', value: t`${nameOf(state, request.requesterId)}${about ? `, ${about}` : ''}` },
      { label: 'About', value: t`${request.purpose}` },
    ]),
    quote(typed(request.message)),
  ]
}

/** The mail to a target outside: one question, one link. */
export function consentMailCard(seen: SeenConsent, href: string): Card | null {
  const { state, consent, community } = seen
  if (consent?.status !== 'ASKED') return null
  const asker = nameOf(state, state.request.requesterId)
  const facilitator = nameOf(state, state.request.facilitatorId)
  return {
    title: title(`${facilitator} asks: may I introduce ${asker} to you?`),
    body: [
      text(
        t`Hello ${targetOf(state)?.name ?? ''}, ${asker} would like to meet you, and ${facilitator} from ${community} can introduce you. It is your choice: you can say yes, not now, or never. ${until(consent)}`,
      ),
      ...theirAsk(seen),
      actions(linkButton('Read and answer', href)),
    ],
    footer: t`${facilitator} asked the introductions desk of ${community} to send you this. Your address is not given to anybody before you say yes. To reach a person, write to ${facilitator}.`,
  }
}

/** The page behind the link. */
/** The asker was erased, or the community is no more: nothing is left to answer. */
export function gonePage(): Page {
  const nothingToDo = t`The request behind this link is gone. There is nothing that you have to do, and nothing about you was shared.`
  return { title: 'This question is no longer open', body: [text(nothingToDo)], choices: [] }
}

export function consentPage(seen: SeenConsent): Page {
  const { state, consent, community } = seen
  const asker = nameOf(state, state.request.requesterId)
  const facilitator = nameOf(state, state.request.facilitatorId)
  const footer = t`${facilitator} asked you through the introductions desk of ${community}. To reach a person, write to ${facilitator}.`
  if (consent?.status !== 'ASKED') return { title: 'Thank you', body: [text(pageAnswer(seen))], choices: [], footer }
  return {
    title: `May ${facilitator} introduce ${asker} to you?`,
    body: [
      text(t`${asker} would like to meet you. ${until(consent)}`),
      ...theirAsk(seen),
      text(
        t`If you say yes, ${facilitator} introduces you, and ${asker} learns your e-mail address. If not, nothing is shared.`,
      ),
    ],
    fields: [
      {
        ...{ kind: 'paragraph', name: 'note', label: `A word to ${facilitator.slice(0, 30)}` },
        ...{ maxLength: LIMITS.paragraph, required: false, hint: 'Only they read it.' },
      },
    ],
    choices: [
      { value: 'yes', label: 'Yes, introduce us', style: 'primary' },
      { value: 'later', label: 'Not now', style: 'plain' },
      { value: 'never', label: 'Never contact me', style: 'danger' },
    ],
    footer,
  }
}

function pageAnswer({ state, consent }: SeenConsent): Text {
  const facilitator = nameOf(state, state.request.facilitatorId)
  switch (consent?.status) {
    case 'YES':
      return t`You said yes. ${facilitator} will introduce you, usually within a few days. You can close this page.`
    case 'LATER':
      return t`You said not now, and that is fine. Only ${facilitator} hears of it. You can close this page.`
    case 'NO':
      return t`You will not be contacted again by this community’s desk. We keep only a fingerprint of your address, so that we remember. You can close this page.`
    case 'LAPSED':
      return t`The time to answer is over. Nothing about you was shared. If you want to answer after all, write to ${facilitator}.`
    default:
      return t`This question is answered or no longer open: the request behind it has ended. Nothing about you was shared, and there is nothing that you have to do.`
  }
}
