// The offline evaluation: the same year of asks, once for each way of choosing whom to ask next.

import { CAPS, DEFAULT_HOUSE_RULES } from '../../src/domains/introductions/model-defaults.ts'
import { type Candidate, type Ranked, rank, WEIGHTS } from '../../src/domains/introductions/rules/routing.ts'
import { bestPaths } from '../../src/domains/paths/graph/search.ts'
import { relationshipStrength } from '../../src/domains/people/api.ts'
import { memberId } from '../../src/kit/brand.ts'
import { addDays, DEFAULT_QUIET } from '../../src/kit/working-time.ts'
import { pending } from '../../tests/domains/introductions/given.ts'
import { gini, median, rounded } from './figures.ts'
import { type Ask, type Happening, happens, type Knower, MEMBERS, makePast, type Past, START } from './past.ts'
import { seeded } from './town.ts'

const WORLDS = 5
/** An offer that nobody answers lapses after three working days. */
const LAPSE_HOURS = 72
const WEEK_HOURS = CAPS.weekDays * 24
const QUARTER_HOURS = CAPS.quarterDays * 24
interface Choice {
  readonly ranked: readonly Ranked[]
  readonly now: Date
  readonly trustOf: (facilitatorId: string) => number
  readonly hopsTo: (facilitatorId: string) => number
  readonly random: () => number
}

/** Everybody keeps the same rails (caps, nobody twice, no weak tie); only the order differs. */
type Router = (choice: Choice) => Ranked | undefined

const routers = {
  ours: ({ ranked }) => ranked[0],
  oursWithoutTrust: ({ ranked }) => best(ranked, ({ score, parts }) => score - WEIGHTS.trust * parts.trust),
  strongestTie: ({ ranked, now }) =>
    best(ranked, ({ candidate: { relationship } }) => (relationship ? relationshipStrength(relationship, now) : 0)),
  leastLoaded: ({ ranked }) => best(ranked, ({ candidate: { load } }) => -load.thisQuarter),
  shortestPath: ({ ranked, hopsTo }) => best(ranked, ({ candidate }) => -hopsTo(candidate.facilitator.id)),
  random: ({ ranked, random }) => ranked[Math.floor(random() * ranked.length)],
} satisfies Record<string, Router>
export type RouterName = keyof typeof routers

export interface RouterFigures {
  /** Of all asks, how many led to something. */
  readonly success: number
  readonly accepted: number
  readonly hoursToYes: number
  readonly offersPerAsk: number
  /** How unevenly the asks fall on the members: 0 even, 1 all on one. */
  readonly giniOfLoad: number
}

export function evaluateRanking(): Record<RouterName, RouterFigures> {
  const worlds = Array.from({ length: WORLDS }, (_, i) => makePast(i + 1))
  const names = Object.keys(routers) as RouterName[] // Object.keys of a constant: exactly its keys.
  const figures = names.map(
    (name) => [name, mean(worlds.map((past) => new Replay(past, routers[name]).run()))] as const,
  )
  return Object.fromEntries(figures) as Record<RouterName, RouterFigures>
}

interface Offer {
  readonly facilitatorId: string
  readonly hour: number
  readonly happening: Happening
}

interface Turn {
  readonly ask: Ask
  readonly hour: number
  readonly asked: readonly string[]
}

/** One year as one router would have it. What it learns of answers is its own. */
class Replay {
  readonly #past: Past
  readonly #router: Router
  readonly #offers: Offer[] = []
  readonly #state = pending()
  readonly #random: () => number
  readonly #outcomes: { isYes: boolean; isSuccess: boolean; hours: number }[] = []

  constructor(past: Past, router: Router) {
    this.#past = past
    this.#router = router
    this.#random = seeded(past.seed)
  }

  run(): RouterFigures {
    const turns: Turn[] = this.#past.asks.map((ask) => ({ ask, hour: ask.hour, asked: [] }))
    for (let turn = turns.shift(); turn; turn = turns.shift()) {
      const next = this.#take(turn)
      if (!next) continue
      const at = turns.findIndex(({ hour }) => hour > next.hour)
      turns.splice(at < 0 ? turns.length : at, 0, next)
    }
    return this.#figures()
  }

