import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  awayUntil,
  changeRoles,
  neverContactKeys,
  type PeopleRefusal,
  readAway,
  relationshipStrength,
  storedKeys,
  zonesMatching,
} from '../../../src/domains/people/rules.ts'
import { memberId } from '../../../src/kit/brand.ts'
import type { Role } from '../../../src/kit/person.ts'

const now = new Date('2026-11-24T09:20:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

describe('relationshipStrength', () => {
  it('is half declared, then recency, then volume', () => {
    const strong = { declared: 1, interactions: 1000, lastInteractionAt: now }
    expect(relationshipStrength(strong, now)).toBeCloseTo(1)
    expect(relationshipStrength({ declared: 1, interactions: 0, lastInteractionAt: null }, now)).toBeCloseTo(0.5)
    expect(relationshipStrength({ declared: 0, interactions: 0, lastInteractionAt: daysAgo(180) }, now)).toBeCloseTo(
      0.15,
    )
    expect(relationshipStrength({ declared: 0, interactions: 5, lastInteractionAt: null }, now)).toBeCloseTo(
      0.2 * (1 - 1 / Math.E),
    )
  })

  it('goes by what was observed alone where nothing is declared', () => {
    expect(relationshipStrength({ declared: null, interactions: 1000, lastInteractionAt: now }, now)).toBeCloseTo(1)
    expect(relationshipStrength({ declared: null, interactions: 0, lastInteractionAt: daysAgo(180) }, now)).toBeCloseTo(
      0.3,
    )
    expect(relationshipStrength({ declared: null, interactions: 0, lastInteractionAt: null }, now)).toBe(0)
  })

  it('is from 0 to 1, falls with time and grows with contact', () => {
    const anyRelationship = fc.record({
      declared: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      interactions: fc.integer({ min: 0, max: 100_000 }),
      // A clock that was wrong may have written a day in the future.
      lastInteractionAt: fc.option(fc.integer({ min: -30, max: 5000 }).map(daysAgo)),
    })
    fc.assert(
      fc.property(anyRelationship, fc.integer({ min: 1, max: 3000 }), (relationship, days) => {
        const strength = relationshipStrength(relationship, now)
        const later = relationshipStrength(relationship, new Date(now.getTime() + days * 86_400_000))
        const closer = relationshipStrength({ ...relationship, interactions: relationship.interactions + 1 }, now)
        expect(strength).toBeGreaterThanOrEqual(0)
        expect(strength).toBeLessThanOrEqual(1 + 1e-9)
        expect(later).toBeLessThanOrEqual(strength)
        expect(closer).toBeGreaterThanOrEqual(strength)
      }),
    )
  })
})

describe('storedKeys', () => {
  it('tells two entries of one person by address, profile, number with name, or name with organization', () => {
    const jane = {
      name: 'Jane Okafor',
      emails: ['Jane@Acme.example'],
      phones: ['+351 21 000 0000'],
      organization: 'Acme GmbH',
    }
    const shares = (other: Parameters<typeof storedKeys>[0]) =>
      storedKeys(other).some((key) => storedKeys(jane).includes(key))
    expect(shares({ name: 'J. O.', emails: ['jane@acme.example'], phones: [] })).toBe(true)
    expect(shares({ name: 'Okafor, Jane', emails: [], phones: ['00351210000000'] })).toBe(true)
    expect(shares({ name: 'jane okafor', emails: [], phones: [], organization: 'ACME' })).toBe(true)
    expect(shares({ name: 'Ben Ito', emails: [], phones: ['+351 21 000 0000'], organization: 'Acme' })).toBe(false)
    expect(shares({ name: 'Jane Okafor', emails: [], phones: [] })).toBe(false)
  })

  it('has one key of its own kind for nothing but a name', () => {
    expect(storedKeys({ name: 'Jane', emails: [], phones: [] })).toEqual(['b:jane'])
  })
})

describe('neverContactKeys', () => {
  it('are the same however the address was written', () => {
    expect(neverContactKeys({ emails: ['Jane@ACME.example '], phones: ['+351 (21) 000-0000'] })).toEqual(
      neverContactKeys({ emails: ['jane@acme.example'], phones: ['00351 21 000 0000'] }),
    )
  })
})

describe('changeRoles', () => {
  const maria = memberId('maria')
  const femi = memberId('femi')
  const member = (roles: readonly Role[]) => ({
    id: maria,
    name: 'Maria',
    roles,
    timeZone: 'UTC',
    locale: 'en',
    external: false,
  })
  const refusal = (kind: PeopleRefusal['kind']) => ({ ok: false, error: expect.objectContaining({ kind }) })

  it('gives a role once', () => {
    const given = { change: 'give', role: 'facilitator', admins: [femi] } as const
    expect(changeRoles({ ...given, member: member(['member']) })).toEqual({
      ok: true,
      value: ['member', 'facilitator'],
    })
    expect(changeRoles({ ...given, member: member(['member', 'facilitator']) })).toEqual(refusal('role_held'))
  })

  it('takes a role from who has it', () => {
    const taken = { change: 'take', role: 'facilitator', admins: [femi] } as const
    expect(changeRoles({ ...taken, member: member(['member', 'facilitator']) })).toEqual({
      ok: true,
      value: ['member'],
    })
    expect(changeRoles({ ...taken, member: member(['member']) })).toEqual(refusal('role_missing'))
  })

  it('leaves the desk an administrator', () => {
    const taken = { change: 'take', role: 'admin', member: member(['member', 'admin']) } as const
    expect(changeRoles({ ...taken, admins: [maria] })).toEqual(refusal('last_admin'))
    expect(changeRoles({ ...taken, admins: [femi, maria] })).toEqual({ ok: true, value: ['member'] })
  })
})

describe('readAway', () => {
  // 24 November 2026 is a Tuesday.
  it.each([
    ['2026-12-01', '2026-12-01'],
    ['until friday', '2026-11-27'],
    ['Tue', '2026-12-01'],
    ['tomorrow', '2026-11-25'],
    ['3 days', '2026-11-27'],
    ['a week', '2026-12-01'],
    ['for 2 weeks', '2026-12-08'],
  ])('understands "%s"', (said, day) => {
    expect(readAway(said, now, 'Europe/Berlin')).toEqual({ kind: 'until', day })
  })

  it.each(['back', "I'm back"])('understands "%s" as back', (said) => {
    expect(readAway(said, now, 'Europe/Berlin')).toEqual({ kind: 'back' })
  })

  it.each(['soon', '2026-13-45', '2026-02-30', '0', 'a', '99999 days', '<!channel>'])(
    'does not guess at "%s"',
    (said) => {
      expect(readAway(said, now, 'Europe/Berlin')).toBeNull()
    },
  )

  it('counts from the member’s own day', () => {
    const lateInBerlin = new Date('2026-11-24T23:30:00Z')
    expect(readAway('tomorrow', lateInBerlin, 'Europe/Berlin')).toEqual({ kind: 'until', day: '2026-11-26' })
    expect(readAway('tomorrow', lateInBerlin, 'America/New_York')).toEqual({ kind: 'until', day: '2026-11-25' })
  })
})

describe('awayUntil', () => {
  it('is the beginning of that day where the member is', () => {
    expect(awayUntil('2026-12-01', now, 'Europe/Berlin')).toEqual({ ok: true, value: new Date('2026-11-30T23:00:00Z') })
  })

  it('refuses today and the past', () => {
    for (const day of ['2026-11-24', '2020-01-01']) {
      expect(awayUntil(day, now, 'Europe/Berlin')).toEqual({ ok: false, error: { kind: 'day_past', day } })
    }
  })
})

describe('zonesMatching', () => {
  const zones = Intl.supportedValuesOf('timeZone')

  it('finds a city as people type it', () => {
    expect(zonesMatching('new york', zones)[0]).toBe('America/New_York')
    expect(zonesMatching('berl', zones)[0]).toBe('Europe/Berlin')
    expect(zonesMatching('sao paulo', zones)[0]).toBe('America/Sao_Paulo')
  })

  it('finds nothing for what is no zone', () => {
    expect(zonesMatching('atlantis', zones)).toEqual([])
  })
})
