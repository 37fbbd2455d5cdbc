import type { JobCtx, SoFar } from '../kit/ctx.ts'
import type { WorkspaceInfo } from '../kit/person.ts'
import { type DeliveryRow, shownDeliveries, updateDelivery } from './delivery-store.ts'
import { chooseDestination, messageFor } from './destination.ts'
import type { Ports } from './ports.ts'

/**
 * Lets a job show a card while it is being written. The words go from the job to the surfaces and past the database; what is
 * kept is only that the last thing on the screen is none of ours any more, so that the card at the end is drawn in any case.
 */
export function createGrower(ports: Ports, workspace: WorkspaceInfo): JobCtx['grow'] {
  const begun = new Set<string>()
  return async (subject, so) => {
    for (const row of await shownDeliveries(ports.database.reader, workspace.id, subject)) {
      if (!begun.has(row.id)) {
        await updateDelivery(ports.database.reader, workspace.id, row.id, { contentHash: null })
        begun.add(row.id)
      }
      await growOne(ports, workspace, { row, so })
    }
  }
}

async function growOne(
  ports: Ports,
  workspace: WorkspaceInfo,
  { row, so }: { row: DeliveryRow; so: SoFar },
): Promise<void> {
  const { ref } = row
  const surface = row.surface && ports.surfaces.get(row.surface)
  const place = surface && (await chooseDestination(ports, workspace, row))
  if (!ref || !surface || place?.kind !== 'place') return
  const message = await messageFor(ports, row, { card: so.card, place })
  try {
    if (surface.grow) await surface.grow(ref, { ...message, markdown: so.markdown })
    else await surface.edit(ref, message)
  } catch (error) {
    ports.log.warn({ error, delivery: row.id }, 'A growing card could not be shown; the whole one comes at its end')
  }
}
