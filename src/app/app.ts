import type { RouteContract } from '../kit/contracts.ts'
import type { DueThing } from '../kit/domain.ts'
import type { Interaction } from '../kit/interaction.ts'
import type { Exported, Whose } from '../kit/personal-data.ts'
import type { Reply } from '../kit/reply.ts'
import type { Surface } from '../kit/surface.ts'
import type { RawFields } from '../kit/ui/form.ts'
import { dispatch } from './dispatch.ts'
import { createKeeping, eraseMember } from './keeping.ts'
import { answerLink, type LinkView, openLink } from './links.ts'
import type { Ports } from './ports.ts'
import type { Entry, Registry } from './registry.ts'
import { callRoute, type RouteAnswer, type RouteCall } from './routes.ts'
import { nextDue, sweepAll, tick } from './schedule.ts'
import { jobHandlers } from './worker.ts'

/** The runtime without platforms: surfaces bring interactions and take cards, the clock ticks, jobs run. */
export interface App {
  readonly registry: Registry
  /** Never throws; a surface only draws what comes back. */
  dispatch(interaction: Interaction): Promise<Reply>
  /** Answers a call from outside, for the routes of the registry. */
  callRoute(route: Entry<RouteContract>, call: RouteCall): Promise<RouteAnswer>
  openLink(token: string): Promise<LinkView>
  answerLink(token: string, fields: RawFields): Promise<LinkView>
  /** Everything that the house keeps about a member, as data that a person can read. */
  exportMember(whose: Whose): Promise<Readonly<Record<string, Exported>>>
  /** Takes all of it away for good, in one transaction. */
  eraseMember(whose: Whose): Promise<void>
  /** From now on cards can be sent there. */
  addSurface(surface: Surface): void
  tick(slot: Date): Promise<void>
  nextDue(): Promise<DueThing | null>
  /** Starts to run jobs, beginning with what became due while nobody was there. */
  startWorker(): Promise<void>
  /** For processes that only promise: a command, a web process beside workers. Jobs are enqueued and left to others. */
  startWithoutWorker(): Promise<void>
  /** Lets running jobs end for at most `graceMs`; the rest goes back to the queue. */
  stopWorker(graceMs: number): Promise<void>
}

export function createApp(ports: Ports): App {
  return {
    registry: ports.registry,
    async dispatch(interaction) {
      const begunMs = performance.now() // For figures alone, so not the desk's clock.
      const reply = await dispatch(ports, interaction)
      const { surface, kind } = interaction
      ports.metrics.answered({ surface, kind, outcome: reply.kind, ms: performance.now() - begunMs })
      return reply
    },
    callRoute: (route, call) => callRoute(ports, route, call),
    openLink: (token) => openLink(ports, token),
    answerLink: (token, fields) => answerLink(ports, token, fields),
    exportMember: (whose) => createKeeping(ports).export(whose),
    eraseMember: (whose) => eraseMember(ports, whose),
    addSurface: (surface) => void ports.surfaces.set(surface.name, surface),
    tick: (slot) => tick(ports, slot),
    nextDue: () => nextDue(ports),
    async startWorker() {
      await ports.engine.start(jobHandlers(ports))
      await sweepAll(ports, `start ${ports.ids.next()}`)
    },
    startWithoutWorker: () => ports.engine.start(new Map()),
    stopWorker: (graceMs) => ports.engine.stop(graceMs),
  }
}
