import type { WorkspaceId } from '../kit/brand.ts'
import type { SurfaceName } from '../kit/person.ts'
import type { Ports } from './ports.ts'
import {
  createWorkspace,
  installationWorkspace,
  oneAtATime,
  openWorkspaces,
  saveInstallation,
  type WorkspaceRow,
} from './tenancy-store.ts'

export interface Place {
  readonly surface: SurfaceName
  /** The Slack team, Discord guild or web workspace. */
  readonly externalId: string
  readonly name: string
  readonly timeZone?: string
  readonly details?: object
}

/**
 * The workspace behind a platform's place, made on first sight. With `joins`, a place of one more platform joins the one
 * workspace that is there, so that a community's Slack and Discord are one desk; without it, each place is its own tenant.
 */
export async function connect(ports: Ports, place: Place, { joins }: { joins: boolean }): Promise<WorkspaceId> {
  const { surface, externalId, details = {} } = place
  return ports.database.transaction(async (db) => {
    // Two first events of a place come at once, from one platform or to two processes: one of them makes its workspace.
    await oneAtATime(db)
    const known = await installationWorkspace(db, surface, externalId)
    const workspaceId = known ?? (joins ? onlyOne(await openWorkspaces(db)) : null) ?? (await found(ports, db, place))
    await saveInstallation(db, workspaceId, {
      id: ports.ids.next(),
      surface,
      externalId,
      details: { ...details, name: place.name },
      now: ports.clock.now(),
    })
    return workspaceId
  })
}

function found(
  ports: Ports,
  db: Parameters<typeof createWorkspace>[0],
  { name, timeZone = 'UTC' }: Place,
): Promise<WorkspaceId> {
  return createWorkspace(db, { id: ports.ids.next(), name, timeZone, isDemo: false, now: ports.clock.now() })
}

/** The demo town is nobody's community: no platform joins it. */
function onlyOne(workspaces: readonly WorkspaceRow[]): WorkspaceId | null {
  const real = workspaces.filter(({ isDemo }) => !isDemo)
  return real.length === 1 ? (real[0]?.id ?? null) : null
}
