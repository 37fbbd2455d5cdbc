import { z } from 'zod'
import type { WorkspaceId } from '../kit/brand.ts'
import type { Change } from '../kit/db.ts'
import type { QueueCount } from '../kit/jobs.ts'
import type { SurfaceName } from '../kit/person.ts'
import { namesOf, recentActs, recentOwnDeliveries, unsentDeliveries } from './inspector-store.ts'
import { mailDetails, roomDetails } from './jobs.ts'
import type { Ports } from './ports.ts'

/** What just happened, as a story: who said what, what was written, what was promised, what arrived where. */
export interface Inspector {
  /** The newest first; `reference` narrows it to what a member read out ("ref 7F3K"). */
  trail(workspaceId: WorkspaceId, wanted: { limit: number; reference?: string }): Promise<readonly TrailEntry[]>
  /** What is promised and not sent, by due time. */
  outbox(workspaceId: WorkspaceId, limit: number): Promise<readonly DeliveryTrace[]>
  queues(): Promise<readonly QueueCount[]>
}

/** One act of a person, or one card that the desk owed by itself (then `actor` and `surface` are null). */
export interface TrailEntry {
  readonly id: string
  /** Short, shown to people: "7F3K". */
  readonly reference: string
  readonly at: Date
  readonly actor: string | null
  readonly surface: SurfaceName | null
  /** The contract that was said, such as "introductions.accept". */
  readonly contract: string
  /** The decision in a word: "kept", or the refusal's kind. */
  readonly outcome: string
  readonly changes: readonly Change[]
  readonly events: readonly { readonly name: string; readonly data: unknown }[]
  /** Jobs that the act enqueued, where it is known. */
  readonly jobs: readonly string[]
  readonly deliveries: readonly DeliveryTrace[]
}

export interface DeliveryTrace {
  readonly id: string
  readonly notice: string
  /** In words: a member's name, an address, a room's title. */
  readonly to: string
  readonly surface: SurfaceName | null
  readonly status: 'pending' | 'sending' | 'sent' | 'manual' | 'dropped' | 'failed'
  readonly dueAt: Date
  readonly sentAt: Date | null
  readonly attempts: number
  readonly lastError: string | null
}

export function createInspector(ports: Ports): Inspector {
  const { reader } = ports.database
  return {
    queues: () => ports.engine.counts(),
    async outbox(workspaceId, limit) {
      const rows = await unsentDeliveries(reader, workspaceId, limit)
      const names = await namesOf(
        reader,
        workspaceId,
        rows.map(({ recipient }) => recipient),
      )
      return rows.map((row) => traceOf(row, names))
    },
    async trail(workspaceId, wanted) {
      const acts = await recentActs(reader, workspaceId, wanted)
      const own = wanted.reference ? [] : await recentOwnDeliveries(reader, workspaceId, wanted.limit)
      const people = [
        ...acts.flatMap(({ act, deliveries }) => [act.actorId ?? '', ...deliveries.map(({ recipient }) => recipient)]),
        ...own.map(({ recipient }) => recipient),
      ]
      const names = await namesOf(reader, workspaceId, people)
      const entries = [...acts.map((act) => entryOf(ports, act, names)), ...own.map((row) => ownEntry(row, names))]
      return entries.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, wanted.limit)
    },
  }
}

type ActRow = Awaited<ReturnType<typeof recentActs>>[number]
type DeliveryRow = ActRow['deliveries'][number]
type Names = ReadonlyMap<string, string>

const changesOf = z.array(z.object({ model: z.string(), action: z.string(), count: z.number() })).catch([])

function entryOf(ports: Ports, { act, events, deliveries }: ActRow, names: Names): TrailEntry {
  const listened = events.flatMap((event) =>
    ports.registry.listeners
      .filter(({ listener }) => listener.event.name === event.name)
      .map(({ listener }) => `${listener.name} hears ${event.name}`),
  )
  return {
    id: act.id,
    reference: act.reference,
    at: act.at,
    actor: (act.actorId && names.get(act.actorId)) ?? null,
    surface: act.surface,
    contract: act.contract,
    outcome: act.outcome,
    changes: changesOf.parse(act.changes),
    events: events.map(({ name, data }) => ({ name, data })),
    jobs: listened,
    deliveries: deliveries.map((row) => traceOf(row, names)),
  }
}

function ownEntry(row: DeliveryRow, names: Names): TrailEntry {
  return {
    id: row.id,
    reference: '',
    at: row.createdAt,
    actor: null,
    surface: null,
    contract: row.notice,
    outcome: 'the desk, by itself',
    changes: [],
    events: [],
    jobs: [],
    deliveries: [traceOf(row, names)],
  }
}

function traceOf(row: DeliveryRow, names: Names): DeliveryTrace {
  const { id, notice, surface, dueAt, sentAt, attempts, lastError } = row
  return {
    id,
    notice,
    surface,
    dueAt,
    sentAt,
    attempts,
    lastError,
    to: addresseeOf(row, names),
    status: STATUS[row.status],
  }
}

const STATUS = {
  PENDING: 'pending',
  SENDING: 'sending',
  SENT: 'sent',
  MANUAL: 'manual',
  DROPPED: 'dropped',
  FAILED: 'failed',
} as const

function addresseeOf(row: DeliveryRow, names: Names): string {
  switch (row.recipientKind) {
    case 'MEMBER':
      return names.get(row.recipient) ?? 'somebody who left'
    case 'EMAIL':
      return `${mailDetails.parse(row.details).name} <${row.recipient}>`
    case 'ROOM':
      return roomDetails.parse(row.details).title
  }
}
