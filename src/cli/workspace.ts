import { allWorkspaces, openWorkspaces, type WorkspaceRow } from '../app/tenancy-store.ts'
import type { WorkspaceId } from '../kit/brand.ts'
import type { Desk } from '../main.ts'
import { playgroundWorkspace } from '../playground/town.ts'
import { type Call, UsageError, type VerbOption } from './verb.ts'

export const workspaceOption: Readonly<Record<string, VerbOption>> = {
  workspace: { type: 'string', describe: 'which community, where there are several: its name or id' },
}

/** The workspace that a command is about: the named one, or the only one there is. A new desk begins with the playground's. */
export async function workspaceFor(call: Call, desk: Desk): Promise<WorkspaceId> {
  return choose(call, desk, await openWorkspaces(desk.ports.database.reader))
}

/** For what a person may ask of a community that removed the app, too: their data is there until it is erased. */
export async function anyWorkspaceFor(call: Call, desk: Desk): Promise<WorkspaceId> {
  return choose(call, desk, await allWorkspaces(desk.ports.database.reader))
}

async function choose(call: Call, desk: Desk, workspaces: readonly WorkspaceRow[]): Promise<WorkspaceId> {
  if (workspaces.length === 0) return (await playgroundWorkspace(desk.ports)).id
  const wanted = call.options.workspace
  const isWanted = ({ id, name }: { id: string; name: string }) =>
    id === wanted || name.toLowerCase() === String(wanted).toLowerCase()
  const found = wanted ? workspaces.filter(isWanted) : workspaces
  const [only] = found
  if (found.length === 1 && only) return only.id
  const names = workspaces.map(({ name, id }) => `  ${name}  (${id})`).join('\n')
  throw new UsageError(
    `${wanted ? `No community is called "${wanted}".` : 'Say which community with --workspace.'} There are:\n${names}`,
  )
}
