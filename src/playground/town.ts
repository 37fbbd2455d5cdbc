import { deleteWorkspace } from '../app/ending-store.ts'
import { createInspector } from '../app/inspector.ts'
import type { Ports } from '../app/ports.ts'
import { nextDue } from '../app/schedule.ts'
import { linkById } from '../app/store.ts'
import { connect } from '../app/tenancy.ts'
import { moveClock, travelTo } from '../app/travel.ts'
import { findMemberByRef, importContacts, importMembers } from '../domains/people/api.ts'
import { memberId, type WorkspaceId } from '../kit/brand.ts'
import type { WorkspaceInfo } from '../kit/person.ts'
import { DEFAULT_QUIET, localDay, nextWaking, startOfDay } from '../kit/working-time.ts'
import type { Desk } from '../main.ts'
import type { Town, TownClock, Desk as WebDesk } from '../surfaces/web/desk.ts'
import { forgetEverything } from '../surfaces/web/store.ts'
import {
  castOf,
  countStrangers,
  type DemoSite,
  giveAccounts,
  isDemo,
  markDemo,
  nameWorkspace,
  writeHistory,
  writeProfiles,
} from './demo-store.ts'
import { contactsFile, type DemoTown, membersFile, readDemoTown } from './demo-town.ts'

/** The playground's own place on the web surface. */
export const PLAYGROUND = 'playground'

/** When a town wakes up: late enough that everybody in Europe is at work, early enough that the day is long. */
const MORNING = '10:20'

/** The playground's workspace, made on first sight: empty until the demo town, or an import, fills it. */
export async function playgroundWorkspace(ports: Ports): Promise<WorkspaceInfo> {
  const known = await ports.directory.workspaceOf(ports.database.reader, 'web', PLAYGROUND)
  if (known) return known
  await connect(
    ports,
    { surface: 'web', externalId: PLAYGROUND, name: 'Playground', timeZone: machineZone() },
    { joins: false },
  )
  const made = await ports.directory.workspaceOf(ports.database.reader, 'web', PLAYGROUND)
  if (!made) throw new Error('The playground has no workspace after it was made.')
  return made
}

/** The desk as the playground sees it: the town, its clock and what just happened. */
export function createTown(desk: Desk): WebDesk {
  const { app, ports } = desk
  const inspector = createInspector(ports)
  const here = async () => (await playgroundWorkspace(ports)).id
  return {
    dispatch: app.dispatch,
    openLink: app.openLink,
    answerLink: app.answerLink,
    isLinkOpen: (token) => isLinkOpen(ports, token),
    domains: app.registry.domains,
    town: townOf(desk),
    clock: clockOf(desk),
    inspector: {
      trail: async (wanted) => inspector.trail(await here(), wanted),
      outbox: async (limit) => inspector.outbox(await here(), limit),
      queues: inspector.queues,
      onChange: (listener) => ports.feed.listen(listener),
    },
  }
}

/** Fills the demo town; a second call changes nothing. A town that would sleep now is woken on its next working morning. */
export async function loadDemo(desk: Desk): Promise<void> {
  const { ports, clock } = desk
  const { database } = ports
  const { id: workspaceId } = await playgroundWorkspace(ports)
  if (await isDemo(database.reader, workspaceId)) return
  const town = readDemoTown()
  await wakeUp(desk, town.workspace.timeZone)
  const site = { workspaceId, installation: PLAYGROUND, now: clock.now(), newId: () => ports.ids.next() }
  await nameWorkspace(database.reader, workspaceId, town)
  await moveIn(ports, site, town)
  await database.transaction(async (db) => {
    await writeHistory(db, site, town)
    await markDemo(db, workspaceId)
  })
  ports.feed.tell({ kind: 'decided', workspaceId })
}

/** People and contacts come the way everybody's do: through the importers. */
async function moveIn({ database }: Ports, site: DemoSite, town: DemoTown): Promise<void> {
  const { workspaceId } = site
  await importMembers(database, workspaceId, { ...site, bytes: membersFile(town), dryRun: false })
  await database.transaction((db) => writeProfiles(db, site, town))
  for (const { key, email } of town.members) {
    const bytes = contactsFile(town, key, site.now)
    const owner = bytes && (await findMemberByRef(database.reader, workspaceId, email))
    if (owner) await importContacts(database, workspaceId, { ...site, bytes, ownerId: owner.id, dryRun: false })
  }
}

async function isLinkOpen({ links, database, clock }: Ports, token: string): Promise<boolean> {
  const id = links.verify(token)
  const link = id && (await linkById(database.reader, id))
  return Boolean(link && !link.usedAt && !link.revokedAt && link.expiresAt > clock.now())
}

function townOf(desk: Desk): Town {
  const { ports } = desk
  const { reader } = ports.database
  const story = readDemoTown()
  const hero = story.members.find(({ key }) => key === story.hero)
  return {
    installation: PLAYGROUND,
    hero: { externalId: story.hero, name: hero?.name.split(' ')[0] ?? story.hero },
    workspace: () => playgroundWorkspace(ports),
    cast: async () => castHere(ports, await playgroundWorkspace(ports)),
    isDemoLoaded: async () => isDemo(reader, (await playgroundWorkspace(ports)).id),
    loadDemo: () => loadDemo(desk),
    startOver: async () => {
      await clearTown(ports, (await playgroundWorkspace(ports)).id)
      await moveClock(ports, desk.clock, 0)
      await loadDemo(desk)
    },
  }
}

async function clearTown(ports: Ports, workspaceId: WorkspaceId): Promise<void> {
  await ports.engine.settled()
  await ports.database.transaction(async (db) => {
    await deleteWorkspace(db, workspaceId)
    await forgetEverything(db, PLAYGROUND)
  })
}

async function castHere(ports: Ports, workspace: WorkspaceInfo) {
  const { database, ids } = ports
  if ((await countStrangers(database.reader, workspace.id)) > 0) {
    const site = { workspaceId: workspace.id, installation: PLAYGROUND, newId: () => ids.next() }
    await database.transaction((db) => giveAccounts(db, site))
  }
  const cast = await castOf(database.reader, workspace.id)
  return cast.map(({ externalId, member }) => ({
    externalId,
    memberId: memberId(member.id),
    name: member.name,
    headline: member.headline ?? '',
    roles: member.roles,
    timeZone: member.timeZone ?? workspace.timeZone,
    locale: member.locale ?? workspace.locale,
  }))
}

function clockOf(desk: Desk): TownClock {
  const { ports, clock } = desk
  return {
    now: () => clock.now(),
    aheadMs: () => clock.aheadMs(),
    travelTo: (at) => travelTo(ports, clock, at),
    backToNow: () => moveClock(ports, clock, 0),
    nextDue: () => nextDue(ports),
  }
}

/** A newcomer on a Saturday night finds a town at work: its clock is moved to the next working morning, and the page says so. */
async function wakeUp({ ports, clock }: Desk, timeZone: string): Promise<void> {
  const now = clock.now()
  const waking = nextWaking(now, { ...DEFAULT_QUIET, from: '17:00' }, timeZone)
  if (waking.getTime() === now.getTime()) return
  const morning = startOfDay(localDay(waking, timeZone), timeZone, MORNING)
  await moveClock(ports, clock, clock.aheadMs() + morning.getTime() - now.getTime())
}

function machineZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
