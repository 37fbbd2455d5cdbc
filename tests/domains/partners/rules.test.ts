import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ANNOUNCED_STATES,
  DESK,
  PARTNER_STATUSES,
  PARTNER_TYPES,
  type Partner,
  STATE_CODES,
  type WaitingPlace,
} from '../../../src/domains/partners/model.ts'
import { coverageOf } from '../../../src/domains/partners/rules/coverage.ts'
import { changeStatus, refuseOwnAreas } from '../../../src/domains/partners/rules/life-cycle.ts'
import { isRegulated, mayEarn } from '../../../src/domains/partners/rules/regulation.ts'
import { partnersMatching, stateFor } from '../../../src/domains/partners/rules/search.ts'
import { nextTurn, type TurnWanted } from '../../../src/domains/partners/rules/turns.ts'
import { answerCall, callNext } from '../../../src/domains/partners/rules/waiting.ts'
import { readStates, readWords } from '../../../src/domains/partners/rules/words.ts'
import { coverageWord, disclosure } from '../../../src/domains/partners/text.ts'
import { memberId } from '../../../src/kit/brand.ts'

const NOW = new Date('2026-11-24T09:20:00Z')
const maria = memberId('maria')

function partner(id: string, changes: Partial<Partner> = {}): Partner {
  return {
    ...{ id, memberId: null, contactId: `contact of ${id}`, type: 'ATTORNEY', status: 'ACTIVE', companyName: id },
    ...{ contactName: 'Somebody', email: `${id}@law.example`, phone: null, website: null, serviceAreas: ['MN'] },
    ...{ agreementSignedAt: null, invitedById: null, notes: null, inviteLinkId: null, question: null, answer: null },
    ...{ lastTurnAt: null, createdAt: NOW, updatedAt: NOW },
    ...changes,
  }
}

const wanted = (partners: readonly Partner[], changes: Partial<TurnWanted> = {}): TurnWanted => ({
  ...{ partners, requesterId: maria, givenUp: [], preferredId: null, currentId: null, canBeAsked: () => true },
  ...changes,
})

describe('partners.regulation', () => {
  test('regulates every type until an administrator lifts it for that type', () => {
    for (const type of PARTNER_TYPES) expect(isRegulated(type, [])).toBe(true)
    const rules = [{ partnerType: 'AGENT', regulated: false }] as const
    expect(isRegulated('AGENT', rules)).toBe(false)
    expect(isRegulated('ATTORNEY', rules)).toBe(true)
    expect(isRegulated('AGENT', [...rules, { partnerType: 'AGENT', regulated: true }])).toBe(true)
  })

  test('lets no regulated ask earn anything, and every other request', () => {
    expect(mayEarn({ regulated: true })).toBe(false)
    expect(mayEarn({ regulated: false })).toBe(true)
    expect(mayEarn(null)).toBe(true)
  })

  test('has a disclosure for every type', () => {
    for (const type of PARTNER_TYPES) expect(disclosure(type)).toMatch(/Nobody is paid.+another one, or none\./)
  })
})

describe('partners.coverage', () => {
  const none = { overrides: [], counts: [] }

  test('begins with the announced states, and unavailable everywhere else', () => {
    for (const code of STATE_CODES) {
      const status = ANNOUNCED_STATES.includes(code) ? 'COMING_SOON' : 'UNAVAILABLE'
      expect(coverageOf(code, none).every((line) => line.status === status)).toBe(true)
    }
    expect(ANNOUNCED_STATES).toEqual(['MN', 'CA'])
  })

  test('words what is unavailable as coming soon, and keeps the truth', () => {
    expect(coverageWord('UNAVAILABLE')).toBe(coverageWord('COMING_SOON'))
  })

  test('follows the number of active partners, unless the team said otherwise', () => {
    const counts = [{ stateCode: 'TX', partnerType: 'CPA', count: 2 }] as const
    const cpa = (overrides: Parameters<typeof coverageOf>[1]['overrides']) =>
      coverageOf('TX', { counts, overrides }).find(({ partnerType }) => partnerType === 'CPA')
    expect(cpa([])).toMatchObject({ status: 'AVAILABLE', partnerCount: 2, isOverridden: false })
    const closed = { stateCode: 'TX', partnerType: 'CPA', status: 'COMING_SOON' } as const
    expect(cpa([closed])).toMatchObject({ status: 'COMING_SOON', partnerCount: 2, isOverridden: true })
  })
})

