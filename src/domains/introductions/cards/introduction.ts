import type { MemberId } from '../../../kit/brand.ts'
import { actions, button, type Card, text } from '../../../kit/ui/card.ts'
import { bold, link, type Text, t, typed } from '../../../kit/ui/text.ts'
import { wrote } from '../contracts.ts'
import { targetOf } from '../model.ts'
import { points } from './offer.ts'
import { described, disclosed, head, mention, nameOf, type Seen, title } from './parts.ts'

export interface SeenIntroduction extends Seen {
  /** Null in a room, where all of them read it, and in a mail. */
  readonly readerId: MemberId | null
}

/** The introduction as it was sent: for the room, the mail, and the asker's own copy with the address. */
export function introductionCard(seen: SeenIntroduction): Card | null {
  const { state, readerId } = seen
  const { request, introduction } = state
  const target = targetOf(state)
  if (!introduction?.sentAt || !introduction.body || !target) return null
  const isMail = readerId === null && introduction.channel === 'MAIL'
  const isAskersCopy = readerId === request.requesterId && introduction.channel !== 'ROOM'
  return {
    title: title(introduction.subject ?? `${nameOf(state, request.requesterId)}, meet ${target.name}`),
    ...(!isMail && head(seen)),
    body: [
      text(typed(introduction.body)),
      ...(isMail || introduction.talkingPoints.length === 0 ? [] : [points(introduction.talkingPoints)]),
      text(whatNext(seen, isMail)),
      ...disclosed(state),
      ...(isMail ? [] : [actions(button('I have written', wrote, { requestId: request.id }))]),
    ],
    ...(isAskersCopy && { footer: address(target.email, described(target)) }),
  }
}

function whatNext({ state }: SeenIntroduction, isMail: boolean): Text {
  const { request } = state
  const facilitator = mention(state, request.facilitatorId)
  const asker = nameOf(state, request.requesterId)
  if (isMail)
    return t`${bold(asker)} will write to you. ${nameOf(state, request.facilitatorId)} made this introduction.`
  return t`${mention(state, request.requesterId)}, your turn: write the first line. ${facilitator} has opened the door and steps back.`
}

/** Contact details appear only here, after the last yes. */
function address(email: string | null, who: string): Text {
  return email ? t`${who}: ${link(`mailto:${email}`, email)}` : t`${who}. They reach you where they were introduced.`
}
