import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  MEETING_ANSWERS,
  type Moment,
  REQUEST_STATUSES,
  type RequestState,
  TELLABLE_OUTCOMES,
} from '../../../src/domains/introductions/model.ts'
import { DEFAULT_HOUSE_RULES } from '../../../src/domains/introductions/model-defaults.ts'
import { accept, helpLighter, volunteer } from '../../../src/domains/introductions/rules/accept.ts'
import { type Decided, evolve } from '../../../src/domains/introductions/rules/change.ts'
import {
  alreadyAsked,
  askConsent,
  giveConsent,
  lapseConsent,
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
  loseFacilitator,
  makeOffer,
  question,
  stall,
  suggest,
} from '../../../src/domains/introductions/rules/offer.ts'
import {
  edit,
  expire,
  extend,
  noticeExpiry,
  putOnBoard,
  withdraw,
} from '../../../src/domains/introductions/rules/request.ts'
import type { MemberId } from '../../../src/kit/brand.ts'
import { addDays } from '../../../src/kit/working-time.ts'
import { ana, at, DRAFT, FREE, femi, isEmpty, maria, NOW, nora, noraOutside, pending, problemsOf } from './given.ts'

type Act = (state: RequestState, by: MemberId, m: Moment) => Decided

const offerOf = (state: RequestState, by: MemberId) =>
  state.offers.findLast(({ facilitatorId }) => facilitatorId === by)?.id ?? 'none'
const consentOf = (state: RequestState) => targetConsent(state)?.id ?? 'none'
const asked = (state: RequestState) => state.offers.find(({ status }) => status === 'QUESTIONED')?.id ?? 'none'

/** What leads on, or gets lost among all the rest. */
const FORWARD: readonly Act[] = [
  (s, by, m) => makeOffer(s, { facilitatorId: by, contactId: 'nora-contact', reasons: [] }, m),
  (s, by, m) => accept(s, { offerId: offerOf(s, by), by, load: FREE }, m),
  (s) => takeDraft(s, { ...DRAFT, wanted: s.introduction?.draftWanted ?? 0 }),
  (s, by, m) => askConsent(s, { by, unaskable: false }, m),
  (s, by, m) => alreadyAsked(s, by, m),
  (s, _, m) => refuseConsent(s, { consentId: consentOf(s), by: null, note: null, never: true }, m),
  (s, by, m) => send(s, { by, channel: 'MAIL' }, m),
]

/** Everything that anybody can do, also when and where they may not. */
const acts: readonly Act[] = [
  ...FORWARD,
  (s, _, m) => findNobody(s, { reason: 'NO_ROUTE', retryAt: addDays(m.now, 1) }, m),
  (s, by, m) => volunteer(s, { by, target: noraOutside, load: FREE }, m),
  (s, by, m) => helpLighter(s, { offerId: offerOf(s, by), by, how: 'ANSWERED', note: 'So.' }, m),
  (s, by, m) => decline(s, { offerId: offerOf(s, by), by, reason: 'Busy', reasonFor: 'ASKER' }, m),
  (s, by, m) => question(s, { offerId: offerOf(s, by), by, text: 'Why?' }, m),
  (s, _, m) => answer(s, { offerId: asked(s), by: maria, text: 'So.' }, m),
  (s, by, m) => suggest(s, { offerId: offerOf(s, by), by, memberId: ana, text: null }, m),
  (s, by, m) => defer(s, { offerId: offerOf(s, by), by, until: addDays(m.now, 3) }, m),
  (s, by, m) => lapse(s, offerOf(s, by), m),
  (s, by, m) => loseFacilitator(s, by, m),
  (s, _, m) => stall(s, m),
  (s, by) => rewrite(s, { by, tone: 'WARMER' }),
  (s, by) => editDraft(s, { by, subject: 'S', body: 'B' }),
  (s, _, m) => giveConsent(s, { consentId: consentOf(s), by: null }, m),
  (s, _, m) => lapseConsent(s, consentOf(s), m),
  (s, _, m) => wrote(s, maria, m),
  ...MEETING_ANSWERS.map(
    (said): Act =>
      (s, _, m) =>
        met(s, { by: maria, answer: said }, m),
  ),
  ...TELLABLE_OUTCOMES.map(
    (outcome): Act =>
      (s, by, m) =>
        tellOutcome(s, { by, outcome, notes: null, meetingDate: null }, m),
  ),
  (s, _, m) => edit(s, { by: maria, purpose: 'P', message: 'M', urgency: 'HIGH' }, m),
  (s) => extend(s, maria),
  (s, _, m) => noticeExpiry(s, m),
  (s, _, m) => putOnBoard(s, maria, m),
  (s, _, m) => expire(s, m),
  (s, by, m) => withdraw(s, { by, isAdmin: false, why: 'Withdrew' }, m),
]

