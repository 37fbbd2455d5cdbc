import type { z } from 'zod'
import { memberId as asMemberId, type MemberId } from '../kit/brand.ts'
import type { AnyEvent, AnyJob, AnyLink, AnyNotice } from '../kit/contracts.ts'
import type { NoticeTiming, Recipient, Work } from '../kit/ctx.ts'
import type { Change, Db } from '../kit/db.ts'
import type { QueuedJob } from '../kit/jobs.ts'
import type { SurfaceName, WorkspaceInfo } from '../kit/person.ts'
import { isRefused } from '../kit/reply.ts'
import { nextWaking } from '../kit/working-time.ts'
import { type Accountable, type Auditor, createAuditor } from './audit.ts'
import { type DeliveryWanted, promiseDelivery, wantRedraw, workspaceEpoch } from './delivery-store.ts'
import { DELIVER, HOME_CHANGED } from './jobs.ts'
import type { Ports } from './ports.ts'
import { listenerJobName } from './registry.ts'
import { keepEvents, keepInteraction, noteChanges, revokeLinks, saveLinks, takeReference } from './store.ts'

/** Who asked for this transaction: an act of a person (kept once by its id), or a job (harmless to repeat). */
export interface WorkScope {
  readonly workspace: WorkspaceInfo
  readonly now: Date
  readonly act?: Act
  readonly accountable?: Accountable
}

export interface Act {
  readonly id: string
  readonly surface: SurfaceName
  readonly externalId: string
  readonly reference: string
  readonly actorId: MemberId | null
  readonly contract: string
}

/** This very act was kept before. Nothing is done a second time; the caller shows how things stand. */
export class AlreadyKept extends Error {}

type RunWork = <T>(fn: (w: Work) => Promise<T>) => Promise<T>

/** Opens the one transaction of a handler: state, events, jobs, notices and the act's id commit together or not at all. */
export function createWork(ports: Ports, scope: WorkScope): RunWork {
  let opened = false
  return async (fn) => {
    if (opened && scope.act)
      throw new Error(`"${scope.act.contract}" opened a second transaction; one use case is one transaction.`)
    opened = true
    try {
      const { value, jobs, homes } = await ports.database.transaction((db, changes) =>
        inside(ports, scope, { db, changes, fn }),
      )
      ports.engine.poke(new Set(jobs.map((job) => job.name)))
      ports.feed.tell({ kind: 'decided', workspaceId: scope.workspace.id })
      for (const memberId of homes) ports.feed.tell({ kind: 'home', workspaceId: scope.workspace.id, memberId })
      return value
    } catch (error) {
      // A refusal that was found inside the transaction leaves nothing behind, and is a value again outside it.
      if (error instanceof RefusedInside) return error.value as Awaited<ReturnType<typeof fn>>
      throw error
    }
  }
}

class RefusedInside extends Error {
  readonly value: unknown
  constructor(value: unknown) {
    super('refused')
    this.value = value
  }
}

interface Inside<T> {
  readonly db: Db
  readonly changes: () => readonly Change[]
  readonly fn: (w: Work) => Promise<T>
}

async function inside<T>(ports: Ports, scope: WorkScope, { db, changes, fn }: Inside<T>) {
  const { workspace, now, act } = scope
  if (act && !(await keepInteraction(db, workspace.id, { ...act, at: now }))) throw new AlreadyKept(act.externalId)
  const promised = emptyPromises()
  const auditor = createAuditor(ports, scope, db)
  const before = changes().length
  const value = await fn(collector(ports, scope, { db, promised, auditor }))
  if (isRefused(value)) throw new RefusedInside(value)
  await auditor.close(changes().length > before)
  const jobs = await keepPromises(ports, scope, { db, promised })
  if (act) await noteChanges(db, workspace.id, act.id, changes())
  return { value, jobs, homes: promised.homes }
}

interface Promised {
  readonly events: { readonly id: string; readonly event: AnyEvent; readonly data: object }[]
  readonly jobs: QueuedJob[]
  readonly notices: {
    readonly notice: AnyNotice
    readonly to: Recipient
    readonly data: object
    readonly when: NoticeTiming
  }[]
  readonly redraws: Set<string>
  readonly homes: Set<MemberId>
  readonly links: {
    readonly id: string
    readonly contract: string
    readonly values: object
    readonly expiresAt: Date
  }[]
  readonly revoked: string[]
}

const emptyPromises = (): Promised => ({
  events: [],
  jobs: [],
  notices: [],
  redraws: new Set(),
  homes: new Set(),
  links: [],
  revoked: [],
})

function collector(
  ports: Ports,
  scope: WorkScope,
  { db, promised, auditor }: { db: Db; promised: Promised; auditor: Auditor },
): Work {
  const { workspace, now } = scope
  return {
    db,
    now,
    newId: () => ports.ids.next(),
    emit<E extends AnyEvent>(event: E, data: z.input<E['data']>) {
      promised.events.push({ id: ports.ids.next(), event, data: checked(event, data) })
    },
    enqueue<J extends AnyJob>(job: J, data: z.input<J['data']>) {
      promised.jobs.push(domainJob(scope, job.name, checked(job, data), job.retries))
    },
    notify<N extends AnyNotice>(notice: N, to: Recipient, data: z.input<N['data']>, when: NoticeTiming = {}) {
      promised.notices.push({ notice, to, data: checked(notice, data), when })
    },
    redraw: (subject) => void promised.redraws.add(subject),
    homeChanged: (memberId) => void promised.homes.add(memberId),
    issueLink<L extends AnyLink>(link: L, values: z.input<L['values']>, expiresAt: Date) {
      link.values.parse(values)
      const id = ports.ids.next()
      promised.links.push({ id, contract: link.name, values, expiresAt })
      return id
    },
    revokeLink: (linkId) => void promised.revoked.push(linkId),
    audit: (entry) => auditor.write(entry),
    nextReference: async () => `R-${await takeReference(db, workspace.id)}`,
  }
}

