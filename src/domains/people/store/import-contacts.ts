import type { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Database, Db } from '../../../kit/db.ts'
import { ok, type Result } from '../../../kit/result.ts'
import { mergeContacts } from '../import/merge.ts'
import type { FileRefusal, ImportReport, ParsedContact } from '../import/model.ts'
import { readApart } from '../import/read-apart.ts'
import { type Existing, planImport } from '../import-plan.ts'
import { BARE_NAME, storedKeys } from '../rules.ts'
import { idsWithKeys, lockContacts } from './contacts.ts'
import { type Owner, writePlan } from './import-write.ts'
import { areNeverContact } from './privacy.ts'

/** Rows of one transaction: long enough to be fast, short enough that nobody waits for the one session of an embedded database. */
const ROWS_AT_ONCE = 250

export interface ContactsFile {
  /** Whose contacts these are: the relationships become theirs. */
  readonly ownerId: MemberId
  readonly bytes: Uint8Array
  /** Decides everything and writes nothing. */
  readonly dryRun: boolean
  readonly now: Date
  readonly newId: () => string
}

/** `report` tells about the file; the rest about the workspace. `created + updated + unchanged + left out` is what was accepted. */
export interface ContactsImported {
  readonly report: ImportReport
  readonly created: number
  /** Known before, with something added: a field, or that the owner knows them too. */
  readonly updated: number
  readonly unchanged: number
  readonly leftOut: readonly LeftOut[]
}

export interface LeftOut {
  readonly row: number
  readonly name: string
  readonly because: 'never-contact' | 'yourself'
}

/**
 * Brings a file of contacts into the workspace, some hundred rows a transaction. A row that meets a contact which the owner
 * may see adds to it; importing twice changes nothing. After a crash, importing again goes on where it stopped.
 */
export async function importContacts(
  database: Pick<Database, 'transaction'>,
  workspaceId: WorkspaceId,
  file: ContactsFile,
): Promise<Result<ContactsImported, FileRefusal>> {
  const read = await readApart({ kind: 'contacts', bytes: file.bytes, now: file.now })
  if (!read.ok) return read
  const total = { created: 0, updated: 0, unchanged: 0, leftOut: [] as LeftOut[] }
  for (const batch of inBatches(read.value.contacts)) {
    const done = await database.transaction((db) => importBatch(db, workspaceId, { file, batch }))
    total.created += done.created
    total.updated += done.updated
    total.unchanged += done.unchanged
    total.leftOut.push(...done.leftOut)
  }
  return ok({ report: read.value.report, ...total })
}

type Imported = Omit<ContactsImported, 'report'>

async function importBatch(
  db: Db,
  workspaceId: WorkspaceId,
  { file, batch }: { file: ContactsFile; batch: readonly ParsedContact[] },
): Promise<Imported> {
  await lockContacts(db, workspaceId)
  const owner = await ownerOf(db, workspaceId, file.ownerId)
  const { wanted, leftOut } = await leaveOut(db, workspaceId, { batch, owner })
  const existing = await existingFor(db, workspaceId, { owner, contacts: wanted })
  const plan = planImport(mergeContacts(wanted, [...existing.values()]), existing, owner.edgeVisibility)
  if (!file.dryRun) await writePlan(db, workspaceId, { plan, owner, ...file })
  return { created: plan.created.length, updated: plan.updatedRows, unchanged: plan.unchangedRows, leftOut }
}

async function ownerOf(db: Db, workspaceId: WorkspaceId, id: MemberId): Promise<Owner> {
  const row = await prisma(db).member.findFirstOrThrow({
    where: { workspaceId, id },
    select: { email: true, edgeVisibility: true },
  })
  return { id, ...row }
}

/** Who said "never contact me" does not come back by an import, and nobody is their own contact. */
async function leaveOut(
  db: Db,
  workspaceId: WorkspaceId,
  { batch, owner }: { batch: readonly ParsedContact[]; owner: Owner },
): Promise<{ wanted: ParsedContact[]; leftOut: LeftOut[] }> {
  const never = await areNeverContact(db, workspaceId, batch)
  const leftOut: LeftOut[] = []
  const wanted = batch.flatMap(
    ({ givenName: _given, familyName: _family, organizationDomain: _domain, ...contact }, index) => {
      const isOwner = owner.email !== null && contact.emails.includes(owner.email)
      if (!never[index] && !isOwner) return [contact]
      leftOut.push({ row: contact.row, name: contact.name, because: isOwner ? 'yourself' : 'never-contact' })
      return []
    },
  )
  return { wanted, leftOut }
}

/**
 * Contacts that share a key with a row, as far as the owner may see them: an import must not tell whom others know
 * with ONLY_ME. Of whom only a name is known, only the owner's own are looked at.
 */
async function existingFor(
  db: Db,
  workspaceId: WorkspaceId,
  { owner, contacts }: { owner: Owner; contacts: readonly ParsedContact[] },
): Promise<Map<string, Existing>> {
  const keys = [...new Set(contacts.flatMap(storedKeys))]
  const ids = await idsWithKeys(db, workspaceId, { viewerId: owner.id, keys })
  const rows = await prisma(db).contact.findMany({
    where: { workspaceId, id: { in: ids } },
    select: existingFields,
    orderBy: { id: 'asc' },
  })
  const existing = rows.map((row) => toExisting(row, owner))
  return new Map(
    existing
      .filter((contact) => contact.isKnown || !storedKeys(contact)[0]?.startsWith(BARE_NAME))
      .map((contact) => [contact.id, contact]),
  )
}

const existingFields = {
  id: true,
  name: true,
  emails: true,
  phones: true,
  title: true,
  city: true,
  tags: true,
  sourceUrl: true,
  addedById: true,
  organization: { select: { name: true } },
  relationships: {
    select: {
      memberId: true,
      declared: true,
      interactions: true,
      lastInteractionAt: true,
      visibility: true,
      notes: true,
    },
  },
} satisfies Prisma.ContactSelect

function toExisting(row: Prisma.ContactGetPayload<{ select: typeof existingFields }>, owner: Owner): Existing {
  const { relationships, organization, addedById, ...contact } = row
  const own = relationships.find((relationship) => relationship.memberId === owner.id)
  return {
    ...contact,
    organization: organization?.name ?? null,
    strength: own?.declared ?? null,
    interactions: own?.interactions ?? null,
    lastInteractionAt: own?.lastInteractionAt ?? null,
    visibility: own?.visibility ?? null,
    notes: own?.notes ?? null,
    isKnown: own !== undefined,
    isShared: relationships.length > (own ? 1 : 0) || (addedById !== null && addedById !== owner.id),
  }
}

function* inBatches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += ROWS_AT_ONCE) yield all.slice(start, start + ROWS_AT_ONCE)
}
