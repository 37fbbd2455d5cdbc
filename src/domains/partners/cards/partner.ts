import {
  actions,
  type Block,
  button,
  type Card,
  fields,
  linkButton,
  list,
  quote,
  type Status,
  text,
} from '../../../kit/ui/card.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { type Text, t, time, typed } from '../../../kit/ui/text.ts'
import * as contracts from '../contracts-chat.ts'
import type { Partner, PartnerStatus } from '../model.ts'
import { aType, capital, disclosure, statusWord, typeWord } from '../text.ts'

/** Cards about one partner: for the team, and for the partner. */

const statuses: Readonly<Record<PartnerStatus, Status>> = {
  INVITED: { word: statusWord.INVITED, tone: 'waiting' },
  PENDING_REVIEW: { word: statusWord.PENDING_REVIEW, tone: 'open' },
  ACTIVE: { word: statusWord.ACTIVE, tone: 'good' },
  INACTIVE: { word: statusWord.INACTIVE, tone: 'quiet' },
  REMOVED: { word: statusWord.REMOVED, tone: 'quiet' },
}
export const statusOf = (status: PartnerStatus): Status => statuses[status]

export const title = (words: string): string => clip(words, LIMITS.cardTitle)

/** The team's one card about a partner: who they are, what they said, and what can be decided. */
export function reviewCard(partner: Partner, lead?: Text): Card {
  return {
    title: title(`${partner.companyName}, ${typeWord[partner.type]}`),
    status: statusOf(partner.status),
    body: [
      text(lead ?? whatNext(partner)),
      facts(partner),
      ...(partner.notes ? [quote(typed(partner.notes))] : []),
      ...asked(partner),
      actions(...decisions(partner)),
    ],
  }
}

function whatNext({ status, companyName: name, agreementSignedAt: signed }: Partner): Text {
  switch (status) {
    case 'INVITED':
      return t`${name} was invited and has not answered yet. You can activate them without waiting, if you know them.`
    case 'PENDING_REVIEW':
      return t`${name} has agreed and waits for the team. The first decision counts for everybody.`
    case 'ACTIVE':
      return signed
        ? t`${name} takes introductions, in turn with the others.`
        : t`${name} takes introductions, in turn with the others. No agreement is noted yet.`
    case 'INACTIVE':
      return t`${name} takes no introductions. What was under way has gone to the next one.`
    case 'REMOVED':
      return t`${name} is not a partner any more. To have them back, invite them again.`
  }
}

export function facts(partner: Partner): Block {
  const { agreementSignedAt: signed } = partner
  return fields([
    { label: 'Person', value: t`${partner.contactName}` },
    { label: 'E-mail', value: t`${partner.email}` },
    partner.phone !== null && { label: 'Phone', value: t`${partner.phone}` },
    partner.website !== null && { label: 'Website', value: t`${partner.website}` },
    { label: 'States', value: t`${partner.serviceAreas.join(', ') || 'none yet'}` },
    { label: 'Agreement', value: signed ? t`${time(signed, 'date')}` : t`not noted` },
  ])
}

function asked({ question, answer }: Partner): Block[] {
  if (!question) return []
  return [
    text(t`The team asked: ${question}`, 'small'),
    answer ? quote(typed(answer)) : text(t`No answer yet.`, 'small'),
  ]
}

function decisions({ id: partnerId, status, companyName }: Partner) {
  const mayActivate = status === 'INVITED' || status === 'PENDING_REVIEW' || status === 'INACTIVE'
  return [
    mayActivate && button('Activate', contracts.activate, { partnerId }, { style: 'primary' }),
    status === 'ACTIVE' && button('Set inactive', contracts.pause, { partnerId }),
    status !== 'REMOVED' && button('Ask them…', contracts.ask, { partnerId }),
    status !== 'REMOVED' && button('Change their states…', contracts.areas, { partnerId }),
    status !== 'REMOVED' &&
      button(
        'Remove',
        contracts.remove,
        { partnerId },
        {
          style: 'danger',
          confirm: {
            title: 'Remove this partner?',
            text: `${clip(companyName, 80)} is not introduced any more, and what is under way goes to the next one. It cannot be taken back, but you can invite them again.`,
            yes: 'Remove them',
            no: 'Keep them',
          },
        },
      ),
  ]
}

