import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  fileRefusalLine,
  findMemberByRef,
  importContacts,
  importedContactsLines,
  importedMembersLines,
  importMembers,
} from '../../domains/people/api.ts'
import type { MemberId, WorkspaceId } from '../../kit/brand.ts'
import type { Desk } from '../../main.ts'
import { type Call, type DeskVerb, UsageError, type VerbOption } from '../verb.ts'
import { workspaceFor, workspaceOption } from '../workspace.ts'

const options: Readonly<Record<string, VerbOption>> = {
  ...workspaceOption,
  'dry-run': { type: 'boolean', describe: 'say what would happen and change nothing' },
}

export const importMembersVerb: DeskVerb = {
  name: 'import members',
  usage: 'import members FILE [--dry-run]',
  summary: 'bring in members: name, email, slack_id, discord_id, roles, time_zone',
  needs: 'desk',
  options,
  async run(call, desk) {
    const file = await fileFor(call, desk, importMembersVerb.usage)
    const imported = await importMembers(desk.ports.database, await workspaceFor(call, desk), file)
    const lines = imported.ok ? importedMembersLines(imported.value, file.dryRun) : [fileRefusalLine(imported.error)]
    return report(call, lines, imported.ok)
  },
}

export const importContactsVerb: DeskVerb = {
  name: 'import contacts',
  usage: 'import contacts FILE --owner REF [--dry-run]',
  summary: "bring in a member's contacts: LinkedIn, Google, Outlook, vCard or our own CSV",
  needs: 'desk',
  options: {
    ...options,
    owner: { type: 'string', describe: 'whose contacts they are: slack:U…, discord:…, an e-mail address or an id' },
  },
  async run(call, desk) {
    const workspaceId = await workspaceFor(call, desk)
    const ownerId = await ownerOf(call, desk, workspaceId)
    const file = await fileFor(call, desk, importContactsVerb.usage)
    const imported = await importContacts(desk.ports.database, workspaceId, { ...file, ownerId })
    const lines = imported.ok ? importedContactsLines(imported.value, file.dryRun) : [fileRefusalLine(imported.error)]
    return report(call, lines, imported.ok)
  },
}

async function fileFor({ words, cwd, options }: Call, { clock, ports }: Desk, usage: string) {
  const [name] = words
  if (!name) throw new UsageError(`Name the file: introdesk ${usage}`)
  const path = resolve(cwd, name)
  const bytes = await readFile(path).catch((error: Error) => {
    throw new UsageError(`${path} could not be read: ${error.message}. Nothing was changed.`)
  })
  return { bytes, dryRun: options['dry-run'] === true, now: clock.now(), newId: () => ports.ids.next() }
}

async function ownerOf({ options }: Call, { ports }: Desk, workspaceId: WorkspaceId): Promise<MemberId> {
  const ref = options.owner
  if (typeof ref !== 'string')
    throw new UsageError(`Say whose contacts they are: introdesk ${importContactsVerb.usage}`)
  const owner = await findMemberByRef(ports.database.reader, workspaceId, ref)
  if (owner) return owner.id
  throw new UsageError(
    `Nobody here is "${ref}". Give slack:U…, discord:…, an e-mail address or a member's id. Nothing was changed.`,
  )
}

function report({ print }: Call, lines: readonly string[], isDone: boolean): number {
  for (const line of lines) print(line)
  return isDone ? 0 : 1
}
