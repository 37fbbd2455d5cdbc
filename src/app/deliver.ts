import { createHash } from 'node:crypto'
import { memberId as asMemberId, workspaceId as asWorkspaceId } from '../kit/brand.ts'
import type { JobRun } from '../kit/jobs.ts'
import type { SurfaceName, WorkspaceInfo } from '../kit/person.ts'
import type { Surface } from '../kit/surface.ts'
import type { Card } from '../kit/ui/card.ts'
import {
  beginSend,
  type DeliveryChange,
  type DeliveryRow,
  deliveryById,
  deliveryByRef,
  updateDelivery,
  waitingBefore,
  workspaceEpoch,
} from './delivery-store.ts'
import { chooseDestination, messageFor } from './destination.ts'
import { followReader } from './follow.ts'
import { deliverData } from './jobs.ts'
import type { Ports } from './ports.ts'
import { deliveryJob } from './work.ts'

/** A send that failed this often is given up and shown to the operator; the card is still in its reader's home. */
const MAX_ATTEMPTS = 8

const LEAST_WAIT_MS = 100

/**
 * Sends or redraws one card. The card is built now, from the state as it is now. Before a second try of a send whose reply was
 * lost the surface is asked whether the first arrived; a message that is there is edited in place. A card that cannot be built
 * or sent for a reason of our own is tried as often as its job is, and then listed as failed: never lost, never for ever.
 */
export async function deliver(ports: Ports, run: JobRun): Promise<void> {
  const { workspaceId, deliveryId, waited } = deliverData.parse(run.data)
  const { reader } = ports.database
  const row = await deliveryById(reader, asWorkspaceId(workspaceId), deliveryId)
  const workspace = row && (await ports.directory.workspace(reader, row.workspaceId))
  if (!row || !workspace || isSettled(row, waited ? row.dueAt : ports.clock.now())) return
  try {
    await show(ports, workspace, row)
  } catch (error) {
    if (run.isLastAttempt) await giveUp(ports, row, error instanceof Error ? error.message : String(error))
    throw error
  }
}

async function show(ports: Ports, workspace: WorkspaceInfo, row: DeliveryRow): Promise<void> {
  const { reader } = ports.database
  if (row.epoch < (await workspaceEpoch(reader, row.workspaceId)) && row.status !== 'SENT') {
    return updateDelivery(reader, row.workspaceId, row.id, {
      status: 'DROPPED',
      lastError: 'promised before a restore',
    })
  }
  const card = await buildCard(ports, workspace, row)
  if (!card) return noLongerTrue(ports, row)
  if (row.ref && row.surface) await redraw(ports, { workspace, row, card, surface: row.surface, ref: row.ref })
  else await sendFirst(ports, { workspace, row, card })
  ports.feed.tell({ kind: 'delivered', workspaceId: row.workspaceId, deliveryId: row.id })
}

/** The card behind a message as it would be drawn now, for a click that came too late. */
export async function latestCard(
  ports: Ports,
  workspace: WorkspaceInfo,
  { surface, origin }: { readonly surface: SurfaceName; readonly origin?: string | undefined },
): Promise<Card | null> {
  if (!origin) return null
  const row = await deliveryByRef(ports.database.reader, workspace.id, { surface, ref: origin })
  return row && buildCard(ports, workspace, row)
}

function isSettled(row: DeliveryRow, now: Date): boolean {
  switch (row.status) {
    case 'PENDING':
    case 'SENDING':
      return row.dueAt > now
    case 'SENT':
      return row.shown >= row.wanted || row.dueAt > now
    case 'MANUAL':
    case 'DROPPED':
    case 'FAILED':
      return true
  }
}

async function buildCard(ports: Ports, workspace: WorkspaceInfo, row: DeliveryRow): Promise<Card | null> {
  const entry = ports.registry.notice(row.notice)
  if (!entry) throw new Error(`No domain knows the notice "${row.notice}" of delivery ${row.id}.`)
  const { reader } = ports.database
  const recipient =
    row.recipientKind === 'MEMBER'
      ? await ports.directory.person(reader, row.workspaceId, asMemberId(row.recipient))
      : null
  if (row.recipientKind === 'MEMBER' && !recipient) return null
  return entry.handler(
    {
      workspace,
      recipient,
      now: ports.clock.now(),
      db: reader,
      linkUrl: (linkId) => `${ports.publicUrl()}/l/${ports.links.sign(linkId)}`,
      canMail: ports.surfaces.has('mail'),
      isShown: row.ref !== null,
    },
    entry.contract.data.parse(row.data),
  )
}

