import { memberId as asMemberId, type MemberId } from '../kit/brand.ts'
import type { Address, SurfaceName, WorkspaceInfo } from '../kit/person.ts'
import type { Destination, Outgoing, Reader, Surface } from '../kit/surface.ts'
import type { Card } from '../kit/ui/card.ts'
import { type DeliveryRow, promiseDelivery, roomByKey, saveRoom, updateDelivery } from './delivery-store.ts'
import { mailDetails, memberDetails, roomDetails } from './jobs.ts'
import type { Ports } from './ports.ts'
import { deliveryJob } from './work.ts'

/** Where a card goes. `split`: there is no room for these people, so each of them gets the card alone. */
export type Place =
  | { readonly kind: 'place'; readonly surface: Surface; readonly installation: string; readonly to: Destination }
  | { readonly kind: 'nowhere'; readonly status: 'FAILED' | 'MANUAL'; readonly reason: string }
  | { readonly kind: 'split' }

/**
 * The account with which they asked, else the one where they were last active among those that run here and can be reached;
 * rooms and mail have one place.
 */
export async function chooseDestination(ports: Ports, workspace: WorkspaceInfo, row: DeliveryRow): Promise<Place> {
  switch (row.recipientKind) {
    case 'MEMBER':
      return directPlace(ports, row)
    case 'EMAIL':
      return mailPlace(ports, row)
    case 'ROOM':
      return roomPlace(ports, workspace, row)
  }
}

/** A card as it goes to its surface. */
export async function messageFor(
  ports: Ports,
  row: DeliveryRow,
  { card, place }: { card: Card; place: Extract<Place, { kind: 'place' }> },
): Promise<Outgoing> {
  const { surface, installation, to } = place
  const reader = await readerFor(ports, row, { card, surface: surface.name, installation })
  return { deliveryId: row.id, installation, to, card, reader }
}

/** How the card is read there: mentions of people who have an account on this surface, times in the reader's zone. */
export async function readerFor(
  ports: Ports,
  row: DeliveryRow,
  shown: { card: Card; surface: SurfaceName; installation: string },
): Promise<Reader> {
  const { reader } = ports.database
  const preferences =
    row.recipientKind === 'MEMBER'
      ? await ports.directory.preferences(reader, row.workspaceId, asMemberId(row.recipient))
      : null
  const workspace = preferences ? null : await ports.directory.workspace(reader, row.workspaceId)
  const addresses = await ports.directory.addresses(reader, row.workspaceId, peopleIn(shown.card))
  const mentions = [...addresses].flatMap(([memberId, list]) => {
    const account = accountAt(list, shown)
    return account ? [[memberId, account.externalId] as const] : []
  })
  return {
    timeZone: preferences?.timeZone ?? workspace?.timeZone ?? 'UTC',
    locale: preferences?.locale ?? workspace?.locale ?? 'en',
    mentions: new Map(mentions),
  }
}

async function directPlace(ports: Ports, row: DeliveryRow): Promise<Place> {
  const memberId = asMemberId(row.recipient)
  const addresses =
    (await ports.directory.addresses(ports.database.reader, row.workspaceId, [memberId])).get(memberId) ?? []
  const reachable = addresses
    .filter(
      (address) => !row.unreachable.includes(address.surface) && (!row.surface || address.surface === row.surface),
    )
    .toSorted((a, b) => b.lastActiveAt.getTime() - a.lastActiveAt.getTime())
  const { at } = memberDetails.parse(row.details)
  const isThere = (address: Address) =>
    address.surface === at?.surface && address.installation === at.installation && ports.surfaces.has(at.surface)
  const asked = reachable.find(isThere)
  for (const address of asked ? [asked] : reachable) {
    const { surface: name, installation, externalId } = address
    const surface = ports.surfaces.get(name)
    const place = address === asked && at && { at: at.place }
    if (surface) return { kind: 'place', surface, installation, to: { kind: 'direct', externalId, ...place } }
  }
  return { kind: 'nowhere', status: 'FAILED', reason: 'no account of theirs can be reached; the card is in their home' }
}

