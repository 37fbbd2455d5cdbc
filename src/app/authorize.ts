import type { Who } from '../kit/contracts.ts'
import type { Interaction } from '../kit/interaction.ts'
import type { Person, Role, WorkspaceInfo } from '../kit/person.ts'
import type { Ports } from './ports.ts'

export interface Recognised {
  readonly workspace: WorkspaceInfo
  readonly actor: Person
}

/** Who is acting, and in which workspace: from what the platform verified, never from what the message says. Null for a place that is not connected. */
export async function recognise(ports: Ports, interaction: Interaction): Promise<Recognised | null> {
  const { directory, database, clock } = ports
  const { surface, installation, actor: claim } = interaction
  const workspace = await directory.workspaceOf(database.reader, surface, installation)
  if (!workspace) return null
  const actor = await directory.recognise(database.reader, {
    workspace,
    surface,
    installation,
    claim,
    now: clock.now(),
  })
  return { workspace, actor }
}

/** Whether the person's roles allow it at all; what they may do to this very thing is for the rules. */
export function isAllowed(who: Who, actor: Person): boolean {
  if (who === 'anyone') return true
  if (actor.external) return false
  return actor.roles.includes('admin') || who === 'member' || actor.roles.includes(who satisfies Role)
}
