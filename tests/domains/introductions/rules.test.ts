import { describe, expect, test } from 'vitest'
import type { RequestState } from '../../../src/domains/introductions/model.ts'
import { CLOCKS, DEFAULT_HOUSE_RULES } from '../../../src/domains/introductions/model-defaults.ts'
import { accept, helpLighter, volunteer } from '../../../src/domains/introductions/rules/accept.ts'
import type { Decided, Effect } from '../../../src/domains/introductions/rules/change.ts'
import {
  alreadyAsked,
  askConsent,
  refuseConsent,
  targetConsent,
} from '../../../src/domains/introductions/rules/consent.ts'
import { met, tellOutcome, wrote } from '../../../src/domains/introductions/rules/follow-up.ts'
import { editDraft, rewrite, send, takeDraft } from '../../../src/domains/introductions/rules/introduction.ts'
import {
  answer,
  decline,
  defer,
  findNobody,
  lapse,
  makeOffer,
  question,
  suggest,
} from '../../../src/domains/introductions/rules/offer.ts'
import {
  type AskFacts,
  edit,
  expire,
  extend,
  noticeExpiry,
  submit,
  withdraw,
} from '../../../src/domains/introductions/rules/request.ts'
import {
  accepted,
  agreed,
  ana,
  at,
  closed,
  DRAFT,
  daysLater,
  evolved,
  FREE,
  femi,
  isEmpty,
  maria,
  matched,
  NOW,
  nora,
  noraHere,
  noraOutside,
  offerTo,
  pending,
  refusalOf,
  sent,
  theOffer,
  value,
} from './given.ts'

const did = (decided: Decided): Effect['do'][] => (value(decided).effects ?? []).map((effect) => effect.do)
const told = (decided: Decided): string[] =>
  (value(decided).effects ?? []).flatMap((effect) => (effect.do === 'tell' ? [`${effect.news} to ${effect.to}`] : []))
const dueOf = (state: RequestState, kind: string) =>
  state.reminders.filter((reminder) => reminder.kind === kind && reminder.status === 'DUE')
const mine = (state: RequestState) => ({ offerId: theOffer(state).id, by: femi })

describe('introductions.submit', () => {
  const ask = { contactId: 'nora-contact', criteria: null, purpose: 'P', message: 'M', urgency: 'NORMAL' } as const
  const requester = pending().people.get(maria)
  if (!requester) throw new Error('Maria is missing.')
  const facts: AskFacts = {
    number: 1,
    requester,
    target: noraOutside,
    liveRequests: 0,
    askedBefore: null,
    unaskable: false,
    house: DEFAULT_HOUSE_RULES,
  }
  const said = (changes: Partial<typeof ask | { criteria: string; contactId: null }>, more: Partial<AskFacts> = {}) =>
    refusalKind(submit({ ...ask, ...changes } as typeof ask, { ...facts, ...more }, at()))

  test('gives a receipt and looks for a route at once', () => {
    const { request, change } = value(submit(ask, facts, at()))
    expect(request).toMatchObject({ status: 'PENDING', pendingReason: 'ROUTING', kind: 'CONTACT' })
    expect(change.effects).toEqual([{ do: 'send_receipt' }, { do: 'route' }])
  })
  test('needs somebody, or a kind of person, and not both', () => {
    expect(said({ contactId: null } as never)).toBe('who_is_missing')
    expect(said({ criteria: 'a CFO' } as never)).toBe('one_or_the_other')
  })
  test('refuses a contact that nobody knows of', () => expect(said({}, { target: null })).toBe('unknown_contact'))
  test('refuses to ask for oneself', () =>
    expect(said({}, { target: { ...noraOutside, memberId: maria } })).toBe('asking_for_yourself'))
  test('says of a block no more than that it cannot be', () =>
    expect(said({}, { unaskable: true })).toBe('cannot_be_asked'))
  test('refuses the same person within 30 days', () =>
    expect(said({}, { askedBefore: { number: 7, createdAt: NOW } })).toBe('asked_before'))
  test('refuses the sixth live request', () =>
    expect(said({}, { liveRequests: DEFAULT_HOUSE_RULES.liveRequests })).toBe('too_many_live'))
})

