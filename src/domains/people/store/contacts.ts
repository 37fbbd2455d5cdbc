import { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import { normaliseOrganization } from '../import/normalise.ts'
import type { ContactGlimpse, ContactView } from '../model.ts'
import { BARE_NAME, contactKeys, storedKeys } from '../rules.ts'
import { queryWords, searchKeyOf } from '../words.ts'
import { isNeverContact } from './privacy.ts'

export const contactFields = {
  id: true,
  name: true,
  emails: true,
  phones: true,
  title: true,
  city: true,
  tags: true,
  memberId: true,
  organization: { select: { name: true } },
} satisfies Prisma.ContactSelect

type ContactRow = Prisma.ContactGetPayload<{ select: typeof contactFields }>

/** Null for a contact that is not there, or was erased. */
export async function findContact(db: Db, workspaceId: WorkspaceId, contactId: string): Promise<ContactView | null> {
  const [contact] = await findContacts(db, workspaceId, [contactId])
  return contact ?? null
}

/** In the order of `ids`; those that are not there are left out. */
export async function findContacts(db: Db, workspaceId: WorkspaceId, ids: readonly string[]): Promise<ContactView[]> {
  const rows = await prisma(db).contact.findMany({
    where: { workspaceId, id: { in: [...ids] }, erasedAt: null },
    select: contactFields,
  })
  const byId = new Map(rows.map((row) => [row.id, toContact(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

export interface ContactSearch {
  readonly viewerId: MemberId
  readonly query: string
  readonly limit: number
}

/**
 * What a member may find by typing: people, never who knows them. Somebody whom others know with ONLY_ME is not there, nor is
 * who was erased or said "never contact me", nor the viewer. Best first: the name begins so, a word does, it is in a word.
 */
export async function searchContacts(
  db: Db,
  workspaceId: WorkspaceId,
  search: ContactSearch,
): Promise<ContactGlimpse[]> {
  const words = queryWords(search.query)
  const anywhere = words.map((word) => `%${word}%`)
  const wordStarts = words.map((word) => `% ${word}%`)
  const nameStarts = `${searchKeyOf([search.query])}%`
  const found = await prisma(db).$queryRaw<{ id: string }[]>`
    select c.id from contacts c
    where c."workspaceId" = ${workspaceId} and ${visibleTo(search.viewerId)}
      and c."memberId" is distinct from ${search.viewerId}
      and c."searchKey" like all (${anywhere}::text[])
    order by case when c."searchKey" like ${nameStarts} then 0 when c."searchKey" like all (${wordStarts}::text[]) then 1 else 2 end,
      c."searchKey", c.id
    limit ${search.limit}`
  const contacts = await findContacts(
    db,
    workspaceId,
    found.map(({ id }) => id),
  )
  return contacts.map(glimpse)
}

export interface NewContact {
  readonly name: string
  readonly organization?: string | undefined
  readonly title?: string | undefined
  readonly city?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly addedBy: MemberId
  readonly newId: () => string
  readonly now: Date
}

/**
 * The contact that a member names: the one they may find already (same address, or same name and organization), else a new
 * one. What is known of an existing contact is not changed, so that nobody can slip an address into it. Only inside a
 * transaction.
 */
export async function addContact(db: Db, workspaceId: WorkspaceId, named: NewContact): Promise<ContactView> {
  const { name, organization, title, city, email, phone, addedBy, newId, now } = named
  const emails = email ? [email] : []
  const phones = phone ? [phone] : []
  const described = { name, organization, title, city, emails, phones }
  const keys = storedKeys(described)
  await lockContacts(db, workspaceId)
  const isNameOnly = keys[0]?.startsWith(BARE_NAME)
  const [same] = isNameOnly ? [] : await idsWithKeys(db, workspaceId, { viewerId: addedBy, keys })
  const found = same && (await findContact(db, workspaceId, same))
  if (found) return found
  const organizations = await organizationsNamed(db, workspaceId, { names: organization ? [organization] : [], newId })
  const members = await membersByEmail(db, workspaceId, emails)
  const never = await isNeverContact(db, workspaceId, { emails, phones })
  const created = await prisma(db).contact.create({
    data: {
      id: newId(),
      workspaceId,
      name,
      emails,
      phones,
      addedById: addedBy,
      createdAt: now,
      title: title ?? null,
      city: city ?? null,
      organizationId: organization ? organizations.idOf(organization) : null,
      memberId: memberAmong(members, emails),
      neverContactAt: never ? now : null,
      ...contactKeys(described),
    },
    select: contactFields,
  })
  await saveKeys(db, workspaceId, [{ id: created.id, keys }])
  return toContact(created)
}

/** Contacts of a workspace are added one transaction after the other, so that two of them never add the same person. */
export async function lockContacts(db: Db, workspaceId: WorkspaceId): Promise<void> {
  await prisma(db).$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`contacts of ${workspaceId}`}, 0))`
}

/** Contacts that share one of these keys, as far as the viewer may find them; the oldest first. */
export async function idsWithKeys(
  db: Db,
  workspaceId: WorkspaceId,
  { viewerId, keys }: { viewerId: MemberId; keys: readonly string[] },
): Promise<string[]> {
  const found = await prisma(db).$queryRaw<{ id: string }[]>`
    select distinct c.id from contact_keys k join contacts c on c.id = k."contactId"
    where k."workspaceId" = ${workspaceId} and k.key = any (${keys}::text[]) and ${visibleTo(viewerId)}
    order by c.id`
  return found.map(({ id }) => id)
}

/** From now on these contacts are recognised by these keys and no others. */
export async function saveKeys(
  db: Db,
  workspaceId: WorkspaceId,
  contacts: readonly { readonly id: string; readonly keys: readonly string[] }[],
): Promise<void> {
  const pairs = contacts.flatMap(({ id, keys }) => keys.map((key) => ({ id, key })))
  const [ids, keys] = [pairs.map(({ id }) => id), pairs.map(({ key }) => key)]
  await prisma(db).$executeRaw`delete from contact_keys where "contactId" = any (${ids}::text[])`
  await prisma(db).$executeRaw`
    insert into contact_keys ("workspaceId", key, "contactId")
    select ${workspaceId}, key, id from unnest(${keys}::text[], ${ids}::text[]) as pair (key, id)
    on conflict do nothing`
}

/** The organizations of these names, made where they are new: "Acme GmbH" and "ACME" are one. Only under `lockContacts`. */
export async function organizationsNamed(
  db: Db,
  workspaceId: WorkspaceId,
  { names, newId }: { names: readonly string[]; newId: () => string },
): Promise<{ idOf(name: string): string | null }> {
  const nameByKey = new Map(names.map((name) => [normaliseOrganization(name), name]))
  const where = { workspaceId, nameKey: { in: [...nameByKey.keys()] } }
  const known = await prisma(db).organization.findMany({ where, select: { id: true, nameKey: true } })
  const idByKey = new Map(known.map(({ id, nameKey }) => [nameKey, id]))
  const added = [...nameByKey].flatMap(([nameKey, name]) =>
    idByKey.has(nameKey) || nameKey === '' ? [] : [{ id: newId(), workspaceId, name, nameKey }],
  )
  if (added.length > 0) await prisma(db).organization.createMany({ data: added })
  for (const { id, nameKey } of added) idByKey.set(nameKey, id)
  return { idOf: (name) => idByKey.get(normaliseOrganization(name)) ?? null }
}

/** Members by their address, so that a contact who is one is asked in chat. */
export async function membersByEmail(
  db: Db,
  workspaceId: WorkspaceId,
  emails: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await prisma(db).member.findMany({
    where: { workspaceId, email: { in: [...emails] }, status: 'ACTIVE' },
    select: { id: true, email: true },
  })
  return new Map(rows.flatMap(({ id, email }) => (email ? [[email, id]] : [])))
}

export function memberAmong(members: ReadonlyMap<string, string>, emails: readonly string[]): string | null {
  return emails.map((email) => members.get(email)).find((id) => id !== undefined) ?? null
}

/** A contact that may be approached at all. `c` is the contact in the query around it. */
export const reachable = Prisma.sql`c."erasedAt" is null and c."neverContactAt" is null`

/** The permission filter of every search: it runs before anything is ranked or counted. */
export function visibleTo(viewerId: MemberId): Prisma.Sql {
  return Prisma.sql`(${reachable} and (c."addedById" = ${viewerId}
    or exists (select 1 from relationships r where r."workspaceId" = c."workspaceId" and r."contactId" = c.id
      and (r."memberId" = ${viewerId} or r.visibility <> 'ONLY_ME'))))`
}

export function toContact(row: ContactRow): ContactView {
  const { id, name, emails, phones, tags, organization, title, city } = row
  return {
    id,
    name,
    emails,
    phones,
    tags,
    ...(organization && { organization: organization.name }),
    ...(title && { title }),
    ...(city && { city }),
    ...(row.memberId && { memberId: memberId(row.memberId) }),
  }
}

function glimpse({ emails: _emails, phones: _phones, tags: _tags, ...seen }: ContactView): ContactGlimpse {
  return seen
}

/** The entries about this member among the contacts. */
export async function contactsOfMember(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<string[]> {
  const rows = await prisma(db).contact.findMany({ where: { workspaceId, memberId: id }, select: { id: true } })
  return rows.map((row) => row.id)
}