/** Asks somebody to become a partner. `url` is for those who have no account here. */
export function invitationCard(partner: Partner, community: string, url: string | null): Card {
  const { id: partnerId, contactName, question } = partner
  const isOpen = partner.status === 'INVITED' || (question !== null && partner.answer === null)
  return {
    title: title(question ? `A question from ${community}` : `${community} would like you as a partner`),
    status: isOpen ? { word: 'Waiting for you', tone: 'open' } : statusOf(partner.status),
    body: [
      text(isOpen ? invitationText(partner, community) : t`Thank you, this is settled. Nothing to do for you.`),
      ...(isOpen && question ? [quote(typed(question))] : []),
      ...(isOpen ? [text(t`${disclosure(partner.type)}`, 'small'), actions(...answers())] : []),
    ],
  }

  function answers() {
    if (url) return [linkButton('Look and answer', url)]
    if (question && partner.answer === null) {
      return [button('Answer…', contracts.answerQuestion, { partnerId }, { style: 'primary' })]
    }
    return [
      button('Become a partner…', contracts.acceptInvitation, { partnerId }, { style: 'primary' }),
      button('No, thank you', contracts.declineInvitation, { partnerId }),
    ]
  }

  function invitationText({ type }: Partner, from: string): Text {
    if (question) return t`Hello ${contactName}, before the team of ${from} decides, they would like to know this.`
    return t`Hello ${contactName}, members of ${from} sometimes need ${aType(type)}, and we would like to introduce them to you. You say yes or no to each introduction.`
  }
}

export function questionCard(partner: Partner, question: string): Card {
  const isOpen = partner.question === question && partner.answer === null
  return {
    title: 'The team has a question for you',
    status: isOpen ? { word: 'Waiting for you', tone: 'open' } : { word: 'Answered', tone: 'quiet' },
    body: [
      quote(typed(question)),
      ...(isOpen
        ? [actions(button('Answer…', contracts.answerQuestion, { partnerId: partner.id }, { style: 'primary' }))]
        : [text(t`Thank you, this is settled.`)]),
    ],
  }
}

/** Tells a partner what has become of them; null where it is something else by now. */
export function statusCard(partner: Partner, status: PartnerStatus): Card | null {
  if (partner.status !== status) return null
  const words = statusNews(partner)
  return words && { title: words.title, status: statusOf(status), body: [text(words.text)] }
}

function statusNews({ status, type, companyName }: Partner): { title: string; text: Text } | null {
  switch (status) {
    case 'ACTIVE':
      return {
        title: 'Welcome as a partner',
        text: t`${companyName} is in the directory now. When a group needs ${aType(type)} and it is your turn, you are asked first: a no is fine.`,
      }
    case 'INACTIVE':
      return {
        title: 'You take no introductions for now',
        text: t`The team has set ${companyName} inactive. Introductions that were made stay as they are. If this is not what you wanted, write to the team.`,
      }
    case 'REMOVED':
      return {
        title: 'You are not a partner any more',
        text: t`The team has taken ${companyName} out of the directory. Thank you for your help.`,
      }
    case 'INVITED':
    case 'PENDING_REVIEW':
      return null
  }
}

/** `/partner team`: whoever waits for a decision first. */
export function teamCard(partners: readonly Partner[], total: number): Card {
  if (partners.length === 0) {
    return { title: 'Your partners', body: [text(t`There are none yet. Invite the first with /partner invite.`)] }
  }
  return {
    title: 'Your partners',
    body: [
      list(
        partners.map((partner) => ({
          title: clip(partner.companyName, 120),
          text: t`${capital(typeWord[partner.type])} · ${partner.serviceAreas.join(', ') || 'no states yet'}`,
          status: statusOf(partner.status),
          actions: [button('Open', contracts.openPartner, { partnerId: partner.id })],
        })),
      ),
      ...(total > partners.length
        ? [text(t`… and ${total - partners.length} more. Look with /partner find.`, 'small')]
        : []),
    ],
  }
}

/** A partner's own: what everybody sees, and what only they do. */
export function ownCard(partner: Partner): Card {
  return {
    title: title(`${partner.companyName} in the directory`),
    status: statusOf(partner.status),
    body: [facts(partner), actions(button('Change it…', contracts.editProfile, { partnerId: partner.id }))],
  }
}