describe('introductions.accept', () => {
  test('starts the draft, tells the asker, and counts as an answer', () => {
    const state = matched()
    const yes = accept(state, { ...mine(state), load: FREE }, at())
    expect(did(yes)).toEqual(['note_answered', 'write_draft', 'tell'])
    expect(told(yes)).toEqual(['ACCEPTED to maria'])
    expect(evolved(state, yes).consents).toMatchObject([{ party: 'REQUESTER', status: 'YES' }])
  })
  test('refuses someone who is not the facilitator', () => {
    const state = matched()
    expect(refusalOf(accept(state, { offerId: theOffer(state).id, by: ana, load: FREE }, at()))).toBe('not_yours')
  })
  test('refuses above the caps, whichever it is', () => {
    const state = matched()
    const with_ = (load: Partial<typeof FREE>) => accept(state, { ...mine(state), load: { ...FREE, ...load } }, at())
    expect(with_({ openOffers: DEFAULT_HOUSE_RULES.openOffers })).toMatchObject({
      error: { kind: 'at_capacity', cap: 'open' },
    })
    expect(with_({ thisWeek: DEFAULT_HOUSE_RULES.offersPerWeek })).toMatchObject({ error: { cap: 'week' } })
    expect(with_({ thisQuarter: DEFAULT_HOUSE_RULES.offersPerQuarter })).toMatchObject({ error: { cap: 'quarter' } })
  })
  test('twice is one yes', () => {
    const state = accepted()
    expect(isEmpty(value(accept(state, { ...mine(state), load: FREE }, at())))).toBe(true)
  })
  test('the second one reads who was first', () => {
    const state = matched({ request: { boardAt: NOW } })
    const taken = evolved(state, volunteer(state, { by: ana, target: noraOutside, load: FREE }, at()))
    expect(taken.offers.map(({ status }) => status)).toEqual(['WITHDRAWN', 'ACCEPTED'])
    const late = accept(taken, { offerId: state.offers[0]?.id ?? '', by: femi, load: FREE }, at())
    expect(late).toMatchObject({ error: { kind: 'taken', by: 'Ana Ruiz', at: NOW } })
  })
  test('of an offer without a name wants the name', () => {
    const start = pending({ byCriteria: true })
    const state = evolved(start, makeOffer(start, { facilitatorId: femi, contactId: null, reasons: [] }, at()))
    expect(refusalOf(accept(state, { ...mine(state), load: FREE }, at()))).toBe('contact_is_missing')
    const named = evolved(state, volunteer(state, { by: femi, target: noraOutside, load: FREE }, at()))
    expect(named.request).toMatchObject({ status: 'ACCEPTED', contactId: 'nora-contact' })
  })
})

describe('introductions.volunteer', () => {
  const onBoard = () => pending({ request: { boardAt: NOW } })
  test('takes a request from the board', () =>
    expect(
      evolved(onBoard(), volunteer(onBoard(), { by: ana, target: noraOutside, load: FREE }, at())).request.status,
    ).toBe('ACCEPTED'))
  test('refuses the asker, oneself, and what is not on the board', () => {
    const by = (who: typeof ana, target = noraOutside) =>
      refusalOf(volunteer(onBoard(), { by: who, target, load: FREE }, at()))
    expect(by(maria)).toBe('contact_is_asker')
    expect(by(nora, noraHere)).toBe('contact_is_you')
    expect(refusalOf(volunteer(pending(), { by: ana, target: noraOutside, load: FREE }, at()))).toBe('moved_on')
  })
  test('lets somebody who said no change their mind', () => {
    const state = matched()
    const no = evolved(state, decline(state, { ...mine(state), reason: null, reasonFor: 'NOBODY' }, at()))
    const board = { ...no, request: { ...no.request, boardAt: NOW } }
    const yes = evolved(board, volunteer(board, { by: femi, target: noraOutside, load: FREE }, at()))
    expect(yes.offers).toMatchObject([{ status: 'ACCEPTED' }])
  })
})

describe('introductions.decline', () => {
  test('is free, closes that offer, and looks for the next at once', () => {
    const state = matched()
    const no = decline(state, { ...mine(state), reason: null, reasonFor: 'ASKER' }, at())
    expect(did(no)).toEqual(['route', 'note_answered'])
    expect(evolved(state, no).request).toMatchObject({
      pendingReason: 'ROUTING',
      facilitatorResponse: null,
      retryAt: NOW,
    })
    expect(evolved(state, no).offers[0]).toMatchObject({ status: 'DECLINED', reason: null, reasonFor: null })
  })
  test('keeps a reason for whom it is meant', () => {
    const state = matched()
    const to = (reasonFor: 'ASKER' | 'ADMINS') =>
      evolved(state, decline(state, { ...mine(state), reason: 'Busy', reasonFor }, at())).request.facilitatorResponse
    expect([to('ASKER'), to('ADMINS')]).toEqual(['Busy', null])
  })
  test('after a yes hands it back: draft and consents are given up', () => {
    const base = accepted()
    const asked = evolved(base, askConsent(base, { by: femi, unaskable: false }, at()))
    const back = value(decline(asked, { ...mine(asked), reason: null, reasonFor: 'NOBODY' }, at()))
    expect(back.consents).toMatchObject([{ status: 'WITHDRAWN' }])
    expect(back.introduction?.cancelledAt).toEqual(NOW)
  })
})

