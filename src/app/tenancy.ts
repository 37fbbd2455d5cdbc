import type { WorkspaceId } from '../kit/brand.ts'
import type { Db } from '../kit/db.ts'
import type { SurfaceName } from '../kit/person.ts'
import { keptSince } from './ending.ts'
import type { Ports } from './ports.ts'
import {
  closeDeserted,
  closedSince,
  createWorkspace,
  oneAtATime,
  openWorkspaces,
  placeBefore,
  removeInstallation,
  saveInstallation,
  type WorkspaceRow,
} from './tenancy-store.ts'
import { welcomeBack } from './waking.ts'

export interface Place {
  readonly surface: SurfaceName
  /** The Slack team, Discord guild or web workspace. */
  readonly externalId: string
  readonly name: string
  readonly timeZone?: string
  readonly details?: object
  /** Its tokens, sealed, where this is an install and no mere sign of life. */
  readonly secrets?: string
}

/**
 * The workspace behind a platform's place, made on first sight. With `joins`, a place of one more platform joins the one
 * workspace that is there, so that a community's Slack and Discord are one desk; without it, each place is its own tenant.
 */
export async function connect(ports: Ports, place: Place, options: { joins: boolean }): Promise<WorkspaceId> {
  return (await settleIn(ports, place, options)).workspaceId
}

export interface Settling {
  /** A place of one more platform joins the one workspace that there is. */
  readonly joins: boolean
  /** The workspace with which a place that was never seen before goes on. */
  heir?(db: Db): Promise<WorkspaceId | null>
  /** In the same transaction, when it is kept. */
  settled?(db: Db, workspaceId: WorkspaceId): Promise<void>
}

export interface Settled {
  readonly workspaceId: WorkspaceId
  /** The place was never seen before, or so long ago that nothing of it was kept. */
  readonly isNew: boolean
}

/** As `connect`, and says whether the place is a new one. One that comes back in time finds what it left. */
export async function settleIn(ports: Ports, place: Place, { joins, heir, settled }: Settling): Promise<Settled> {
  const { surface, externalId, details = {}, secrets } = place
  return ports.database.transaction(async (db) => {
    // Two first events of a place come at once, from one platform or to two processes: one of them makes its workspace.
    await oneAtATime(db)
    const known = await placeBefore(db, surface, externalId)
    const workspaceId =
      known?.workspaceId ??
      (await heir?.(db)) ??
      (joins ? onlyOne(await openWorkspaces(db)) : null) ??
      (await found(ports, db, place))
    await saveInstallation(db, workspaceId, {
      ...{ id: ports.ids.next(), surface, externalId, details: { ...details, name: place.name } },
      ...(secrets !== undefined && { secrets }),
      now: ports.clock.now(),
    })
    const removedAt = known?.removedAt ?? (await closedSince(db, workspaceId))
    if (removedAt) await welcomeBack(ports, db, workspaceId, { surface, removedAt })
    await settled?.(db, workspaceId)
    return { workspaceId, isNew: known === null }
  })
}

/**
 * A place removed the app, at a moment that its platform names: an install after that is left alone. The last one closes the
 * workspace: nothing is sent or decided there until somebody comes back. False where it was news of yesterday.
 */
export async function disconnect(
  ports: Ports,
  place: Pick<Place, 'surface' | 'externalId'>,
  { at, left: after }: { at: Date; left?(db: Db, workspaceId: WorkspaceId): Promise<void> },
): Promise<boolean> {
  const now = ports.clock.now()
  return ports.database.transaction(async (db) => {
    await oneAtATime(db)
    const left = await removeInstallation(db, place, { at, now })
    if (left) {
      await closeDeserted(db, { only: left, usedSince: keptSince(ports), now })
      await after?.(db, left)
    }
    return left !== null
  })
}

function found(ports: Ports, db: Db, { name, timeZone = 'UTC' }: Place): Promise<WorkspaceId> {
  return createWorkspace(db, { id: ports.ids.next(), name, timeZone, isDemo: false, now: ports.clock.now() })
}

/** The demo town is nobody's community: no platform joins it. */
function onlyOne(workspaces: readonly WorkspaceRow[]): WorkspaceId | null {
  const real = workspaces.filter(({ isDemo }) => !isDemo)
  return real.length === 1 ? (real[0]?.id ?? null) : null
}
