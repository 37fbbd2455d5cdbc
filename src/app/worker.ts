import { memberId as asMemberId, workspaceId as asWorkspaceId, type WorkspaceId } from '../kit/brand.ts'
import type { JobCtx, SweepCtx } from '../kit/ctx.ts'
import type { JobHandler, JobRun } from '../kit/jobs.ts'
import { addDays } from '../kit/working-time.ts'
import { deliver } from './deliver.ts'
import { type DueDelivery, dueDeliveries } from './delivery-store.ts'
import { endWorkspaces } from './ending.ts'
import { createGrower } from './growing.ts'
import {
  CLEAR_ENDED,
  DELIVER,
  DUE_DELIVERIES,
  domainJobData,
  END_WORKSPACES,
  HOME_CHANGED,
  homeChangedData,
} from './jobs.ts'
import { createKeeping } from './keeping.ts'
import { createStreamer } from './model-stream.ts'
import { createWriter } from './model-writer.ts'
import type { Ports } from './ports.ts'
import { listenerJobName } from './registry.ts'
import { clearEnded } from './store.ts'
import { closedSince } from './tenancy-store.ts'
import { createWork, deliveryJob, LISTENER_RETRIES } from './work.ts'

/** Every job that this process can run, by name: the domains' jobs, listeners and sweeps, and the runtime's own. */
export function jobHandlers(ports: Ports): ReadonlyMap<string, JobHandler> {
  const { registry } = ports
  const handlers = new Map<string, JobHandler>([
    [DELIVER, (run) => deliver(ports, run)],
    [HOME_CHANGED, (run) => tellHomes(ports, run)],
    [DUE_DELIVERIES, (run) => enqueueDueDeliveries(ports, run)],
    [END_WORKSPACES, (run) => endWorkspaces(ports, run)],
    [CLEAR_ENDED, () => clearEnded(ports.database.reader, ports.clock.now(), addDays(ports.clock.now(), -30))],
  ])
  for (const { contract, handler } of registry.jobs) {
    const handle: JobOfDomain = (ctx, data) => handler(ctx, contract.data.parse(data))
    handlers.set(contract.name, inWorkspace(ports, { ...contract, handle }))
  }
  for (const { listener } of registry.listeners) {
    const name = listenerJobName(listener)
    handlers.set(name, inWorkspace(ports, { name, retries: LISTENER_RETRIES, handle: listener.handle }))
  }
  for (const { contract, handler } of registry.sweeps) {
    handlers.set(contract.name, (run) => handler.run(sweepContext(ports, run)))
  }
  return handlers
}

type JobOfDomain = (ctx: JobCtx, data: unknown, eventId: string) => Promise<void>

/** How often a job of a closed workspace looks whether it is open again. */
const LOOK_AGAIN_MS = 15 * 60_000

function inWorkspace(
  ports: Ports,
  { name, retries, handle }: { name: string; retries: number; handle: JobOfDomain },
): JobHandler {
  return async (run) => {
    const { workspaceId, data, eventId } = domainJobData.parse(run.data)
    const id = asWorkspaceId(workspaceId)
    const ctx = await jobContext(ports, id, run)
    if (ctx) return handle(ctx, data, eventId)
    // One that is closed may open again, and what was begun there goes on; one that is gone has nothing left to do.
    const { reader } = ports.database
    if (!(await closedSince(reader, id))) return
    await ports.engine.enqueue(reader, [
      { name, data: { workspaceId, data, eventId }, retries, delayMs: LOOK_AGAIN_MS },
    ])
  }
}

async function jobContext(ports: Ports, workspaceId: WorkspaceId, run: JobRun): Promise<JobCtx | null> {
  const { database, clock, directory, log } = ports
  const workspace = await directory.workspace(database.reader, workspaceId)
  if (!workspace) return null
  const now = clock.now()
  return {
    workspace,
    now,
    db: database.reader,
    log: log.child({ job: run.id }),
    signal: run.signal,
    keeping: createKeeping(ports),
    work: createWork(ports, { workspace, now }),
    seal: ports.seal,
    post: (request) => ports.outgoing.post(request, run.signal),
    write: createWriter(ports, workspace, run.signal),
    stream: createStreamer(ports, workspace, run.signal),
    grow: createGrower(ports, workspace),
  }
}

function sweepContext(ports: Ports, run: JobRun): SweepCtx {
  return {
    now: ports.clock.now(),
    db: ports.database.reader,
    log: ports.log.child({ job: run.id }),
    signal: run.signal,
    in: (workspaceId) => jobContext(ports, asWorkspaceId(workspaceId), run),
  }
}

async function tellHomes(ports: Ports, run: JobRun): Promise<void> {
  const { workspaceId, memberId } = homeChangedData.parse(run.data)
  const member = asMemberId(memberId)
  const addresses = await ports.directory.addresses(ports.database.reader, asWorkspaceId(workspaceId), [member])
  for (const { surface, installation, externalId } of addresses.get(member) ?? []) {
    await ports.surfaces.get(surface)?.homeChanged(installation, externalId)
  }
}

/** So many at once, that a morning with ten thousand digests is neither one giant statement nor a long wait. */
const DUE_PAGE = 500

/** Cards whose waking hour has come, and those whose job was lost. */
async function enqueueDueDeliveries(ports: Ports, { signal }: JobRun): Promise<void> {
  const { reader } = ports.database
  const now = ports.clock.now()
  let after: DueDelivery | null = null
  while (!signal.aborted) {
    const page: readonly DueDelivery[] = await dueDeliveries(reader, now, { limit: DUE_PAGE, after })
    after = page.at(-1) ?? null
    if (!after) return
    const jobs = page.map(({ id, workspaceId, recipient }) => deliveryJob(workspaceId, id, recipient))
    await ports.engine.enqueue(reader, jobs)
    ports.engine.poke([DELIVER])
  }
}