describe('introductions.question', () => {
  test('stops the clock, and the answer starts it with what was left', () => {
    const state = matched()
    const later = daysLater(1)
    const asked = evolved(state, question(state, { ...mine(state), text: 'Why?' }, at(later)))
    // 36 working hours from Tuesday 10:20; a day later 24 of them are left.
    expect(theOffer(asked)).toMatchObject({ status: 'QUESTIONED', clockLeftMinutes: 24 * 60 })
    expect(dueOf(asked, 'QUESTION')).toMatchObject([{ memberId: maria }])
    const answered = evolved(
      asked,
      answer(asked, { offerId: theOffer(asked).id, by: maria, text: 'So.' }, at(daysLater(6))),
    )
    expect(theOffer(answered)).toMatchObject({ status: 'OPEN', answer: 'So.', clockLeftMinutes: null })
    expect(theOffer(answered).answerBy).toEqual(new Date('2026-12-02T09:20:00Z'))
    expect(dueOf(answered, 'QUESTION')).toEqual([])
  })
  test('may be asked three times', () => {
    let state = matched()
    for (const text of ['1', '2', '3']) {
      state = evolved(state, question(state, { ...mine(state), text }, at()))
      state = evolved(state, answer(state, { offerId: theOffer(state).id, by: maria, text }, at()))
    }
    expect(refusalOf(question(state, { ...mine(state), text: '4' }, at()))).toBe('too_many_questions')
  })
})

describe('introductions.suggest and defer', () => {
  test('a suggestion needs a name or words, and somebody who fits', () => {
    const state = matched({ target: noraHere })
    const say = (memberId: typeof ana | null, text: string | null = null) =>
      refusalOf(suggest(state, { ...mine(state), memberId, text }, at()))
    expect([say(null), say(femi), say(maria), say(nora), say(ana)]).toEqual([
      'suggestion_is_missing',
      'unfit_suggestion',
      'unfit_suggestion',
      'unfit_suggestion',
      null,
    ])
  })
  test('a deferral wants a day that comes, and comes in time', () => {
    const state = matched()
    const until = (days: number) => refusalOf(defer(state, { ...mine(state), until: daysLater(days) }, at()))
    expect([until(-1), until(40), until(5)]).toEqual(['day_is_past', 'day_is_late', null])
  })
  test('whoever said “not before” gets the same card back, and it is not another offer', () => {
    const state = matched()
    const later = evolved(state, defer(state, { ...mine(state), until: daysLater(5) }, at()))
    const back = offerTo(later, femi, daysLater(5))
    expect(back.offers).toMatchObject([{ id: theOffer(state).id, status: 'OPEN' }])
    expect(back.request.offersMade).toBe(1)
  })
})

describe('introductions.lapse and the end of routing', () => {
  test('silence counts against nobody but the clock', () => {
    const state = matched()
    expect(refusalOf(lapse(state, theOffer(state).id, at()))).toBe('moved_on')
    const over = lapse(state, theOffer(state).id, at(theOffer(state).answerBy))
    expect(did(over)).toEqual(['route', 'note_silent'])
  })
  test('after the fifth offer it ends kindly', () => {
    const state = pending({ request: { offersMade: DEFAULT_HOUSE_RULES.offersPerRequest } })
    const end = findNobody(state, { reason: 'NO_ROUTE', retryAt: NOW }, at())
    expect(evolved(state, end).request.status).toBe('DECLINED')
    expect(told(end)).toEqual(['DECLINED to maria'])
    expect(refusalOf(makeOffer(state, { facilitatorId: ana, contactId: 'x', reasons: [] }, at()))).toBe('moved_on')
  })
})

