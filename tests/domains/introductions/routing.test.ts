import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_HOUSE_RULES } from '../../../src/domains/introductions/model-defaults.ts'
import { decline, defer } from '../../../src/domains/introductions/rules/offer.ts'
import { type Candidate, rank, WEIGHTS, whyNobody } from '../../../src/domains/introductions/rules/routing.ts'
import { memberId } from '../../../src/kit/brand.ts'
import { DEFAULT_QUIET } from '../../../src/kit/working-time.ts'
import { at, daysLater, evolved, FREE, femi, maria, matched, NOW, nora, pending, theOffer } from './given.ts'

const NOBODY_ASKED = { asked: 0, answered: 0, answerHours: 0 }

function candidate(
  name: string,
  changes: Partial<Candidate> = {},
  member: Partial<Candidate['facilitator']> = {},
): Candidate {
  return {
    facilitator: {
      ...{ id: memberId(name), name, roles: ['member'], timeZone: 'Europe/Berlin', quiet: DEFAULT_QUIET },
      ...{
        openToAsks: true,
        askRhythm: 'AT_ONCE',
        awayUntil: null,
        pausedAt: null,
        lastAskedAt: null,
        status: 'ACTIVE',
      },
      ...member,
    },
    ...{ contactId: 'nora-contact', contactName: 'Nora Lindqvist', load: FREE, past: NOBODY_ASKED, fit: 1 },
    ...{ trust: 0, path: null },
    relationship: { declared: 0.8, interactions: 10, lastInteractionAt: daysLater(-20), neverAsk: false },
    ...{ isBlocked: false, isReachable: true, isSuggested: false, isTargetBusy: false, targetMemberId: null },
    ...changes,
  }
}

const orderOf = (candidates: readonly Candidate[], state = pending()) =>
  rank(state, candidates, NOW).ranked.map((one) => one.candidate.facilitator.name)
const because = (one: Candidate, state = pending()) => rank(state, [one], NOW).filtered[0]?.because ?? null

describe('introductions.route filters', () => {
  test.each([
    ['asker', candidate(maria)],
    ['target', candidate('t', { targetMemberId: memberId('t') })],
    ['left', candidate('a', {}, { status: 'LEFT' })],
    ['unreachable', candidate('a', { isReachable: false })],
    ['blocked', candidate('a', { isBlocked: true })],
    ['not_open', candidate('a', {}, { openToAsks: false })],
    [
      'never_ask',
      candidate('a', { relationship: { declared: 1, interactions: 9, lastInteractionAt: NOW, neverAsk: true } }),
    ],
    [
      'weak',
      candidate('a', { relationship: { declared: null, interactions: 0, lastInteractionAt: null, neverAsk: false } }),
    ],
    ['paused', candidate('a', {}, { pausedAt: NOW })],
    ['away', candidate('a', {}, { awayUntil: daysLater(3) })],
    ['target_busy', candidate('a', { isTargetBusy: true })],
    ['open_cap', candidate('a', { load: { ...FREE, openOffers: DEFAULT_HOUSE_RULES.openOffers } })],
    ['week_cap', candidate('a', { load: { ...FREE, thisWeek: DEFAULT_HOUSE_RULES.offersPerWeek } })],
    ['quarter_cap', candidate('a', { load: { ...FREE, thisQuarter: DEFAULT_HOUSE_RULES.offersPerQuarter } })],
  ] as const)('%s', (expected, one) => expect(because(one)).toBe(expected))

  test('whoever was asked, and whoever wants to be asked later, until then', () => {
    const state = matched()
    const mine = { offerId: theOffer(state).id, by: femi }
    const no = evolved(state, decline(state, { ...mine, reason: null, reasonFor: 'NOBODY' }, at()))
    const later = evolved(state, defer(state, { ...mine, until: daysLater(5) }, at()))
    expect(because(candidate(femi), no)).toBe('asked_before')
    expect(because(candidate(femi), later)).toBe('deferred')
    expect(rank(later, [candidate(femi)], daysLater(5)).ranked).toHaveLength(1)
  })

  test('a contact who said no, and not the friend of that contact who knows another', () => {
    const state = { ...pending({ byCriteria: true }), pastTargets: ['nora-contact'] }
    expect(because(candidate('a'), state)).toBe('given_up')
    expect(because(candidate('a', { contactId: 'other' }), state)).toBeNull()
  })

  test('somebody who was suggested needs no relationship that we know of', () =>
    expect(because(candidate('a', { relationship: null, isSuggested: true }))).toBeNull())
})

