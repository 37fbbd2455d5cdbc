import { memberId as asMemberId } from '../kit/brand.ts'
import type { SurfaceName, WorkspaceInfo } from '../kit/person.ts'
import type { Card } from '../kit/ui/card.ts'
import { type DeliveryRow, hasCopyOn, leaveCopy, promiseDelivery } from './delivery-store.ts'
import { memberDetails } from './jobs.ts'
import type { Ports } from './ports.ts'
import { deliveryJob } from './work.ts'

/**
 * A card that has news and something to press follows its reader to the platform where they were last active. What they had
 * before stays on their screen there, and goes on being redrawn.
 */
export async function followReader(
  ports: Ports,
  workspace: WorkspaceInfo,
  { row, card }: { readonly row: DeliveryRow; readonly card: Card },
): Promise<void> {
  const there = hasSomethingToPress(card) ? await movedTo(ports, row) : null
  if (!there || (await hasCopyOn(ports.database.reader, row, there))) return
  const now = ports.clock.now()
  await ports.database.transaction(async (db) => {
    if (!(await leaveCopy(db, row))) return
    const { notice, key, subject, data, interactionId, epoch, recipient } = row
    // The row's data is the JSON object that `promiseDelivery` stored.
    const same = { notice, key, subject, data: data as object, interactionId, epoch }
    const to = { recipientKind: 'MEMBER', recipient, details: {}, surface: there } as const
    const id = await promiseDelivery(db, workspace.id, { ...same, ...to, id: ports.ids.next(), dueAt: now, now })
    await ports.engine.enqueue(db, [deliveryJob(workspace.id, id, recipient)])
  })
}

/** Null for a reader who is where the card is, and for a card that belongs to the place where it was asked for. */
async function movedTo(ports: Ports, row: DeliveryRow): Promise<SurfaceName | null> {
  if (row.recipientKind !== 'MEMBER' || memberDetails.parse(row.details).at) return null
  const memberId = asMemberId(row.recipient)
  const addresses = await ports.directory.addresses(ports.database.reader, row.workspaceId, [memberId])
  const latest = (addresses.get(memberId) ?? []).find(({ surface }) => ports.surfaces.has(surface))
  return latest && latest.surface !== row.surface ? latest.surface : null
}

const hasSomethingToPress = ({ body }: Card): boolean =>
  body.some((block) => block.kind === 'actions' && block.items.some(({ kind }) => kind !== 'link'))
