// A made-up year of a community, with the truth known: who would open which door, how soon, and what comes of it.
import { GraphBuilder } from '../../src/domains/paths/graph/build.ts'
import type { WarmGraph } from '../../src/domains/paths/graph/graph.ts'
import { freshness, type Link } from '../../src/domains/paths/graph/warmth.ts'
import { type Acquaintance, relationshipStrength } from '../../src/domains/people/api.ts'
import { seeded } from './town.ts'

export const MEMBERS = 300
const CONTACTS = 400
const ASKS = 1200
export const START = new Date('2026-01-05T09:00:00Z')
const YEAR_HOURS = 365 * 24
const DAY_MS = 86_400_000

export interface Knower {
  readonly memberId: string
  /** What the desk knows. */
  readonly seen: Acquaintance
  /** How well they really know each other, 0–1. */
  readonly truth: number
}

/** What is true of a member, and the desk can only learn. */
export interface Nature {
  /** How gladly they help, 0–1. */
  readonly willing: number
  /** How long they take to answer on average. */
  readonly hours: number
  /** How many asks a week they can stand before they tire. */
  readonly capacity: number
}

export interface Ask {
  readonly id: number
  readonly askerId: string
  readonly contactId: string
  /** Since the start. */
  readonly hour: number
}

export interface Past {
  readonly seed: number
  readonly natureById: ReadonlyMap<string, Nature>
  readonly knowersByContact: ReadonlyMap<string, readonly Knower[]>
  readonly asks: readonly Ask[]
  readonly graph: WarmGraph
}

/** Knowing a contact follows a power law; natures are drawn apart from it, so that whoever knows many need not be helpful. */
export function makePast(seed: number): Past {
  const random = seeded(seed)
  const memberIds = Array.from({ length: MEMBERS }, (_, i) => `member-${i}`)
  const natureById = new Map(memberIds.map((id) => [id, natureFrom(random)]))
  const knowersByContact = new Map<string, Knower[]>()
  for (let i = 0; i < CONTACTS; i += 1) {
    const count = 4 + Math.floor(16 * random() ** 2)
    const knowers = new Set(Array.from({ length: count }, () => memberIds[Math.floor(MEMBERS * random() ** 1.7)] ?? ''))
    knowersByContact.set(
      `contact-${i}`,
      [...knowers].map((memberId) => ({ memberId, ...acquainted(random) })),
    )
  }
  const asks = Array.from({ length: ASKS }, (_, id) => ({
    id,
    askerId: memberIds[Math.floor(random() * MEMBERS)] ?? '',
    contactId: `contact-${Math.floor(CONTACTS * random() ** 1.5)}`,
    hour: (YEAR_HOURS * id) / ASKS,
  }))
  return { seed, natureById, knowersByContact, asks, graph: graphOf(memberIds, knowersByContact, random) }
}

function natureFrom(random: () => number): Nature {
  return { willing: 0.25 + 0.7 * random(), hours: 4 * 20 ** random(), capacity: 1 + 3 * random() }
}

/** What is declared and seen follows the truth, with noise; two in five never said how well they know somebody. */
function acquainted(random: () => number): Omit<Knower, 'memberId'> {
  const truth = random() ** 1.3
  const noisy = Math.min(1, Math.max(0.05, truth + 0.4 * (random() - 0.5)))
  const declared = random() < 0.6 ? Math.round(noisy * 4) / 4 : null
  const interactions = Math.round(12 * truth * random())
  const days = 20 + 600 * (1 - truth) * random()
  const lastInteractionAt = interactions > 0 ? new Date(START.getTime() - days * DAY_MS) : null
  return { truth, seen: { declared, interactions, lastInteractionAt } }
}

function graphOf(
  memberIds: readonly string[],
  knowersByContact: ReadonlyMap<string, readonly Knower[]>,
  random: () => number,
): WarmGraph {
  const builder = new GraphBuilder()
  for (const [contactId, knowers] of knowersByContact) {
    for (const { memberId, seen } of knowers) builder.add(linkOf(memberId, contactId, { seen, isMember: false }))
  }
  // Members know the members near them, and a few others.
  for (let i = 0; i < MEMBERS; i += 1) {
    for (let tie = 0; tie < 6; tie += 1) {
      const other = random() < 0.8 ? (i + 1 + Math.floor(random() * 10)) % MEMBERS : Math.floor(random() * MEMBERS)
      if (other === i) continue
      const { seen } = acquainted(random)
      builder.add(linkOf(memberIds[i] ?? '', memberIds[other] ?? '', { seen, isMember: true }))
    }
  }
  return builder.build()
}

function linkOf(
  memberId: string,
  personId: string,
  { seen, isMember }: { seen: Acquaintance; isMember: boolean },
): Link {
  const warmth = relationshipStrength(seen, START) * freshness(seen.lastInteractionAt, START)
  return { memberId, personId, isMember, warmth, isDeclared: seen.declared !== null, isPrivate: false }
}

/** What happens when this member is asked: decided by the truth, and the same whoever sent the ask to them. */
export interface Happening {
  /** Null: they never answer. */
  readonly answerHours: number | null
  readonly isYes: boolean
  readonly isSuccess: boolean
}

export function happens(
  past: Past,
  ask: Ask,
  { knower, asksThisWeek, trust }: { knower: Knower; asksThisWeek: number; trust: number },
): Happening {
  const nature = past.natureById.get(knower.memberId) ?? { willing: 0, hours: 0, capacity: 1 }
  const luck = seeded(past.seed * 1_000_003 + ask.id * 1009 + Number(knower.memberId.split('-')[1]))
  const [answers, hurry, yes, success] = [luck(), luck(), luck(), luck()]
  const isAnswered = answers < 0.4 + 0.6 * nature.willing
  const tired = Math.exp(-asksThisWeek / nature.capacity)
  const chance = nature.willing * (0.35 + 0.65 * knower.truth) * tired * (0.7 + 0.3 * trust)
  return {
    answerHours: isAnswered ? -nature.hours * Math.log(1 - hurry) : null,
    isYes: isAnswered && yes < chance,
    isSuccess: success < 0.15 + 0.75 * knower.truth,
  }
}
