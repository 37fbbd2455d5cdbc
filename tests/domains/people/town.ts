import { addContact, createDirectory } from '../../../src/domains/people/api.ts'
import type { Visibility } from '../../../src/domains/people/model.ts'
import { addRelationship, saveRelationship } from '../../../src/domains/people/store/relationships.ts'
import type { Database as OpenDatabase } from '../../../src/infra/db/database.ts'
import { uuidIds } from '../../../src/infra/ids/uuid-ids.ts'
import { type MemberId, type WorkspaceId, workspaceId } from '../../../src/kit/brand.ts'
import type { Database } from '../../../src/kit/db.ts'
import type { Person, Sighting, SurfaceName, WorkspaceInfo } from '../../../src/kit/person.ts'

/** Tuesday morning in Berlin. */
export const NOW = new Date('2026-11-24T09:20:00Z')

export const newId = () => uuidIds.next()
export const directory = createDirectory(uuidIds)

/** A workspace with a connected Slack and a playground. */
export async function foundWorkspace(opened: OpenDatabase, name = 'Harbour Town'): Promise<WorkspaceInfo> {
  const id = newId()
  const at = { timeZone: 'Europe/Berlin', locale: 'en' }
  await opened.prisma.workspace.create({ data: { id, name, ...at } })
  for (const surface of ['slack', 'web'] as const) {
    await opened.prisma.installation.create({
      data: { id: newId(), workspaceId: id, surface, externalId: `${surface}-${id}`, installedAt: NOW },
    })
  }
  return { id: workspaceId(id), name, ...at }
}

/** What a surface says when somebody acts there. */
export function sightingOf(
  workspace: WorkspaceInfo,
  claim: Sighting['claim'],
  seen: { surface?: SurfaceName; now?: Date } = {},
): Sighting {
  const { surface = 'slack', now = NOW } = seen
  return { workspace, surface, installation: `${surface}-${workspace.id}`, claim, now }
}

/** Somebody who said something in Slack; the first one is the administrator. */
export function join(database: Database, workspace: WorkspaceInfo, name: string): Promise<Person> {
  return directory.recognise(database.reader, sightingOf(workspace, { externalId: `U-${name}`, name }))
}

export interface Known {
  readonly name: string
  readonly organization?: string
  readonly title?: string
  readonly city?: string
  readonly email?: string
  readonly visibility?: Visibility
  readonly strength?: number
}

/** `member` knows this contact; gives the contact's id. */
export function knows(database: Database, ws: WorkspaceId, member: MemberId, known: Known): Promise<string> {
  return database.transaction(async (db) => {
    const { visibility = 'ROUTER', strength, ...named } = known
    const { id: contactId } = await addContact(db, ws, { ...named, addedBy: member, newId, now: NOW })
    const whose = { memberId: member, contactId }
    await addRelationship(db, ws, { ...whose, id: newId(), now: NOW })
    await saveRelationship(db, ws, whose, { visibility, ...(strength !== undefined && { declared: strength }) })
    return contactId
  })
}
