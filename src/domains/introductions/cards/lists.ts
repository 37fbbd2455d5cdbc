import type { MemberId } from '../../../kit/brand.ts'
import { actions, button, type Card, directory, list, text } from '../../../kit/ui/card.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { t } from '../../../kit/ui/text.ts'
import type { ContactGlimpse } from '../../people/api.ts'
import { askFor, help, open, openBoard, startAsk } from '../contracts.ts'
import { type ReferralRequest, type RequestState, referenceOf, targetOf } from '../model.ts'
import type { HouseRules } from '../model-defaults.ts'
import { offerOf } from '../rules/view.ts'
import { urgencyWord } from '../text.ts'
import { askerName, statusOf, them } from './parts.ts'
import { summaryLine } from './receipt.ts'

const startButton = button('Ask for an introduction…', startAsk, {}, { style: 'primary' })

/** `/intro mine`: live requests first, then the last that ended. */
export function mineCard(live: readonly RequestState[], ended: readonly RequestState[], house: HouseRules): Card {
  const all = [...live, ...ended].slice(0, LIMITS.listItems)
  if (all.length === 0) {
    return {
      title: 'Your requests',
      body: [text(t`No open requests. The quickest way to start:`), actions(startButton)],
    }
  }
  return {
    title: 'Your requests',
    body: [
      text(t`${live.length} of ${house.liveRequests} open.`),
      list(all.map((state) => ({ ...lineOf(state), ...summaryLine(state) }))),
      actions(startButton),
    ],
  }
}

function lineOf(state: RequestState) {
  return {
    title: `${referenceOf(state.request)} · ${clip(them(targetOf(state)), 80)}`,
    actions: [button('Open it', open, { requestId: state.request.id })],
  }
}

/** `/intro inbox`: what waits for this member, oldest first. */
export function inboxCard(waiting: readonly RequestState[], memberId: MemberId): Card {
  if (waiting.length === 0) {
    return {
      title: 'Your inbox',
      body: [
        text(t`Nothing waits for you. On the ask board there may be a door that you can open.`),
        actions(button('Show the ask board', openBoard, {})),
      ],
    }
  }
  return {
    title: `${waiting.length === 1 ? 'One thing waits' : `${waiting.length} things wait`} for you`,
    body: [
      list(
        waiting.slice(0, LIMITS.listItems).map((state) => ({
          ...lineOf(state),
          text: t`${turnOf(state, memberId)}`,
          status: statusOf(state.request.status),
        })),
      ),
    ],
  }
}

/** Why it is this member's turn, in a line. */
export function turnOf(state: RequestState, memberId: MemberId): string {
  const { request } = state
  const offer = offerOf(state, memberId)
  const asker = askerName(state, offer)
  if (memberId === request.requesterId) {
    return request.status === 'MATCHED' ? 'A question waits for your answer' : 'Tell what came of it'
  }
  switch (offer?.status) {
    case 'OPEN':
      return `${asker} asks; yes or no, both are fine`
    case 'QUESTIONED':
      return 'Your question is with the asker'
    case 'DEFERRED':
      return 'It comes back to you later'
    case 'ACCEPTED':
      return request.status === 'ACCEPTED' ? `Your introduction for ${asker}` : 'Tell what came of it'
    default:
      return `${askerName(state, null)} would like to meet you`
  }
}

/** The ask board: what is wanted, never who asks. */
export function boardCard(requests: readonly ReferralRequest[], names: ReadonlyMap<string, string>): Card {
  if (requests.length === 0) {
    return {
      title: 'The ask board',
      body: [
        text(
          t`The board is empty: every request has found its way. Requests without a path stand here, without a name.`,
        ),
        actions(startButton),
      ],
    }
  }
  return {
    title: 'The ask board',
    body: [
      text(
        t`Nobody is known to have a path to these people. Do you, or do you know somebody who does? Askers stay unnamed until you say yes.`,
      ),
      list(
        requests.map((request) => ({
          title: clip((request.contactId && names.get(request.contactId)) || (request.criteria ?? 'Somebody'), 120),
          text: t`${clip(request.purpose, 160)} · ${urgencyWord[request.urgency]}`,
          actions: [button('I can help…', help, { requestId: request.id })],
        })),
      ),
    ],
  }
}

/** `by: 'criteria'`: nobody is called that, but these are what was typed. */
export interface Found {
  readonly by: 'name' | 'criteria'
  readonly contacts: readonly ContactGlimpse[]
}

/** `/intro find`: people, and never who knows them. */
export function findCard(query: string, { by, contacts }: Found): Card {
  const title = clip(`Found for “${query}”`, LIMITS.cardTitle)
  if (contacts.length === 0) {
    return {
      title,
      body: [
        text(
          t`Nobody of that name, and nobody who is that. Ask all the same: the desk asks around, or shows it on the ask board.`,
        ),
        actions(startButton),
      ],
    }
  }
  return {
    title,
    body: [
      ...(by === 'criteria' ? [text(t`Nobody of that name. These people may be whom you mean.`)] : []),
      directory(
        contacts.slice(0, LIMITS.listItems).map((contact) => ({
          title: contact.name,
          text: t`${[contact.title, contact.organization, contact.city].filter(Boolean).join(', ')}`,
          actions: [button('Ask for an intro…', askFor, { contactId: contact.id })],
        })),
      ),
    ],
  }
}