describe('introductions.helpLighter', () => {
  test('is recorded as the help given', () => {
    const state = matched()
    const help = helpLighter(state, { ...mine(state), how: 'OFFICE_HOUR', note: 'Thursday at four' }, at())
    expect(evolved(state, help).request).toMatchObject({ status: 'CONNECTED', lighterYes: 'OFFICE_HOUR' })
    expect(told(help)).toEqual(['HELPED to maria'])
    expect(refusalOf(helpLighter(state, { ...mine(state), how: 'ANSWERED', note: null }, at()))).toBe('note_is_missing')
  })
})

describe('introductions.draft', () => {
  test('a draft that is no longer wanted is left aside', () => {
    const state = accepted()
    const wished = evolved(state, rewrite(state, { by: femi, tone: 'WARMER' }))
    expect(isEmpty(value(takeDraft(wished, { ...DRAFT, wanted: 1 })))).toBe(true)
    expect(evolved(wished, takeDraft(wished, { ...DRAFT, wanted: 2, body: 'Warm' })).introduction?.body).toBe('Warm')
  })
  test('own words win over a draft that is still on its way', () => {
    const state = accepted()
    const wished = evolved(state, rewrite(state, { by: femi }))
    const own = evolved(wished, editDraft(wished, { by: femi, subject: 'S', body: 'Mine' }))
    expect(isEmpty(value(takeDraft(own, { ...DRAFT, wanted: 2 })))).toBe(true)
    expect(own.introduction).toMatchObject({ body: 'Mine', writtenBy: 'PERSON', aiSuggestedIntro: 'Please meet.' })
  })
  test('a change of the request has a draft of the desk written again, and not one’s own words', () => {
    const words = { by: maria, purpose: 'New', message: 'New', urgency: 'HIGH' } as const
    const state = accepted()
    expect(did(edit(state, words, at()))).toEqual(['write_draft'])
    const own = evolved(state, editDraft(state, { by: femi, subject: 'S', body: 'Mine' }))
    expect(value(edit(own, words, at())).effects).toBeUndefined()
  })
})

describe('introductions.consent', () => {
  test('of a member is asked in chat, of somebody outside by a link', () => {
    const means = (target: typeof noraHere) => {
      const state = accepted({ target })
      return targetConsent(evolved(state, askConsent(state, { by: femi, unaskable: false }, at())))?.means
    }
    expect([means(noraHere), means(noraOutside)]).toEqual(['CHAT', 'LINK'])
  })
  test('is not asked of somebody who said never', () => {
    const state = accepted()
    expect(refusalOf(askConsent(state, { by: femi, unaskable: true }, at()))).toBe('cannot_be_asked')
  })
  test('a no tells the facilitator why and the asker kindly', () => {
    const base = accepted()
    const state = evolved(base, askConsent(base, { by: femi, unaskable: false }, at()))
    const no = refuseConsent(
      state,
      { consentId: targetConsent(state)?.id ?? '', by: null, note: 'No time', never: true },
      at(),
    )
    expect(told(no)).toEqual(['CONSENT_NO to femi', 'DECLINED to maria'])
    expect(did(no)).toContain('never_contact')
    expect(value(no).consents).toMatchObject([{ status: 'NO', note: 'No time' }])
  })
  test('by the facilitator’s word is recorded as theirs', () => {
    const state = accepted()
    expect(targetConsent(evolved(state, alreadyAsked(state, femi, at())))).toMatchObject({ means: 'FACILITATOR' })
  })
})

describe('introductions.send', () => {
  test('needs a yes, a text and an address, in that order', () => {
    const state = agreed()
    const without = { ...state, introduction: state.introduction && { ...state.introduction, body: null } }
    expect(refusalOf(send(accepted(), { by: femi, channel: 'MAIL' }, at()))).toBe('consent_is_missing')
    expect(refusalOf(send(without, { by: femi, channel: 'MAIL' }, at()))).toBe('nothing_to_send')
    expect(refusalOf(send(state, { by: femi, channel: 'ROOM' }, at()))).toBe('no_address')
    expect(refusalOf(send(state, { by: ana, channel: 'MAIL' }, at()))).toBe('not_yours')
  })
  test('makes the follow-ups due, for both sides where both are here', () => {
    const state = sent({ target: noraHere })
    expect(dueOf(state, 'FIRST_WRITER')).toMatchObject([{ memberId: maria, dueAt: new Date('2026-11-26T09:20:00Z') }])
    expect(dueOf(state, 'DID_YOU_MEET').map(({ memberId }) => memberId)).toEqual([maria, nora])
    expect(dueOf(state, 'LAST_ASK')).toMatchObject([{ dueAt: new Date('2026-12-15T09:20:00Z') }])
    expect(state.request.expiresAt).toEqual(new Date('2026-12-22T09:20:00Z'))
  })
})

