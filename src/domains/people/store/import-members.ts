import { prisma } from '../../../infra/db/handle.ts'
import type { WorkspaceId } from '../../../kit/brand.ts'
import type { Database, Db } from '../../../kit/db.ts'
import { ROLES, type Role } from '../../../kit/person.ts'
import { ok, type Result } from '../../../kit/result.ts'
import type { FileRefusal, ImportReport, ParsedMember } from '../import/model.ts'
import { readApart } from '../import/read-apart.ts'

export interface MembersFile {
  readonly bytes: Uint8Array
  /** Decides everything and writes nothing. */
  readonly dryRun: boolean
  readonly now: Date
  readonly newId: () => string
}

/** `created + updated + unchanged` is what was accepted of the file. */
export interface MembersImported {
  readonly report: ImportReport
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly notStored: readonly NotStored[]
}

/** An account or address of a row that was left where it is. */
export interface NotStored {
  readonly row: number
  readonly name: string
  readonly what: string
  readonly because: 'belongs-to-another' | 'has-another-address'
}

/** Members of one transaction; each takes a handful of statements. */
const MEMBERS_AT_ONCE = 100

/** An account that was only read from a file was not active yet, so any other one is preferred for sending. */
const NEVER_ACTIVE = new Date(0)

/**
 * Brings a file of members into the workspace. Somebody with the same e-mail or account is the same member: gaps are
 * filled, roles added, nothing is overwritten or taken away.
 */
export async function importMembers(
  database: Pick<Database, 'transaction'>,
  workspaceId: WorkspaceId,
  file: MembersFile,
): Promise<Result<MembersImported, FileRefusal>> {
  const read = await readApart({ kind: 'members', bytes: file.bytes, knownRoles: ROLES })
  if (!read.ok) return read
  const { members, report } = read.value
  const total = { created: 0, updated: 0, unchanged: 0 }
  const notStored: NotStored[] = []
  for (let start = 0; start < members.length; start += MEMBERS_AT_ONCE) {
    await database.transaction(async (db) => {
      for (const member of members.slice(start, start + MEMBERS_AT_ONCE)) {
        const outcome = await importMember(db, workspaceId, { member, file })
        total[outcome.kind] += 1
        notStored.push(...outcome.notStored)
      }
    })
  }
  return ok({ report, ...total, notStored })
}

interface Outcome {
  readonly kind: 'created' | 'updated' | 'unchanged'
  readonly notStored: readonly NotStored[]
}

async function importMember(
  db: Db,
  workspaceId: WorkspaceId,
  { member, file }: { member: ParsedMember; file: MembersFile },
): Promise<Outcome> {
  const claims = await claimsOf(db, workspaceId, member)
  const known =
    claims.find(({ heldBy }) => heldBy !== null)?.heldBy ?? (await namesake(db, workspaceId, claims, member))
  const free = claims.filter(({ heldBy }) => heldBy === null)
  const writing = { member, free, file }
  if (!known) {
    if (!file.dryRun) await create(db, workspaceId, writing)
    return { kind: 'created', notStored: [] }
  }
  const missing = await missingOf(db, known, { member, free })
  const isNews = free.some(({ what }) => what !== 'email') || Object.keys(missing).length > 0
  if (isNews && !file.dryRun) await fill(db, workspaceId, { ...writing, id: known, missing })
  return { kind: isNews ? 'updated' : 'unchanged', notStored: notStoredOf({ claims, known, missing, member }) }
}

function notStoredOf(row: {
  claims: readonly Claim[]
  known: string
  missing: Missing
  member: ParsedMember
}): NotStored[] {
  const { claims, known, missing, member } = row
  return claims.flatMap(({ what, value, heldBy }): NotStored[] => {
    const told = { row: member.row, name: member.name, what: value }
    if (heldBy !== null && heldBy !== known) return [{ ...told, because: 'belongs-to-another' }]
    const isSecond = what === 'email' && heldBy === null && missing.email === undefined
    return isSecond ? [{ ...told, because: 'has-another-address' }] : []
  })
}

/** What a row says is this member's alone, and who has it already. */
interface Claim {
  readonly what: 'email' | 'slack' | 'discord'
  readonly value: string
  readonly heldBy: string | null
}

