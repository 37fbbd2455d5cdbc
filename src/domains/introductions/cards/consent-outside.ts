import type { Page } from '../../../kit/page.ts'
import { actions, type Block, type Card, linkButton, text } from '../../../kit/ui/card.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { listed, type Text, t } from '../../../kit/ui/text.ts'
import { targetOf } from '../model.ts'
import { type Ask, allAsks, askerOfAsk, isAsked, type SeenConsent, theirAsk, until } from './consent.ts'
import { nameOf, title } from './parts.ts'

/** What a person outside is asked: by mail, and on the page behind its link. */

type LinkUrl = (linkId: string) => string

/** One mail, whatever number of asks; a link to answer each. Null when nothing is asked any more. */
export function consentMailCard(seen: SeenConsent, linkUrl: LinkUrl): Card | null {
  const { community } = seen
  const open = allAsks(seen).filter((ask) => isAsked(ask) && ask.consent?.linkId)
  const [first] = open
  if (!first) return null
  const { state } = first
  const askers = listed(open.map(askerOfAsk))
  const facilitator = nameOf(state, state.request.facilitatorId)
  const wish = open.length > 1 ? 'would each like' : 'would like'
  return {
    title: title(`${facilitator} asks: may I introduce ${askers} to you?`),
    body: [
      text(
        t`Hello ${targetOf(state)?.name ?? ''}, ${askers} ${wish} to meet you, and ${facilitator} from ${community} can introduce you. It is your choice: you can say yes, not now, or never. ${until(open)}`,
      ),
      ...open.flatMap((ask) => partOfMail(ask, linkUrl, open.length > 1)),
    ],
    footer: t`${facilitator} asked the introductions desk of ${community} to send you this. Your address is not given to anybody before you say yes. To reach a person, write to ${facilitator}.`,
  }
}

function partOfMail(ask: Ask, linkUrl: LinkUrl, isOneOfSeveral: boolean): Block[] {
  const label = isOneOfSeveral ? clip(`Answer ${askerOfAsk(ask)}`, LIMITS.buttonLabel) : 'Read and answer'
  return [...theirAsk(ask), actions(linkButton(label, linkUrl(ask.consent?.linkId ?? '')))]
}

/** The asker was erased, or the community is no more: nothing is left to answer. */
export function gonePage(): Page {
  const nothingToDo = t`The request behind this link is gone. There is nothing that you have to do, and nothing about you was shared.`
  return { title: 'This question is no longer open', body: [text(nothingToDo)], choices: [] }
}

/** The page behind the link. */
export function consentPage(seen: SeenConsent, linkUrl: LinkUrl): Page {
  const { state, consent, community } = seen
  const asker = nameOf(state, state.request.requesterId)
  const facilitator = nameOf(state, state.request.facilitatorId)
  const footer = t`${facilitator} asked you through the introductions desk of ${community}. To reach a person, write to ${facilitator}.`
  if (consent?.status !== 'ASKED') {
    return { title: 'Thank you', body: [text(pageAnswer(seen)), ...stillOpen(seen, linkUrl)], choices: [], footer }
  }
  return {
    title: `May ${facilitator} introduce ${asker} to you?`,
    body: [
      text(t`${asker} would like to meet you. ${until([seen])}`),
      ...theirAsk(seen),
      text(
        t`If you say yes, ${facilitator} introduces you, and ${asker} learns your e-mail address. If not, nothing is shared.`,
      ),
      ...stillOpen(seen, linkUrl),
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

/** The others of whom this person was asked in the same mail, or since: each has a page of its own. */
function stillOpen({ alongside }: SeenConsent, linkUrl: LinkUrl): Block[] {
  return alongside.filter(isAsked).flatMap((ask): Block[] => {
    const linkId = ask.consent?.linkId
    if (!linkId) return []
    const asker = askerOfAsk(ask)
    return [
      text(t`${asker} would like to meet you as well.`),
      actions(linkButton(clip(`Answer ${asker}`, LIMITS.buttonLabel), linkUrl(linkId))),
    ]
  })
}