describe('partners.turns', () => {
  test('names whoever was not named for longest, so that nobody is two turns ahead of another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 60 }), (many, asks) => {
        let partners = Array.from({ length: many }, (_, index) => partner(`p${index}`))
        const turns = new Map<string, number>()
        for (let ask = 1; ask <= asks; ask += 1) {
          const id = nextTurn(wanted(partners)).picked?.id ?? ''
          turns.set(id, (turns.get(id) ?? 0) + 1)
          const lastTurnAt = new Date(NOW.getTime() + ask)
          partners = partners.map((one) => (one.id === id ? { ...one, lastTurnAt } : one))
        }
        const counts = partners.map(({ id }) => turns.get(id) ?? 0)
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('gives the turn to whom the group chose, and says so in the proof', () => {
    const partners = [partner('a'), partner('b'), partner('c')]
    const { picked, candidates } = nextTurn(wanted(partners, { preferredId: 'c' }))
    expect(picked?.id).toBe('c')
    expect(candidates.map(({ passedOver }) => passedOver)).toEqual(['not_chosen', 'not_chosen', null])
  })

  test('passes over who was tried, who asks, and whom nobody can look after', () => {
    const partners = [partner('tried'), partner('asker', { memberId: maria }), partner('free'), partner('alone')]
    const { picked, candidates } = nextTurn(
      wanted(partners, { givenUp: ['contact of tried'], canBeAsked: ({ id }) => id !== 'alone' }),
    )
    expect(picked?.id).toBe('free')
    const why = Object.fromEntries(candidates.map((one) => [one.partner.id, one.passedOver]))
    expect(why).toEqual({ tried: 'given_up', asker: 'is_asker', free: null, alone: 'nobody_free' })
  })

  test('asks another manager about the same partner before it uses up the next turn', () => {
    const partners = [partner('a'), partner('b', { lastTurnAt: NOW })]
    expect(nextTurn(wanted(partners, { currentId: 'b' })).picked?.id).toBe('b')
  })
})

describe('partners.life_cycle', () => {
  test('lets a partner go where it can, and says the same status twice is no event', () => {
    for (const status of PARTNER_STATUSES) expect(changeStatus({ status }, status)).toEqual({ ok: true, value: null })
    expect(changeStatus({ status: 'INVITED' }, 'PENDING_REVIEW').ok).toBe(true)
    expect(changeStatus({ status: 'PENDING_REVIEW' }, 'ACTIVE').ok).toBe(true)
    expect(changeStatus({ status: 'ACTIVE' }, 'INACTIVE').ok).toBe(true)
  })

  test('brings back who was removed only by a new invitation', () => {
    const others = PARTNER_STATUSES.filter((status) => status !== 'REMOVED' && status !== 'INVITED')
    for (const status of others) expect(changeStatus({ status: 'REMOVED' }, status).ok).toBe(false)
    expect(changeStatus({ status: 'REMOVED' }, 'INVITED').ok).toBe(true)
  })

  test('leaves new states to the team', () => {
    expect(refuseOwnAreas(['MN', 'WI'], ['MN'])).toBeNull()
    expect(refuseOwnAreas(['MN'], ['MN', 'TX'])).toEqual({ kind: 'areas_need_the_team' })
  })
})

describe('partners.waiting', () => {
  const place = (minutes: number, changes: Partial<WaitingPlace> = {}): WaitingPlace => ({
    ...{ id: `place ${minutes}`, groupId: 'g', requestId: `r${minutes}`, memberId: maria, partnerType: 'CPA' },
    ...{ stateCode: 'TX', status: 'WAITING', createdAt: new Date(NOW.getTime() + minutes * 60_000) },
    ...{ askedAt: null, answerBy: null, answeredAt: null },
    ...changes,
  })

  test('calls the oldest first, and no more than may be asked at once', () => {
    const line = [5, 1, 4, 2, 3].map((minutes) => place(minutes))
    expect(callNext(line, NOW).map(({ id }) => id)).toEqual(['place 1', 'place 2', 'place 3'])
    const asked = Array.from({ length: DESK.callBacksAtOnce }, (_, index) => place(index, { status: 'ASKED' }))
    expect(callNext([...asked, place(9)], NOW)).toEqual([])
  })

  test('takes one answer, a late yes among them, and no jump to the front', () => {
    expect(answerCall(place(1, { status: 'ASKED' }), true, NOW)).toMatchObject({ status: 'YES', answeredAt: NOW })
    expect(answerCall(place(1, { status: 'LAPSED' }), true, NOW)).toMatchObject({ status: 'YES' })
    expect(answerCall(place(1, { status: 'YES' }), false, NOW)).toBeNull()
    expect(answerCall(place(1), true, NOW)).toBeNull()
  })
})

describe('partners.words', () => {
  test.each([
    ['attorney in minnesota', 'ATTORNEY', 'MN', ''],
    ['a lawyer in New Mexico please', 'ATTORNEY', 'NM', ''],
    ['lenders CA', 'LENDER', 'CA', ''],
    ['real estate agent', 'AGENT', null, ''],
    ['bell minesota', null, 'MN', 'bell'],
    ['', null, null, ''],
  ])('reads %j', (typed, type, state, rest) => {
    expect(readWords(typed)).toEqual({ type, state, rest })
  })

  test('reads a list of states, and names the one that is none', () => {
    expect(readStates('MN, Californa; wi')).toEqual({ states: ['MN', 'CA', 'WI'], unknown: null })
    expect(readStates('MN, Atlantis')).toMatchObject({ unknown: 'Atlantis' })
  })

  test('never throws and never guesses wildly', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (typed) => void readWords(typed)),
      { numRuns: 200 },
    )
    expect(stateFor('x')).toBeNull()
  })

  test('finds companies despite typing mistakes', () => {
    const all = [partner('a', { companyName: 'Bell & Rowe' }), partner('b', { companyName: 'Lake Loring' })]
    expect(partnersMatching(all, 'rowee').map(({ id }) => id)).toEqual(['a'])
    expect(partnersMatching(all, 'lake')).toHaveLength(1)
    expect(partnersMatching(all, '')).toHaveLength(2)
    expect(partnersMatching(all, 'zebra')).toHaveLength(0)
  })
})