async function claimsOf(
  db: Db,
  workspaceId: WorkspaceId,
  { email, slackId, discordId }: ParsedMember,
): Promise<Claim[]> {
  const client = prisma(db)
  const claims: Claim[] = []
  if (email) {
    const holder = await client.member.findUnique({
      where: { workspaceId_email: { workspaceId, email } },
      select: { id: true },
    })
    claims.push({ what: 'email', value: email, heldBy: holder?.id ?? null })
  }
  for (const [surface, externalId] of [['slack', slackId] as const, ['discord', discordId] as const]) {
    if (!externalId) continue
    const holder = await client.identity.findUnique({
      where: { workspaceId_surface_externalId: { workspaceId, surface, externalId } },
      select: { memberId: true },
    })
    claims.push({ what: surface, value: externalId, heldBy: holder?.memberId ?? null })
  }
  return claims
}

/** A row of nothing but a name is the member of whom nothing but that name is known, so that importing twice makes nobody twice. */
async function namesake(
  db: Db,
  workspaceId: WorkspaceId,
  claims: readonly Claim[],
  { name }: ParsedMember,
): Promise<string | null> {
  if (claims.length > 0) return null
  const same = await prisma(db).member.findFirst({
    where: { workspaceId, name, email: null, identities: { none: {} }, status: { not: 'ERASED' } },
    select: { id: true },
  })
  return same?.id ?? null
}

interface Missing {
  name?: string
  email?: string
  timeZone?: string
  roles?: Role[]
}

async function missingOf(
  db: Db,
  id: string,
  { member, free }: { member: ParsedMember; free: readonly Claim[] },
): Promise<Missing> {
  const row = await prisma(db).member.findUniqueOrThrow({
    where: { id },
    select: {
      name: true,
      email: true,
      timeZone: true,
      roles: true,
      identities: { select: { externalId: true } },
    },
  })
  const isNameless = row.identities.some(({ externalId }) => externalId === row.name)
  const email = free.find(({ what }) => what === 'email')?.value
  const roles = rolesOf(member).filter((role) => !row.roles.includes(role))
  return {
    ...(isNameless && !member.nameIsGuess && { name: member.name }),
    ...(row.email === null && email && { email }),
    ...(row.timeZone === null && member.timeZone && { timeZone: member.timeZone }),
    ...(roles.length > 0 && { roles: [...row.roles, ...roles] }),
  }
}

interface Writing {
  readonly member: ParsedMember
  readonly free: readonly Claim[]
  readonly file: MembersFile
}

async function create(db: Db, workspaceId: WorkspaceId, { member, free, file }: Writing): Promise<void> {
  const id = file.newId()
  const { name, email = null, timeZone = null } = member
  const roles: Role[] = [...new Set<Role>(['member', ...rolesOf(member)])]
  await prisma(db).member.create({ data: { id, workspaceId, name, email, timeZone, roles, createdAt: file.now } })
  await addAccounts(db, workspaceId, { member, free, file, id })
}

async function fill(
  db: Db,
  workspaceId: WorkspaceId,
  { missing, ...writing }: Writing & { id: string; missing: Missing },
): Promise<void> {
  await prisma(db).member.update({ where: { id: writing.id }, data: missing })
  await addAccounts(db, workspaceId, writing)
}

/** The accounts that nobody has yet; and contacts with the member's address are this member from now on. */
async function addAccounts(
  db: Db,
  workspaceId: WorkspaceId,
  { member, free, file, id }: Writing & { id: string },
): Promise<void> {
  for (const { what, value } of free) {
    if (what === 'email') continue
    await prisma(db).identity.create({
      data: {
        id: file.newId(),
        workspaceId,
        memberId: id,
        surface: what,
        externalId: value,
        displayName: member.name,
        ...{
          installation: await installationFor(db, workspaceId, what),
          createdAt: file.now,
          lastActiveAt: NEVER_ACTIVE,
        },
      },
    })
  }
  if (free.some(({ what }) => what === 'email') && member.email) {
    await prisma(db).contact.updateMany({
      where: { workspaceId, memberId: null, erasedAt: null, emails: { has: member.email } },
      data: { memberId: id },
    })
  }
}

/** Where such accounts are; empty where that platform is not connected yet: it is filled in when they first act. */
async function installationFor(db: Db, workspaceId: WorkspaceId, surface: 'slack' | 'discord'): Promise<string> {
  const row = await prisma(db).installation.findFirst({
    where: { workspaceId, surface, status: 'ACTIVE' },
    select: { externalId: true },
    orderBy: { installedAt: 'asc' },
  })
  return row?.externalId ?? ''
}

/** The reader was told which roles exist and left the others out. */
function rolesOf(member: ParsedMember): Role[] {
  return ROLES.filter((role) => member.roles.includes(role))
}
