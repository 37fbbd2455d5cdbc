// Made-up towns for the routing benchmark, the same for the same seed.
import type { Link } from '../../src/domains/paths/graph/warmth.ts'

/** Numbers that look like chance and are the same in every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Town {
  readonly memberIds: readonly string[]
  readonly contactIds: readonly string[]
  readonly links: readonly Link[]
}

export interface TownPlan {
  readonly relationships: number
  /** How many relationships a member has on average. */
  readonly perMember: number
  /** How many members know a contact on average. */
  readonly perContact: number
  /** The share of relationships that are with another member; 1: everybody is a member, the hardest town to search. */
  readonly membersShare: number
}

/** A community: members bring the contacts they know, and know some of each other. */
export const COMMUNITY = { perMember: 50, perContact: 4, membersShare: 0.3 }
/** Everybody can be asked by everybody they know. */
export const ALL_MEMBERS = { perMember: 20, perContact: 1, membersShare: 1 }

/** Few know many and many know few: whoever is drawn follows a power law (exponent 2.3, as in grown networks). */
export function makeTown(plan: TownPlan, seed: number): Town {
  const random = seeded(seed)
  const members = Math.max(10, Math.round(plan.relationships / plan.perMember))
  const contacts = Math.round((plan.relationships * (1 - plan.membersShare)) / plan.perContact)
  const memberIds = Array.from({ length: members }, (_, i) => uuidOf(i, 1))
  const contactIds = Array.from({ length: contacts }, (_, i) => uuidOf(i, 2))
  const seen = new Set<number>()
  const links: Link[] = []
  while (links.length < plan.relationships) {
    const member = skewed(random, members)
    const isMember = random() < plan.membersShare
    const person = skewed(random, isMember ? members : contacts)
    const pair = (member * 2 + Number(isMember)) * Math.max(members, contacts) + person
    if ((isMember && member === person) || seen.has(pair)) continue
    seen.add(pair)
    links.push({
      memberId: memberIds[member] ?? '',
      personId: (isMember ? memberIds : contactIds)[person] ?? '',
      isMember,
      // Most ties are lukewarm, few are warm.
      warmth: 0.06 + 0.94 * random() ** 2,
      isDeclared: random() < 0.7,
      isPrivate: false,
    })
  }
  return { memberIds, contactIds, links }
}

const SKEW = 4

/** 0 … n − 1, the first ones far more often. */
function skewed(random: () => number, n: number): number {
  return Math.min(n - 1, Math.floor(n * random() ** SKEW))
}

/** An id as the product makes them, without chance; a string of one piece, as those that come from a database are. */
function uuidOf(i: number, kind: number): string {
  const hex = i.toString(16).padStart(12, '0')
  return Buffer.from(`0197${kind}000-0000-7000-8000-${hex}`).toString('latin1')
}
