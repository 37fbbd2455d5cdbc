// The graph and its database together: the first reading, a search with nothing new, and how soon a change counts.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readAhead, warmPaths } from '../../src/domains/paths/api.ts'
import { contactsMatching } from '../../src/domains/people/api.ts'
import { type Database, openDatabase } from '../../src/infra/db/database.ts'
import { asDb } from '../../src/infra/db/handle.ts'
import { migrate } from '../../src/infra/db/migrate.ts'
import { memberId, type WorkspaceId, workspaceId } from '../../src/kit/brand.ts'
import { silentLog } from '../../src/kit/log.ts'
import { startPostgres } from '../../tests/helpers/postgres.ts'
import { median, quantile, rounded, timeEachAsync } from './figures.ts'
import { COMMUNITY, makeTown, seeded, type Town } from './town.ts'

const NOW = new Date('2026-11-24T09:00:00Z')
const BATCH = 10_000
const ASKS = 100

export interface DatabaseFigures {
  readonly database: string
  readonly relationships: number
  /** Reading all relationships and building the graph, with nothing known before. */
  readonly firstReadMs: number
  /** `warmPaths` with its look at what changed, where nothing did. */
  readonly askMs: number
  /** From a committed change to an answer that counts it: the whole of the next `warmPaths`. */
  readonly freshnessMs: { readonly median: number; readonly worst: number }
  /** "a CFO at a robotics company in Berlin", over all contacts. */
  readonly criteriaMs: number
  /** The same with two typing mistakes. */
  readonly criteriaTyposMs: number
}

export async function measureDatabase(relationships: number): Promise<DatabaseFigures> {
  const server = await startPostgres()
  const dataDir = mkdtempSync(join(tmpdir(), 'introdesk-routing-'))
  const databaseUrl = 'missing' in server ? undefined : server.url
  const database = await openDatabase({ databaseUrl, dataDir, log: silentLog })
  try {
    await database.withSession((session) => migrate(session, { log: silentLog }))
    const town = { ...makeTown({ relationships, ...COMMUNITY }, 5), id: workspaceId(randomUUID()) }
    await settle(database, town)
    return { database: database.kind, relationships, ...(await measure(database, town)) }
  } finally {
    await database.close()
    if (!('missing' in server)) await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Each run has a workspace of its own: what is in memory is known by its id. */
type Settled = Town & { readonly id: WorkspaceId }

async function measure(
  database: Database,
  town: Settled,
): Promise<Omit<DatabaseFigures, 'database' | 'relationships'>> {
  const db = asDb(database.prisma)
  const random = seeded(17)
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)]
  const startedAt = performance.now()
  await readAhead(db, town.id, NOW)
  const firstReadMs = performance.now() - startedAt
  const asks = Array.from({ length: ASKS }, () => ({
    askerId: memberId(pick(town.memberIds) ?? ''),
    contactIds: [pick(town.contactIds) ?? ''],
    ...{ k: 3, now: NOW },
  }))
  const askUs = await timeEachAsync(asks, (ask) => warmPaths(db, town.id, ask))
  const fresh: number[] = []
  for (const ask of asks) {
    const link = pick(town.links.filter(({ isMember }) => !isMember).slice(0, 1000))
    if (!link) continue
    const pair = { workspaceId: town.id, memberId: link.memberId, contactId: link.personId }
    const change = async (visibility: 'ONLY_ME' | 'ROUTER') => {
      await database.prisma.relationship.updateMany({ where: pair, data: { visibility } })
      const askOwner = { ...ask, askerId: ask.askerId, contactIds: [link.personId], k: 50, maxHops: 3 as const }
      const changedAt = performance.now()
      const paths = (await warmPaths(db, town.id, askOwner)).get(link.personId) ?? []
      fresh.push(performance.now() - changedAt)
      return paths.some(({ personIds }) => personIds.at(-2) === link.memberId)
    }
    if (await change('ONLY_ME'))
      throw new Error('A path goes through a relationship that its owner keeps to themselves.')
    await change('ROUTER')
  }
  const search = (criteria: string) => ({ viewerId: memberId(town.memberIds[0] ?? ''), criteria, limit: 25 })
  const criteriaUs = await timeEachAsync(Array(5).fill('a CFO at a robotics company in Berlin'), (words: string) =>
    contactsMatching(db, town.id, search(words)),
  )
  const typosUs = await timeEachAsync(Array(5).fill('a CFO at a robtics company in Berln'), (words: string) =>
    contactsMatching(db, town.id, search(words)),
  )
  return {
    firstReadMs: rounded(firstReadMs),
    askMs: rounded(median(askUs) / 1000),
    freshnessMs: { median: rounded(median(fresh)), worst: rounded(quantile(fresh, 1)) },
    criteriaMs: rounded(median(criteriaUs) / 1000),
    criteriaTyposMs: rounded(median(typosUs) / 1000),
  }
}

const TITLES = ['cfo', 'ceo', 'engineer', 'designer', 'head of sales', 'founder', 'lawyer', 'chief financial officer']
const FIELDS = ['robotics', 'payments', 'health', 'energy', 'games', 'insurance', 'logistics', 'film', 'law', 'farming']
const CITIES = ['berlin', 'lisbon', 'lagos', 'tokyo', 'austin', 'porto', 'oslo', 'lima', 'pune', 'minneapolis']

/** Writes the town into the tables, as an import would. */
async function settle({ pool }: Database, { id: ws, memberIds, contactIds, links }: Settled): Promise<void> {
  await pool.query(`insert into workspaces (id, name, "timeZone") values ($1, 'Bench', 'UTC')`, [ws])
  const random = seeded(19)
  const pick = (values: readonly string[]) => values[Math.floor(random() * values.length)] ?? ''
  const asContact = (id: string) => id.replace(/^0197\d/, '01973')
  await inBatches(memberIds, (ids) =>
    pool.query(
      `insert into members (id, "workspaceId", name, roles, "updatedAt") select id, $1, 'Member', array['member']::"MemberRole"[], now()
       from unnest($2::text[]) as id`,
      [ws, ids],
    ),
  )
  const contacts = [
    ...contactIds.map((id) => ({ id, memberId: null })),
    ...memberIds.map((id) => ({ id: asContact(id), memberId: id })),
  ]
  await inBatches(contacts, (some) =>
    pool.query(
      `insert into contacts (id, "workspaceId", name, "memberId", "aboutKey", "updatedAt")
       select id, $1, 'Contact', member, about, now() from unnest($2::text[], $3::text[], $4::text[]) as c (id, member, about)`,
      [
        ws,
        some.map(({ id }) => id),
        some.map(({ memberId }) => memberId),
        some.map(() => ` ${pick(TITLES)} ${pick(FIELDS)} ${pick(CITIES)}`),
      ],
    ),
  )
  await inBatches(links, (some) =>
    pool.query(
      `insert into relationships (id, "workspaceId", "memberId", "contactId", declared, interactions, "lastInteractionAt", "updatedAt")
       select gen_random_uuid(), $1, member, contact, declared, 9, $5::timestamptz, now()
       from unnest($2::text[], $3::text[], $4::float8[]) as r (member, contact, declared)`,
      [
        ws,
        some.map(({ memberId }) => memberId),
        some.map(({ personId, isMember }) => (isMember ? asContact(personId) : personId)),
        some.map(({ warmth, isDeclared }) => (isDeclared ? warmth : null)),
        NOW,
      ],
    ),
  )
  await pool.query('analyze')
}

async function inBatches<T>(all: readonly T[], write: (some: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += BATCH) await write(all.slice(at, at + BATCH))
}