/** Data is checked where it is promised, so that a mistake fails the act and not a job a week later. It is stored as given. */
function checked(contract: AnyEvent | AnyJob | AnyNotice, data: object): object {
  contract.data.parse(data)
  return data
}

/** How often an event is told again to a listener that failed. */
export const LISTENER_RETRIES = 5

/** A job of a domain carries its workspace beside the domain's own data. */
export function domainJob(
  scope: { workspace: { id: string } },
  name: string,
  data: object,
  retries: number,
): QueuedJob {
  return { name, data: { workspaceId: scope.workspace.id, data }, retries }
}

async function keepPromises(
  ports: Ports,
  scope: WorkScope,
  { db, promised }: { db: Db; promised: Promised },
): Promise<QueuedJob[]> {
  const { workspace, now, act } = scope
  const interactionId = act?.id ?? null
  if (promised.links.length > 0) {
    await saveLinks(
      db,
      workspace.id,
      promised.links.map((link) => ({ ...link, createdAt: now })),
    )
  }
  if (promised.revoked.length > 0) await revokeLinks(db, workspace.id, promised.revoked, now)
  if (promised.events.length > 0) {
    const rows = promised.events.map(({ id, event, data }) => ({
      id,
      name: event.name,
      version: event.version,
      data,
      interactionId,
      at: now,
    }))
    await keepEvents(db, workspace.id, rows)
  }
  const jobs = [
    ...promised.jobs,
    ...promised.events.flatMap(({ id, event, data }) =>
      ports.registry.listenersOf(event).map((listener) => {
        const job = domainJob(scope, listenerJobName(listener), data, LISTENER_RETRIES)
        return { ...job, data: { ...job.data, eventId: id } }
      }),
    ),
    // What is promised here is built after this commit anyway, so only the cards of before are redrawn.
    ...(await promiseRedraws(scope, { db, promised })),
    ...(await promiseNotices(ports, scope, { db, promised })),
    ...[...promised.homes].map((memberId) => ({
      name: HOME_CHANGED,
      data: { workspaceId: workspace.id, memberId },
      retries: 2,
    })),
  ]
  if (jobs.length > 0) await ports.engine.enqueue(db, jobs)
  return jobs
}

async function promiseNotices(
  ports: Ports,
  scope: WorkScope,
  { db, promised }: { db: Db; promised: Promised },
): Promise<QueuedJob[]> {
  if (promised.notices.length === 0) return []
  const jobs: QueuedJob[] = []
  const epoch = await workspaceEpoch(db, scope.workspace.id)
  for (const { notice, to, data, when } of promised.notices) {
    const dueAt = await whenDue(ports, scope, { db, notice, to, when })
    if (!dueAt) continue
    const parsed = notice.data.parse(data)
    const recipient = addressee(to, when)
    const id = await promiseDelivery(db, scope.workspace.id, {
      id: ports.ids.next(),
      notice: notice.name,
      key: notice.key(parsed),
      subject: notice.subject(parsed),
      data,
      ...recipient,
      dueAt,
      interactionId: scope.act?.id ?? null,
      epoch,
      now: scope.now,
    })
    if (to.kind === 'member') promised.homes.add(to.memberId)
    if (dueAt <= scope.now) jobs.push(deliveryJob(scope.workspace.id, id, recipient.recipient))
  }
  return jobs
}

/** Null where the member has switched the topic off. */
async function whenDue(
  ports: Ports,
  scope: WorkScope,
  { db, notice, to, when }: { db: Db; notice: AnyNotice; to: Recipient; when: NoticeTiming },
): Promise<Date | null> {
  const earliest = when.notBefore && when.notBefore > scope.now ? when.notBefore : scope.now
  if (to.kind !== 'member') return earliest
  const preferences = await ports.directory.preferences(db, scope.workspace.id, to.memberId)
  if (!preferences) return null
  if (notice.topic !== 'essential' && preferences.mutedTopics.includes(notice.topic)) return null
  return when.now ? earliest : nextWaking(earliest, preferences.quiet, preferences.timeZone)
}

function addressee(
  to: Recipient,
  { at }: NoticeTiming,
): Pick<DeliveryWanted, 'recipientKind' | 'recipient' | 'details' | 'surface'> {
  switch (to.kind) {
    case 'member':
      return {
        ...{ recipientKind: 'MEMBER', recipient: to.memberId, details: at ? { at } : {} },
        ...(to.on && { surface: to.on }),
      }
    case 'email':
      return { recipientKind: 'EMAIL', recipient: to.email, details: { name: to.name } }
    case 'room':
      return { recipientKind: 'ROOM', recipient: to.key, details: { title: to.title, memberIds: to.memberIds } }
  }
}

async function promiseRedraws(
  scope: WorkScope,
  { db, promised }: { db: Db; promised: Promised },
): Promise<QueuedJob[]> {
  const jobs: QueuedJob[] = []
  for (const subject of promised.redraws) {
    for (const { id, recipient, kind, dueAt } of await wantRedraw(db, scope.workspace.id, subject)) {
      if (dueAt <= scope.now) jobs.push(deliveryJob(scope.workspace.id, id, recipient))
      if (kind === 'MEMBER') promised.homes.add(asMemberId(recipient))
    }
  }
  return jobs
}

/** The sends to one recipient are one lane: cards arrive in the order in which they were promised. */
export function deliveryJob(workspaceId: string, deliveryId: string, recipient: string): QueuedJob {
  return { name: DELIVER, data: { workspaceId, deliveryId }, lane: `${workspaceId}/${recipient}`, retries: 8 }
}