/** A card that was never shown and is no longer true is not shown; one that is there stays as the last thing that was true. */
async function noLongerTrue({ database }: Ports, row: DeliveryRow): Promise<void> {
  await updateDelivery(
    database.reader,
    row.workspaceId,
    row.id,
    row.ref ? { shown: row.wanted } : { status: 'DROPPED', lastError: 'no longer true' },
  )
}

interface Drawn {
  readonly workspace: WorkspaceInfo
  readonly row: DeliveryRow
  readonly card: Card
}

async function redraw(
  ports: Ports,
  { workspace, row, card, surface: name, ref }: Drawn & { surface: SurfaceName; ref: string },
): Promise<void> {
  const contentHash = hashOf(card)
  const surface = ports.surfaces.get(name)
  const place = surface && (await chooseDestination(ports, workspace, { ...row, surface: name }))
  if (contentHash === row.contentHash || !surface || place?.kind !== 'place') {
    return updateDelivery(ports.database.reader, row.workspaceId, row.id, { shown: row.wanted })
  }
  await followReader(ports, workspace, { row, card })
  const installation = await editorOf(ports, workspace, { row, surface: name, otherwise: place.installation })
  const edited = await surface.edit(ref, await messageFor(ports, row, { card, place: { ...place, installation } }))
  ports.metrics.delivered({ surface: name, how: 'edit', outcome: edited.kind })
  switch (edited.kind) {
    case 'sent':
      return updateDelivery(ports.database.reader, row.workspaceId, row.id, {
        shown: row.wanted,
        contentHash,
        ref: edited.ref,
        attempts: 0,
        lastError: null,
      })
    case 'unreachable':
      if (row.installation && row.installation !== installation) return sendAnew(ports, row)
      return updateDelivery(ports.database.reader, row.workspaceId, row.id, {
        shown: row.wanted,
        lastError: edited.reason,
      })
    case 'later':
      return waitAsTold(ports, row, edited)
    case 'unknown':
      return tryAgain(ports, row, edited.reason)
  }
}

/** Only the bot that wrote a message may change it, as long as it is there. */
async function editorOf(
  { directory, database }: Ports,
  workspace: WorkspaceInfo,
  { row, surface, otherwise }: { row: DeliveryRow; surface: SurfaceName; otherwise: string },
): Promise<string> {
  if (!row.installation || row.installation === otherwise) return otherwise
  const there = await directory.workspaceOf(database.reader, surface, row.installation)
  return there?.id === workspace.id ? row.installation : otherwise
}

/** What stands there was written by a bot that is gone, and no other may change it: the reader gets the card as it is now. */
async function sendAnew(ports: Ports, row: DeliveryRow): Promise<void> {
  const afresh = { status: 'PENDING', surface: null, installation: null, ref: null, contentHash: null } as const
  await updateDelivery(ports.database.reader, row.workspaceId, row.id, afresh)
  await again(ports, row, 0)
}

async function sendFirst(ports: Ports, { workspace, row, card }: Drawn): Promise<void> {
  const place = await chooseDestination(ports, workspace, row)
  const { reader } = ports.database
  if (place.kind === 'nowhere')
    return updateDelivery(reader, row.workspaceId, row.id, { status: place.status, lastError: place.reason })
  if (place.kind === 'split') return
  const { surface } = place
  const earlier = await waitingBefore(reader, row)
  if (earlier) return waitAsTold(ports, row, { afterMs: behind(ports, earlier), reason: 'an earlier card waits' })
  const message = await messageFor(ports, row, { card, place })
  const arrived = row.status === 'SENDING' ? await surface.find(message) : null
  if (arrived)
    return takeUp(ports, { workspace, row, card }, { surface, ref: arrived, installation: place.installation })
  const to = { surface: surface.name, installation: place.installation, contentHash: hashOf(card) }
  if (!(await beginSend(reader, row, to))) return
  const sent = await surface.send(message)
  ports.metrics.delivered({ surface: surface.name, how: 'send', outcome: sent.kind })
  switch (sent.kind) {
    case 'sent':
      return settleSent(ports, row, { surface, card, ref: sent.ref, installation: place.installation })
    case 'unreachable':
      return cannotReach(ports, row, { surface: surface.name, reason: sent.reason })
    case 'later':
      return waitAsTold(ports, row, sent, { status: 'PENDING', surface: null, installation: null })
    case 'unknown':
      return tryAgain(ports, row, sent.reason)
  }
}

