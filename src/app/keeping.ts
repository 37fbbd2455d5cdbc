import type { Work } from '../kit/ctx.ts'
import type { Exported, Halves, Keeper, Keeping, Whose } from '../kit/personal-data.ts'
import { moveMentions, moveNames } from './keeping-store.ts'
import { runtimeKeeper } from './personal.ts'
import type { Ports } from './ports.ts'
import { createWork } from './work.ts'

/** Everybody who keeps something about members: the domains, the runtime, the surfaces. */
export function keepersOf({ registry, keepers }: Pick<Ports, 'registry' | 'keepers'>): readonly Keeper[] {
  return [...registry.domains, runtimeKeeper, ...keepers]
}

/** What all of them keep about one member, as one. */
export function createKeeping(ports: Ports): Keeping {
  const keepers = keepersOf(ports)
  return {
    async export(whose: Whose) {
      const exported: Record<string, Exported> = {}
      for (const { name, personalData } of keepers) {
        if (personalData) exported[name] = await personalData.export(ports.database.reader, whose)
      }
      return exported
    },
    /** The last one comes first, because the first ones hold the member and the accounts that the others point to. */
    async erase(w: Work, whose: Whose) {
      for (const { personalData } of keepers.toReversed()) await personalData?.erase(w, whose)
    },
    async join(w: Work, halves: Halves) {
      for (const { personalData } of keepers.toReversed()) {
        if (!personalData) continue
        await personalData.join(w, halves)
        for (const column of personalData.names) await moveNames(w.db, column, halves)
        for (const column of personalData.mentions) await moveMentions(w.db, column, halves)
      }
    },
  }
}

/** For the command line, where nobody acts. */
export async function eraseMember(ports: Ports, whose: Whose): Promise<void> {
  const workspace = await ports.directory.anyWorkspace(ports.database.reader, whose.workspaceId)
  if (!workspace) throw new Error(`There is no workspace ${whose.workspaceId}.`)
  await createWork(ports, { workspace, now: ports.clock.now() })(async (w) => {
    await createKeeping(ports).erase(w, whose)
    await w.audit({ kind: 'people.deleted' })
  })
}
