import { type ActionItem, actions, type Block, button, linkButton, pick, quote, text } from '../../../kit/ui/card.ts'
import { bold, code, listed, type Text, t, time, typed } from '../../../kit/ui/text.ts'
import { alreadyAsked, askConsent, decline, details, editDraft, rewrite, send } from '../contracts.ts'
import { type Consent, FORMATS, type Introduction, type RequestState, type Target, targetOf } from '../model.ts'
import { targetConsent } from '../rules/consent.ts'
import { formatWord } from '../text.ts'
import type { SeenOffer } from './offer.ts'
import { mention, nameOf, small } from './parts.ts'

/** The draft studio: what to do next, the text, who wrote it, whether the other side agrees. */
export function studioBlocks(seen: SeenOffer): Block[] {
  const { state } = seen
  const { introduction } = state
  const target = targetOf(state)
  if (!introduction || !target) return []
  const consent = targetConsent(state)
  return [
    text(nextStep(seen, target, consent)),
    ...linkToPassOn(seen, consent),
    actions(...steps(seen, target, consent)),
    ...draft(state, introduction),
    actions(...work(seen)),
  ]
}

function nextStep({ state, together }: SeenOffer, target: Target, consent: Consent | null): Text {
  const asker = mention(state, state.request.requesterId)
  if (consent?.status === 'YES') {
    return consent.means === 'FACILITATOR'
      ? t`You have asked ${target.name}. Read the text, change what you like, and send it: nothing goes out without your click.`
      : t`${target.name} said yes. Read the text, change what you like, and send it: nothing goes out without your click.`
  }
  if (consent?.status === 'ASKED') {
    return t`${target.name} was asked on ${time(consent.askedAt, 'date')} whether they want to meet ${asker}, and has until ${time(consent.expiresAt ?? consent.askedAt, 'date')}. You hear from me as soon as they answer.`
  }
  const askers = [nameOf(state, state.request.requesterId), ...together]
  const once = together.length > 0 ? ` One message asks ${target.name} about ${listed(askers)}.` : ''
  return t`Thank you! Two things are left: ${target.name} has to agree, and the text has to please you. Nothing goes out without your click.${once}`
}

function linkToPassOn({ linkUrl, canMail }: SeenOffer, consent: Consent | null): Block[] {
  if (consent?.status !== 'ASKED' || !consent.linkId) return []
  const url = linkUrl(consent.linkId)
  return [
    small(
      canMail
        ? t`You can also pass this link on yourself. It works once: ${code(url)}`
        : t`Pass this link on to them, in your own words. It works once: ${code(url)}`,
    ),
    actions(linkButton('Look at the page', url)),
  ]
}

function steps(seen: SeenOffer, target: Target, consent: Consent | null): ActionItem[] {
  const requestId = seen.state.request.id
  const asked = button(`I have asked them already`, alreadyAsked, { requestId })
  switch (consent?.status) {
    case 'YES':
      return sendButtons(seen, target)
    case 'ASKED':
      return [asked]
    default: {
      const ask =
        target.memberId || (target.email && seen.canMail) ? `Ask whether they want to` : 'Make a link to ask them'
      return [button(ask, askConsent, { requestId }, { style: 'primary' }), asked]
    }
  }
}

/** Sending cannot be taken back, so it names who will read it. */
function sendButtons({ state, canMail }: SeenOffer, target: Target): ActionItem[] {
  const requestId = state.request.id
  const asker = nameOf(state, state.request.requesterId)
  const byHand = button('I have sent it myself', send, { requestId, channel: 'BY_HAND' })
  const confirm = (how: string) => ({
    title: 'Send the introduction?',
    text: `${asker} and ${target.name} get it ${how}. It cannot be taken back.`,
    yes: 'Send it',
    no: 'Not yet',
  })
  if (target.memberId) {
    const look = { style: 'primary', confirm: confirm('in one chat with you') } as const
    return [button('Introduce them in a chat', send, { requestId, channel: 'ROOM' }, look)]
  }
  if (!target.email || !canMail) return [{ ...byHand, style: 'primary' }]
  const look = { style: 'primary', confirm: confirm('by e-mail and in chat') } as const
  return [button('Send it by e-mail', send, { requestId, channel: 'MAIL' }, look), byHand]
}

function draft(state: RequestState, introduction: Introduction): Block[] {
  const { subject, body, talkingPoints, draftWanted, draftWritten } = introduction
  const isComing = draftWanted > draftWritten
  if (!body) return [small(t`A draft is being written. It appears here in a moment.`)]
  const whole = button('Show it all', details, { requestId: state.request.id })
  return [
    text(t`${bold(subject ?? '')}`),
    quote(typed(body), whole),
    ...(talkingPoints.length > 0 ? [small(t`To talk about: ${talkingPoints.join(' · ')}`)] : []),
    small(isComing ? t`Another draft is being written. This one stays until it comes.` : writtenBy(introduction)),
  ]
}

function writtenBy({ writtenBy: who, writerNote }: Introduction): Text {
  switch (who) {
    case 'MODEL':
      return t`Drafted with AI by ${writerNote ?? 'a model'}. Please read it before you send it.`
    case 'TEMPLATE':
      return t`Written from a template, because ${writerNote ?? 'no model is configured'}.`
    case 'PERSON':
      return t`In your own words.`
    case null:
      return t``
  }
}

function work({ state, offer }: SeenOffer): ActionItem[] {
  const requestId = state.request.id
  const options = [
    { label: 'Another version', value: 'AGAIN' },
    { label: 'Warmer', value: 'WARMER' },
    { label: 'Shorter', value: 'SHORTER' },
    { label: 'Plain again', value: 'PLAIN' },
    ...FORMATS.map((format) => ({ label: formatWord[format], value: format })),
  ]
  return [
    button('Edit the text…', editDraft, { requestId }),
    pick('Write it again', rewrite, { requestId }, options),
    button('Hand it back…', decline, { requestId, offerId: offer.id }),
  ]
}