describe('introductions.route ranks', () => {
  const past = (asked: number, answered: number, hours = 10) => ({ asked, answered, answerHours: answered * hours })

  test('who knows them better', () => {
    const weak = { declared: 0.2, interactions: 1, lastInteractionAt: daysLater(-200), neverAsk: false }
    expect(orderOf([candidate('far', { relationship: weak }), candidate('near')])).toEqual(['near', 'far'])
  })
  test('who answers, before who does not; a newcomer in between', () => {
    const order = orderOf([
      candidate('silent', { past: past(12, 0) }),
      candidate('new'),
      candidate('prompt', { past: past(12, 12, 2) }),
    ])
    expect(order).toEqual(['prompt', 'new', 'silent'])
  })
  test('free hands before busy ones', () =>
    expect(
      orderOf([candidate('busy', { load: { openOffers: 1, thisWeek: 2, thisQuarter: 2 } }), candidate('free')]),
    ).toEqual(['free', 'busy']))
  test('the one whom a colleague named before all others', () =>
    expect(orderOf([candidate('near'), candidate('named', { isSuggested: true, relationship: null })])[0]).toBe(
      'named',
    ))
  test('of equals, whoever was not asked for longest', () =>
    expect(
      orderOf([
        candidate('yesterday', {}, { lastAskedAt: daysLater(-1) }),
        candidate('never'),
        candidate('last year', {}, { lastAskedAt: daysLater(-300) }),
      ]),
    ).toEqual(['never', 'last year', 'yesterday']))

  test('with weights that add up to one', () =>
    expect(Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1))

  test('the same history always the same way, in whatever order it is read', () => {
    const one = fc.record({
      name: fc.uuid(),
      declared: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      days: fc.integer({ min: 0, max: 900 }),
      asked: fc.integer({ min: 0, max: 20 }),
      open: fc.integer({ min: 0, max: 3 }),
      lastAsked: fc.integer({ min: 0, max: 90 }),
    })
    const some = fc.uniqueArray(one, { minLength: 2, maxLength: 12, selector: ({ name }) => name })
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 11 }), (history, turn) => {
        const candidates = history.map(({ name, declared, days, asked, open, lastAsked }) =>
          candidate(
            name,
            {
              ...{ past: past(asked, Math.floor(asked / 2)), load: { ...FREE, openOffers: open } },
              relationship: { declared, interactions: asked, lastInteractionAt: daysLater(-days), neverAsk: false },
            },
            { lastAskedAt: daysLater(-lastAsked) },
          ),
        )
        const turned = [...candidates.slice(turn), ...candidates.slice(0, turn)]
        expect(orderOf(turned)).toEqual(orderOf(candidates))
      }),
    )
  })
})

describe('introductions.route finds nobody', () => {
  const why = (candidates: readonly Candidate[], state = pending()) =>
    whyNobody(state, rank(state, candidates, NOW), NOW).reason

  test('and says whether waiting helps', () => {
    expect(why([])).toBe('NO_ROUTE')
    expect(why([candidate('a', { relationship: null })])).toBe('NO_ROUTE')
    expect(why([candidate('a', {}, { awayUntil: daysLater(3) })])).toBe('BUSY')
    expect(why([candidate('a', { isTargetBusy: true }), candidate('b', {}, { pausedAt: NOW })])).toBe('QUEUED')
  })
  test('comes back on the day that somebody named', () => {
    const state = matched()
    const until = daysLater(0.5)
    const later = evolved(state, defer(state, { offerId: theOffer(state).id, by: femi, until }, at()))
    expect(whyNobody(later, rank(later, [candidate(femi)], NOW), NOW)).toEqual({ reason: 'DEFERRED', retryAt: until })
  })
  test('never names the target as the way to themselves', () =>
    expect(why([candidate(nora, { targetMemberId: nora })])).toBe('NO_ROUTE'))
})
