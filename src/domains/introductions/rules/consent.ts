import type { MemberId } from '../../../kit/brand.ts'
import { type Consent, type Moment, type RequestState, targetOf } from '../model.ts'
import { CLOCKS } from '../model-defaults.ts'
import { type Change, type Decided, decide, together, unchanged } from './change.ts'
import { daysAfter, hoursOf, workingDaysAfter } from './clocks.ts'
import { movedOn, no, notFound, notYours } from './refusals.ts'
import { remind, settleReminders } from './reminders.ts'
import { endOf, lookAgain } from './request.ts'

export interface ConsentWish {
  readonly by: MemberId
  /** The consent on whose card this one is asked as well; null for a card or mail of its own. */
  readonly askedWithId?: string | null
  /** They said "never contact me" in the meantime. */
  readonly unaskable: boolean
}

/** Asks the target whether they want to be introduced: in chat where they are a member, else by a link. */
export function askConsent(
  state: RequestState,
  { by, unaskable, askedWithId = null }: ConsentWish,
  m: Moment,
): Decided {
  const { introduction } = state
  const target = targetOf(state)
  if (!introduction || !target || state.request.status !== 'ACCEPTED') return movedOn
  if (introduction.facilitatorId !== by) return notYours
  const before = targetConsent(state)
  if (before) return before.status === 'ASKED' || before.status === 'YES' ? unchanged : movedOn
  if (unaskable) return no({ kind: 'cannot_be_asked' })
  const hours = hoursOf(state, target.memberId ?? by)
  const consent: Consent = {
    ...blankConsent(state, m),
    ...{ status: 'ASKED', means: target.memberId ? 'CHAT' : 'LINK', askedWithId },
    expiresAt: daysAfter(m.now, state.house.consentDays, hours),
  }
  // A person outside without an address is asked by the facilitator, who passes the link on: the reminder is theirs to give.
  const canRemind = target.memberId || target.email
  const dueAt = daysAfter(m.now, Math.ceil(state.house.consentDays / 2), hours)
  const reminder = { kind: 'CONSENT', memberId: target.memberId, subjectId: consent.id, dueAt } as const
  return decide({
    introduction: { ...introduction, sendBy: null },
    consents: [consent],
    reminders: [
      ...settleReminders(state, ({ kind }) => kind === 'DRAFT', m),
      ...(canRemind ? remind(state, reminder, m) : []),
    ],
    activities: [{ type: 'CONSENT_ASKED', actorId: by, description: 'Asked the other side whether they want to' }],
    effects: askedWithId === null ? [{ do: 'ask_consent', consentId: consent.id }] : [],
  })
}

/** The facilitator says that they have asked already: their word counts, and the history says whose word it was. */
export function alreadyAsked(state: RequestState, by: MemberId, m: Moment): Decided {
  const { introduction } = state
  const target = targetOf(state)
  if (!introduction || !target || state.request.status !== 'ACCEPTED') return movedOn
  if (introduction.facilitatorId !== by) return notYours
  const before = targetConsent(state)
  if (before?.status === 'YES') return unchanged
  if (before && before.status !== 'ASKED') return movedOn
  const consent = { ...(before ?? blankConsent(state, m)), means: 'FACILITATOR' } as const
  const description = 'Has asked the other side personally: yes'
  return decide(
    together(sayYes(state, consent, m), { activities: [{ type: 'CONSENT_GIVEN', actorId: by, description }] }),
  )
}

export interface ConsentAnswer {
  readonly consentId: string
  /** Null for a person outside, who answers by their link. */
  readonly by: MemberId | null
}

export function giveConsent(state: RequestState, { consentId, by }: ConsentAnswer, m: Moment): Decided {
  const consent = state.consents.find(({ id }) => id === consentId)
  if (!consent) return state.pastTargets.length > 0 ? movedOn : notFound
  if (consent.memberId !== by) return notYours
  if (consent.status === 'YES') return unchanged
  const { introduction, request } = state
  if (consent.status !== 'ASKED' || request.status !== 'ACCEPTED' || !introduction) return movedOn
  return decide(
    together(sayYes(state, consent, m), {
      activities: [{ type: 'CONSENT_GIVEN', actorId: by, description: 'Said yes to being introduced' }],
      effects: [{ do: 'tell', news: 'CONSENT_YES', to: introduction.facilitatorId }],
    }),
  )
}

export interface ConsentRefusal extends ConsentAnswer {
  readonly note: string | null
  /** "Never contact me": kept for ever. */
  readonly never: boolean
}