describe('introductions.followUp', () => {
  test('“I have written” cancels its nudge, and nothing else', () => {
    const state = sent()
    const next = evolved(state, wrote(state, maria, at()))
    expect([dueOf(next, 'FIRST_WRITER').length, dueOf(next, 'DID_YOU_MEET').length]).toEqual([0, 1])
  })
  test('a reply of the other side connects them', () => {
    const state = sent({ target: noraHere })
    expect(evolved(state, wrote(state, nora, at())).request.status).toBe('CONNECTED')
  })
  test('“not yet” asks again in five days, and only once', () => {
    const state = sent()
    const once = evolved(state, met(state, { by: maria, answer: 'NOT_YET' }, at()))
    expect(dueOf(once, 'DID_YOU_MEET_AGAIN')).toMatchObject([{ dueAt: new Date('2026-11-30T07:00:00Z') }])
    expect(dueOf(once, 'DID_YOU_MEET')).toEqual([])
  })
  test('meeting thanks the facilitator and counts for both relationships', () => {
    const state = sent()
    expect(did(met(state, { by: maria, answer: 'YES' }, at()))).toEqual(['count_contact', 'count_contact', 'thank'])
  })
  test('a target’s “it fizzled” does not end it for the asker', () => {
    const state = sent({ target: noraHere })
    expect(evolved(state, met(state, { by: nora, answer: 'FIZZLED' }, at())).request.status).toBe('INTRO_SENT')
  })
  test('an outcome can be corrected for 30 days', () => {
    const state = closed()
    const better = { by: maria, outcome: 'DEAL_CLOSED', notes: null, meetingDate: null } as const
    expect(evolved(state, tellOutcome(state, better, at(daysLater(30)))).request.outcome).toBe('DEAL_CLOSED')
    expect(refusalOf(tellOutcome(state, better, at(daysLater(31))))).toBe('too_late_to_correct')
    expect(refusalOf(tellOutcome(state, { ...better, by: ana }, at()))).toBe('not_yours')
  })
  test('silence after the last question closes it as unknown', () => {
    const state = sent()
    expect(evolved(state, expire(state, at(state.request.expiresAt))).request).toMatchObject({
      status: 'CLOSED',
      outcome: 'UNKNOWN',
    })
  })
})

describe('introductions.withdraw and expire', () => {
  test('frees and tells whoever was at work, once', () => {
    const state = accepted()
    const gone = withdraw(state, { by: maria, isAdmin: false, why: 'Withdrew' }, at())
    expect(told(gone)).toEqual(['WITHDRAWN to femi'])
    expect(value(gone).introduction?.cancelledAt).toEqual(NOW)
    expect(value(gone).reminders?.every(({ status }) => status === 'CANCELLED')).toBe(true)
  })
  test('is for the asker, an admin or the desk', () => {
    const by = (who: typeof ana | null, isAdmin: boolean) =>
      refusalOf(withdraw(matched(), { by: who, isAdmin, why: 'x' }, at()))
    expect([by(ana, false), by(ana, true), by(null, false)]).toEqual(['not_yours', null, null])
  })
  test('the end is announced 48 hours before, once, and can be moved by a week', () => {
    const state = matched()
    const { expiryNoticeAt, expiresAt } = state.request
    if (!expiryNoticeAt) throw new Error('No notice is due.')
    expect(expiresAt.getTime() - expiryNoticeAt.getTime()).toBeGreaterThanOrEqual(CLOCKS.expiryNoticeHours * 3_600_000)
    const noticed = evolved(state, noticeExpiry(state, at(expiryNoticeAt)))
    expect(refusalOf(noticeExpiry(noticed, at(expiryNoticeAt)))).toBe('moved_on')
    const kept = evolved(noticed, extend(noticed, maria))
    expect(kept.request.expiresAt.getTime() - expiresAt.getTime()).toBeGreaterThanOrEqual(7 * 86_400_000)
    expect(isEmpty(value(extend(kept, maria)))).toBe(true)
  })
})

function refusalKind(result: { ok: boolean; error?: { kind: string } }): string | null {
  return result.ok ? null : (result.error?.kind ?? null)
}