/** Just after an earlier card of the same reader, so that a platform's pause does not change their order. */
function behind({ clock }: Ports, earlier: Date): number {
  return Math.max(LEAST_WAIT_MS, earlier.getTime() - clock.now().getTime() + 1)
}

/** What arrived after all is the card as it was when it was sent, or the mere beginning of a stream. */
async function takeUp(
  ports: Ports,
  { workspace, row, card }: Drawn,
  found: { surface: Surface; ref: string; installation: string },
): Promise<void> {
  const { surface, ref, installation } = found
  if (row.contentHash === hashOf(card)) return settleSent(ports, row, { ...found, card })
  const sent = { status: 'SENT', surface: surface.name, installation, ref } as const
  const about = { sentAt: ports.clock.now(), attempts: 0, lastError: null }
  await updateDelivery(ports.database.reader, row.workspaceId, row.id, { ...sent, ...about })
  await redraw(ports, { workspace, row: { ...row, ...sent }, card, surface: surface.name, ref })
}

async function settleSent(
  ports: Ports,
  row: DeliveryRow,
  sent: { surface: Surface; card: Card; ref: string; installation: string },
): Promise<void> {
  await updateDelivery(ports.database.reader, row.workspaceId, row.id, {
    status: 'SENT',
    surface: sent.surface.name,
    installation: sent.installation,
    ref: sent.ref,
    shown: row.wanted,
    contentHash: hashOf(sent.card),
    sentAt: ports.clock.now(),
    // Whatever it took: a later redraw has its own tries.
    attempts: 0,
    lastError: null,
  })
}

/** Not there, then: the next run tries another of the member's accounts, until there is none left. */
async function cannotReach(
  ports: Ports,
  row: DeliveryRow,
  failed: { surface: SurfaceName; reason: string },
): Promise<void> {
  const { surface, reason } = failed
  ports.log.warn({ delivery: row.id, notice: row.notice, surface, reason }, 'A card could not be delivered there')
  const unreachable = [...row.unreachable, surface]
  await updateDelivery(ports.database.reader, row.workspaceId, row.id, {
    status: 'PENDING',
    surface: null,
    installation: null,
    unreachable,
    lastError: reason,
  })
  await again(ports, row, 0)
}

/** Waiting is no failed attempt: with thousands of cards to one workspace, most are told to wait many times. */
async function waitAsTold(
  ports: Ports,
  row: DeliveryRow,
  told: { readonly afterMs: number; readonly reason: string },
  change: DeliveryChange = {},
): Promise<void> {
  await updateDelivery(ports.database.reader, row.workspaceId, row.id, {
    ...change,
    attempts: row.attempts,
    lastError: told.reason,
    dueAt: after(ports, told.afterMs),
  })
  await again(ports, row, told.afterMs)
}

async function tryAgain(ports: Ports, row: DeliveryRow, reason: string): Promise<void> {
  const attempts = row.attempts + 1
  if (attempts >= MAX_ATTEMPTS) return giveUp(ports, row, reason)
  // Doubling from a second: a platform that lost a reply is usually back soon, one that is down is left in peace.
  const afterMs = 1000 * 2 ** row.attempts
  const dueAt = after(ports, afterMs)
  await updateDelivery(ports.database.reader, row.workspaceId, row.id, { attempts, lastError: reason, dueAt })
  await again(ports, row, afterMs)
}

/** The due time keeps the minute's sweep, which looks for due cards, from coming before the job that waits. */
function after({ clock }: Ports, ms: number): Date {
  return new Date(clock.now().getTime() + ms)
}

async function giveUp({ database, log }: Ports, row: DeliveryRow, reason: string): Promise<void> {
  log.warn({ delivery: row.id, notice: row.notice, reason }, 'A card was given up')
  await updateDelivery(database.reader, row.workspaceId, row.id, {
    status: row.ref ? 'SENT' : 'FAILED',
    shown: row.wanted,
    lastError: reason,
  })
}

async function again(ports: Ports, row: DeliveryRow, afterMs: number): Promise<void> {
  const job = deliveryJob(row.workspaceId, row.id, row.recipient)
  await ports.engine.enqueue(ports.database.reader, [{ ...job, data: { ...job.data, waited: true }, delayMs: afterMs }])
}

function hashOf(card: Card): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 22)
}