/** A no. It is not a judgement: the asker hears that it is not possible right now, the note stays with the facilitator. */
export function refuseConsent(state: RequestState, { consentId, by, note, never }: ConsentRefusal, m: Moment): Decided {
  const consent = state.consents.find(({ id }) => id === consentId)
  if (!consent) return state.pastTargets.length > 0 ? movedOn : notFound
  if (consent.memberId !== by) return notYours
  if (consent.status !== 'ASKED' || state.request.status !== 'ACCEPTED' || !state.introduction) return movedOn
  const refused: Consent = { ...consent, status: never ? 'NO' : 'LATER', note, answeredAt: m.now }
  return decide(
    together(loseTarget(state, refused, m), {
      activities: [{ type: 'CONSENT_REFUSED', actorId: by, description: 'Would rather not, for now' }],
      effects: never ? [{ do: 'never_contact' }] : [],
    }),
  )
}

/** Silence is not a yes. */
export function lapseConsent(state: RequestState, consentId: string, m: Moment): Decided {
  const consent = state.consents.find(({ id }) => id === consentId)
  if (!consent) return notFound
  const isDue = consent.status === 'ASKED' && consent.expiresAt !== null && consent.expiresAt <= m.now
  if (!isDue || state.request.status !== 'ACCEPTED' || !state.introduction) return movedOn
  return decide(
    together(loseTarget(state, { ...consent, status: 'LAPSED' }, m), {
      activities: [{ type: 'CONSENT_REFUSED', actorId: null, description: 'No answer came in time' }],
    }),
  )
}

/** An ask by criteria goes on to somebody else; an ask for this very person ends kindly. */
function loseTarget(state: RequestState, consent: Consent, m: Moment): Change {
  const { request, introduction } = state
  if (!introduction) return {}
  const told = { do: 'tell', news: 'CONSENT_NO', to: introduction.facilitatorId } as const
  const spent = {
    introduction: { ...introduction, cancelledAt: m.now, sendBy: null },
    consents: [consent],
    reminders: settleReminders(state, () => true, m),
  }
  const queued = { do: 'route_queued', contactId: introduction.contactId } as const
  if (request.kind === 'CONTACT') {
    const asker = { do: 'tell', news: 'DECLINED', to: request.requesterId } as const
    const ended = endOf({ ...state, consents: [] }, 'DECLINED', m)
    return together(ended, spent, { effects: [told, asker] })
  }
  return together(spent, lookAgain(m), {
    request: { facilitatorId: null, contactId: null },
    offers: state.offers
      .filter(({ status }) => status === 'ACCEPTED')
      .map((offer) => ({ ...offer, status: 'WITHDRAWN' as const })),
    effects: [told, queued],
  })
}

/** The last yes: now it is the facilitator's click. */
function sayYes(state: RequestState, consent: Consent, m: Moment): Change {
  const { introduction } = state
  if (!introduction) return {}
  const hours = hoursOf(state, introduction.facilitatorId)
  const dueAt = workingDaysAfter(m.now, CLOCKS.draftReminderWorkingDays, hours)
  const reminder = { kind: 'DRAFT', memberId: introduction.facilitatorId, subjectId: consent.id, dueAt } as const
  return {
    consents: [{ ...consent, status: 'YES', answeredAt: m.now }],
    introduction: {
      ...introduction,
      sendBy: workingDaysAfter(m.now, CLOCKS.sendWithinWorkingDays, hours),
    },
    reminders: [
      ...settleReminders(state, ({ kind }) => kind === 'CONSENT' || kind === 'DRAFT', m),
      ...remind(state, reminder, m),
    ],
  }
}

/** The consent that has the card or the mail on which this one is asked. */
export const leadOf = ({ id, askedWithId }: Pick<Consent, 'id' | 'askedWithId'>): string => askedWithId ?? id

export function targetConsent(state: Pick<RequestState, 'consents'>): Consent | null {
  return state.consents.find(({ party }) => party === 'TARGET') ?? null
}

function blankConsent(state: RequestState, m: Moment): Consent {
  return {
    ...{ id: m.newId(), introductionId: state.introduction?.id ?? '', party: 'TARGET', status: 'ASKED', means: 'CHAT' },
    ...{ memberId: targetOf(state)?.memberId ?? null, contactId: targetOf(state)?.contactId ?? null, linkId: null },
    ...{ askedAt: m.now, expiresAt: null, answeredAt: null, note: null, askedWithId: null },
  }
}