  /** Asks one member; what is to be done when they do not open the door, or null at the end. */
  #take({ ask, hour, asked }: Turn): Turn | null {
    const now = new Date(START.getTime() + hour * 3_600_000)
    const knowers = (this.#past.knowersByContact.get(ask.contactId) ?? []).filter(
      (one) => !asked.includes(one.memberId),
    )
    const state = {
      ...this.#state,
      request: { ...this.#state.request, requesterId: memberId(ask.askerId), offersMade: asked.length },
    }
    const { ranked } = rank(
      state,
      knowers.map((knower) => this.#candidate(knower, { askerId: ask.askerId, hour })),
      now,
    )
    const trustOf = (id: string) => this.#path(ask.askerId, id)?.score ?? 0
    const hopsTo = (id: string) => this.#path(ask.askerId, id)?.warmths.length ?? 9
    const chosen = this.#router({ ranked, now, trustOf, hopsTo, random: this.#random })
    const knower = knowers.find((one) => one.memberId === chosen?.candidate.facilitator.id)
    if (!knower || asked.length >= DEFAULT_HOUSE_RULES.offersPerRequest) {
      this.#outcomes.push({ isYes: false, isSuccess: false, hours: 0 })
      return null
    }
    const asksThisWeek = this.#asksSince(knower.memberId, hour - WEEK_HOURS)
    const happening = happens(this.#past, ask, { knower, asksThisWeek, trust: trustOf(knower.memberId) })
    this.#offers.push({ facilitatorId: knower.memberId, hour, happening })
    const { answerHours, isYes, isSuccess } = happening
    const until = hour + (answerHours !== null && answerHours < LAPSE_HOURS ? answerHours : LAPSE_HOURS)
    if (isYes && answerHours !== null && answerHours < LAPSE_HOURS) {
      this.#outcomes.push({ isYes, isSuccess, hours: until - ask.hour })
      return null
    }
    return { ask, hour: until, asked: [...asked, knower.memberId] }
  }

  #candidate({ memberId: id, seen }: Knower, { askerId, hour }: { askerId: string; hour: number }): Candidate {
    const mine = this.#offers.filter(({ facilitatorId }) => facilitatorId === id)
    const over = mine.filter(
      (offer) => offer.hour + Math.min(LAPSE_HOURS, offer.happening.answerHours ?? LAPSE_HOURS) <= hour,
    )
    const answered = over.filter(
      ({ happening }) => happening.answerHours !== null && happening.answerHours < LAPSE_HOURS,
    )
    const last = mine.at(-1)
    return {
      facilitator: {
        ...{ id: memberId(id), name: id, roles: [], timeZone: 'UTC', quiet: DEFAULT_QUIET, openToAsks: true },
        ...{ askRhythm: 'AT_ONCE', awayUntil: null, pausedAt: null, status: 'ACTIVE' },
        lastAskedAt: last ? addDays(START, last.hour / 24) : null,
      },
      relationship: { ...seen, neverAsk: false },
      load: {
        openOffers: mine.length - over.length,
        thisWeek: this.#asksSince(id, hour - WEEK_HOURS),
        thisQuarter: this.#asksSince(id, hour - QUARTER_HOURS),
      },
      past: {
        asked: over.length,
        answered: answered.length,
        answerHours: answered.reduce((sum, { happening }) => sum + (happening.answerHours ?? 0), 0),
      },
      ...{ contactId: 'contact', contactName: null, fit: 1, isBlocked: false, isReachable: true, isSuggested: false },
      ...{ isTargetBusy: false, targetMemberId: null, path: null },
      trust: this.#path(askerId, id, 2)?.score ?? 0,
    }
  }

  #asksSince(id: string, hour: number): number {
    return this.#offers.filter((offer) => offer.facilitatorId === id && offer.hour > hour).length
  }

  #path(fromId: string, toId: string, maxHops: 2 | 3 = 3) {
    return bestPaths(this.#past.graph, { fromId, toId, k: 1, maxHops, floor: 0 })[0]
  }

  #figures(): RouterFigures {
    const yes = this.#outcomes.filter(({ isYes }) => isYes)
    const loads = new Array<number>(MEMBERS).fill(0)
    for (const { facilitatorId } of this.#offers) {
      const i = Number(facilitatorId.split('-')[1])
      loads[i] = (loads[i] ?? 0) + 1
    }
    return {
      success: yes.filter(({ isSuccess }) => isSuccess).length / this.#outcomes.length,
      accepted: yes.length / this.#outcomes.length,
      hoursToYes: median(yes.map(({ hours }) => hours)),
      offersPerAsk: this.#offers.length / this.#outcomes.length,
      giniOfLoad: gini(loads),
    }
  }
}

/** The first of the best: what comes in the order of the ranking breaks ties. */
function best(ranked: readonly Ranked[], worth: (one: Ranked) => number): Ranked | undefined {
  return ranked.toSorted((a, b) => worth(b) - worth(a))[0]
}

function mean(all: readonly RouterFigures[]): RouterFigures {
  const of = (pick: (one: RouterFigures) => number) =>
    rounded(all.reduce((sum, one) => sum + pick(one), 0) / all.length)
  return {
    success: of(({ success }) => success),
    accepted: of(({ accepted }) => accepted),
    hoursToYes: of(({ hoursToYes }) => hoursToYes),
    offersPerAsk: of(({ offersPerAsk }) => offersPerAsk),
    giniOfLoad: of(({ giniOfLoad }) => giniOfLoad),
  }
}
