import { openWorkspaces } from '../app/tenancy-store.ts'
import type { WorkspaceId } from '../kit/brand.ts'
import type { Desk } from '../main.ts'
import { type Call, UsageError, type VerbOption } from './verb.ts'

export const workspaceOption: Readonly<Record<string, VerbOption>> = {
  workspace: { type: 'string', describe: 'which community, where there are several: its name or id' },
}

/** The workspace that a command is about: the named one, or the only one there is. */
export async function workspaceFor(call: Call, desk: Desk): Promise<WorkspaceId> {
  const workspaces = await openWorkspaces(desk.ports.database.reader)
  const wanted = call.options.workspace
  const found = wanted
    ? workspaces.filter(({ id, name }) => id === wanted || name.toLowerCase() === String(wanted).toLowerCase())
    : workspaces
  const [only] = found
  if (found.length === 1 && only) return only.id
  if (workspaces.length === 0) {
    throw new UsageError(
      'There is no community here yet. Start the desk once with `npm start`, or fill the demo town with `introdesk demo`.',
    )
  }
  const names = workspaces.map(({ name, id }) => `  ${name}  (${id})`).join('\n')
  throw new UsageError(
    `${wanted ? `No community is called "${wanted}".` : 'Say which community with --workspace.'} There are:\n${names}`,
  )
}