/** Mostly the acts that lead on, so that lives come far; and everything else in between. */
const onwards = acts.flatMap((act, index) => (FORWARD.includes(act) ? [index] : []))
const step = fc.record({
  act: fc.oneof(fc.constantFrom(...onwards), fc.noBias(fc.integer({ min: 0, max: acts.length - 1 }))),
  by: fc.oneof(fc.constant(femi), fc.constantFrom(femi, ana, nora, maria)),
  hours: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.noBias(fc.integer({ min: 0, max: 300 }))),
})
const life = fc.record({ byCriteria: fc.boolean(), steps: fc.array(step, { minLength: 5, maxLength: 60 }) })

interface Life {
  readonly byCriteria: boolean
  readonly steps: readonly { readonly act: number; readonly by: MemberId; readonly hours: number }[]
}

/** Lives a life: each step does the first thing, from a random one on, that is possible. `look` sees every decision. */
function live(
  { byCriteria, steps }: Life,
  look: (state: RequestState, before: RequestState, again: () => Decided) => void,
): void {
  let state = pending({ byCriteria })
  let now = NOW
  for (const { act, by, hours } of steps) {
    now = new Date(now.getTime() + hours * 3_600_000)
    const before = state
    const rotated = [...acts.slice(act), ...acts.slice(0, act)]
    const rule = rotated.find((one) => {
      const tried = one(before, by, at(now))
      return tried.ok && !isEmpty(tried.value)
    })
    const decided = rule?.(before, by, at(now))
    if (!rule || !decided?.ok) continue
    state = evolve(before, decided.value)
    const next = state
    look(next, before, () => rule(next, by, at(now)))
  }
}

describe('a request, whatever happens to it', () => {
  test('comes through every state, so that what follows means something', () => {
    const seen = new Set<string>()
    for (const one of fc.sample(life, { numRuns: 400, seed: 1 }))
      live(one, ({ request }) => void seen.add(request.status))
    expect([...seen].toSorted()).toEqual(REQUEST_STATUSES.toSorted())
  })

  test('is always in a state that we know, and never in one that cannot be', () => {
    fc.assert(
      fc.property(life, (one) => {
        live(one, (state) => {
          expect(REQUEST_STATUSES).toContain(state.request.status)
          expect(problemsOf(state)).toEqual([])
        })
      }),
      { numRuns: 400 },
    )
  })

  test('never leaves an end, but for the correction of an outcome', () => {
    fc.assert(
      fc.property(life, (one) => {
        live(one, ({ request }, before) => {
          const isOver = ['CLOSED', 'DECLINED', 'EXPIRED', 'CANCELLED'].includes(before.request.status)
          if (isOver) expect(request.status).toBe(before.request.status)
        })
      }),
      { numRuns: 200 },
    )
  })

  test('makes at most five offers, and never asks the same one twice at a time', () => {
    fc.assert(
      fc.property(life, (one) => {
        live(one, ({ offers, request }) => {
          const pairs = offers.map(({ facilitatorId, contactId }) => `${facilitatorId}/${contactId}`)
          expect(new Set(pairs).size).toBe(pairs.length)
          expect(request.offersMade).toBeLessThanOrEqual(DEFAULT_HOUSE_RULES.offersPerRequest)
        })
      }),
      { numRuns: 200 },
    )
  })

  test('sends nothing before the last yes', () => {
    fc.assert(
      fc.property(life, (one) => {
        live(one, (state, before) => {
          const isSentNow = state.introduction?.sentAt && !before.introduction?.sentAt
          if (isSentNow) expect(targetConsent(before)?.status).toBe('YES')
        })
      }),
      { numRuns: 200 },
    )
  })

  test('has no second effect of the same event, said twice', () => {
    fc.assert(
      fc.property(life, (one) => {
        live(one, (_state, _before, again) => {
          const second = again()
          if (!second.ok || isEmpty(second.value)) return
          // What may be said again and again: another draft, another answer, another look. It tells nobody anything twice.
          const told = (second.value.effects ?? []).filter((effect) =>
            ['tell', 'introduce', 'ask_consent', 'send_receipt', 'never_contact'].includes(effect.do),
          )
          expect(told).toEqual([])
        })
      }),
      { numRuns: 200 },
    )
  })
})