function mailPlace(ports: Ports, row: DeliveryRow): Place {
  const surface = ports.surfaces.get('mail')
  if (!surface)
    return {
      kind: 'nowhere',
      status: 'MANUAL',
      reason: 'no mail server is configured; the link has to be passed on by hand',
    }
  if (row.unreachable.includes('mail'))
    return { kind: 'nowhere', status: 'FAILED', reason: 'the mail address refused it' }
  const { name } = mailDetails.parse(row.details)
  return { kind: 'place', surface, installation: '', to: { kind: 'email', email: row.recipient, name } }
}

async function roomPlace(ports: Ports, workspace: WorkspaceInfo, row: DeliveryRow): Promise<Place> {
  const { reader } = ports.database
  const opened = (await roomByKey(reader, workspace.id, row.recipient)) ?? (await openRoom(ports, workspace, row))
  const surface = opened && ports.surfaces.get(opened.surface)
  if (opened && surface && !row.unreachable.includes(opened.surface)) {
    return { kind: 'place', surface, installation: opened.installation, to: { kind: 'room', room: opened.ref } }
  }
  await sendToEach(ports, workspace, row)
  return { kind: 'split' }
}

/** A room where all of them have an account: first tried where the first of them was last active. */
async function openRoom(ports: Ports, workspace: WorkspaceInfo, row: DeliveryRow) {
  const { title, memberIds } = roomDetails.parse(row.details)
  const addresses = await ports.directory.addresses(ports.database.reader, workspace.id, memberIds)
  const accounts = memberIds.map((memberId) => addresses.get(memberId) ?? [])
  for (const { name, installation, externalIds } of sharedPlaces(accounts)) {
    const surface = ports.surfaces.get(name)
    if (!surface || row.unreachable.includes(name)) continue
    const ref = await surface.openRoom({ key: row.recipient, installation, title, externalIds })
    if (!ref) continue
    const room = { id: ports.ids.next(), key: row.recipient, surface: name, installation, ref, title }
    return saveRoom(ports.database.reader, workspace.id, { ...room, memberIds, now: ports.clock.now() })
  }
  return null
}

/** The installations of a platform on which every one of these people has an account, those of the first of them before others. */
function sharedPlaces(accounts: readonly (readonly Address[])[]) {
  const places = new Map(accounts.flat().map((address) => [`${address.surface} ${address.installation}`, address]))
  return [...places.values()].flatMap((place) => {
    const externalIds = accounts.flatMap((list) => accountAt(list, place)?.externalId ?? [])
    const { surface: name, installation } = place
    return externalIds.length === accounts.length ? [{ name, installation, externalIds }] : []
  })
}

/** Two installations of a platform in one workspace, a team's and its organisation's, have the same people. */
function accountAt(list: readonly Address[], place: Pick<Address, 'surface' | 'installation'>): Address | undefined {
  const there = list.filter(({ surface }) => surface === place.surface)
  return there.find(({ installation }) => installation === place.installation) ?? there[0]
}

/** The same notice to each member; its key keeps a second run from telling anybody twice. */
async function sendToEach(ports: Ports, workspace: WorkspaceInfo, row: DeliveryRow): Promise<void> {
  const { memberIds } = roomDetails.parse(row.details)
  const now = ports.clock.now()
  await ports.database.transaction(async (db) => {
    const jobs = []
    for (const memberId of memberIds) {
      const id = await promiseDelivery(db, workspace.id, {
        ...copyFor(row, memberId),
        id: ports.ids.next(),
        dueAt: now,
        now,
      })
      jobs.push(deliveryJob(workspace.id, id, memberId))
    }
    await updateDelivery(db, workspace.id, row.id, { status: 'DROPPED', lastError: 'no shared room; sent to each' })
    await ports.engine.enqueue(db, jobs)
  })
}

function copyFor({ notice, key, subject, data, interactionId, epoch }: DeliveryRow, memberId: MemberId) {
  // The row's data is the JSON object that `promiseDelivery` stored.
  return {
    notice,
    key,
    subject,
    data: data as object,
    interactionId,
    epoch,
    recipientKind: 'MEMBER' as const,
    recipient: memberId,
    details: {},
  }
}

/** The members who are named in a card, wherever a sentence stands in it. */
export function peopleIn(value: unknown): MemberId[] {
  if (Array.isArray(value)) return value.flatMap(peopleIn)
  if (typeof value !== 'object' || value === null) return []
  if ('kind' in value && value.kind === 'person' && 'memberId' in value) return [asMemberId(String(value.memberId))]
  return Object.values(value).flatMap(peopleIn)
}
