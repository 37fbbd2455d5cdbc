import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { ContactFields } from '../import/combine.ts'
import type { Change, ImportPlan } from '../import-plan.ts'
import type { Visibility } from '../model.ts'
import { contactKeys, type Described, storedKeys } from '../rules.ts'
import { memberAmong, membersByEmail, organizationsNamed, saveKeys } from './contacts.ts'

/** Whose contacts are imported. */
export interface Owner {
  readonly id: MemberId
  readonly email: string | null
  readonly edgeVisibility: Visibility
}

interface Writing {
  readonly plan: ImportPlan
  readonly owner: Owner
  readonly now: Date
  readonly newId: () => string
}

type Places = Awaited<ReturnType<typeof placesFor>>

/** Writes what an import decided: new rows many at a time, changed ones one by one, because each changes something else. */
export async function writePlan(db: Db, workspaceId: WorkspaceId, writing: Writing): Promise<void> {
  const { plan, owner } = writing
  const places = await placesFor(db, workspaceId, writing)
  await writeCreated(db, workspaceId, { ...writing, places })
  await writeKnown(db, workspaceId, {
    ...writing,
    known: plan.changed.flatMap(({ existing, fields }) => (existing.isKnown ? [] : [{ id: existing.id, fields }])),
  })
  for (const change of plan.changed) {
    await writeContact(db, workspaceId, { change, places })
    if (change.existing.isKnown) await writeRelationship(db, workspaceId, { change, owner })
  }
}

/** The organizations and members that the rows name. */
async function placesFor(db: Db, workspaceId: WorkspaceId, { plan, newId }: Writing) {
  const contacts = [...plan.created, ...plan.changed.map(({ fields }) => fields)]
  const names = contacts.flatMap(({ organization }) => organization ?? [])
  return {
    organizations: await organizationsNamed(db, workspaceId, { names, newId }),
    members: await membersByEmail(
      db,
      workspaceId,
      contacts.flatMap(({ emails }) => emails ?? []),
    ),
  }
}

async function writeCreated(db: Db, workspaceId: WorkspaceId, writing: Writing & { places: Places }): Promise<void> {
  const { plan, owner, places, now, newId } = writing
  const rows = plan.created.map((contact) => ({ id: newId(), contact }))
  await prisma(db).contact.createMany({
    data: rows.map(({ id, contact }) => ({
      id,
      workspaceId,
      name: contact.name,
      source: contact.source,
      addedById: owner.id,
      createdAt: now,
      ...columnsOf(contact),
      organizationId: contact.organization ? places.organizations.idOf(contact.organization) : null,
      memberId: memberAmong(places.members, contact.emails),
    })),
  })
  await saveKeys(
    db,
    workspaceId,
    rows.map(({ id, contact }) => ({ id, keys: storedKeys(contact) })),
  )
  await writeKnown(db, workspaceId, { ...writing, known: rows.map(({ id, contact }) => ({ id, fields: contact })) })
}

/** The owner knows these contacts from now on. */
async function writeKnown(
  db: Db,
  workspaceId: WorkspaceId,
  { owner, now, newId, known }: Writing & { known: readonly { id: string; fields: ContactFields }[] },
): Promise<void> {
  await prisma(db).relationship.createMany({
    data: known.map(({ id, fields }) => ({
      id: newId(),
      workspaceId,
      memberId: owner.id,
      contactId: id,
      createdAt: now,
      ...knowingOf(fields),
      visibility: fields.visibility ?? owner.edgeVisibility,
    })),
  })
}

async function writeContact(
  db: Db,
  workspaceId: WorkspaceId,
  { change, places }: { change: Change; places: Places },
): Promise<void> {
  const { existing, fields } = change
  const { strength, interactions, lastInteractionAt, visibility, notes, ...aboutContact } = fields
  if (Object.keys(aboutContact).length === 0) return
  const after = { ...existing, ...aboutContact }
  const member = fields.emails ? memberAmong(places.members, fields.emails) : null
  await prisma(db).contact.update({
    where: { id: existing.id },
    data: {
      ...columnsOf(after),
      ...(fields.organization && { organizationId: places.organizations.idOf(fields.organization) }),
      ...(member && { memberId: member }),
    },
  })
  await saveKeys(db, workspaceId, [{ id: existing.id, keys: storedKeys(after) }])
}

async function writeRelationship(
  db: Db,
  workspaceId: WorkspaceId,
  { change, owner }: { change: Change; owner: Owner },
): Promise<void> {
  const knowing = knowingOf(change.fields)
  if (Object.keys(knowing).length === 0) return
  await prisma(db).relationship.updateMany({
    where: { workspaceId, memberId: owner.id, contactId: change.existing.id },
    data: knowing,
  })
}

/** A contact's own columns, with those by which it is searched. */
function columnsOf(contact: Described) {
  const { emails, phones, tags = [], title = null, city = null, sourceUrl = null } = contact
  return {
    emails: [...emails],
    phones: [...phones],
    tags: [...tags],
    title,
    city,
    sourceUrl,
    ...contactKeys(contact),
  }
}

function knowingOf({ strength, interactions, lastInteractionAt, notes }: ContactFields) {
  return {
    ...(strength !== undefined && { declared: strength }),
    ...(interactions !== undefined && { interactions }),
    ...(lastInteractionAt !== undefined && { lastInteractionAt }),
    ...(notes !== undefined && { notes }),
  }
}
