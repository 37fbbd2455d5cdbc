import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appendAudit, auditReader } from '../../src/app/audit-store.ts'
import { deleteWorkspace } from '../../src/app/ending-store.ts'
import { createWorkspace } from '../../src/app/tenancy-store.ts'
import type { Database } from '../../src/infra/db/database.ts'
import { uuidIds } from '../../src/infra/ids/uuid-ids.ts'
import { memberId, type WorkspaceId } from '../../src/kit/brand.ts'
import type { Database as KitDatabase } from '../../src/kit/db.ts'
import { kitDatabase } from '../../src/main.ts'
import { testDatabases } from '../helpers/database.ts'

const AT = new Date('2026-11-24T09:20:00Z')

describe.each(testDatabases())('the audit on $name', ({ open }) => {
  let opened: Database
  let database: KitDatabase
  let workspaceId: WorkspaceId

  beforeAll(async () => {
    opened = await open()
    database = kitDatabase(opened)
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    const wanted = { id: uuidIds.next(), name: 'Harbour Town', timeZone: 'UTC', isDemo: false, now: AT }
    workspaceId = await createWorkspace(database.reader, wanted)
  })

  const adds = (kind: string, actor = 'maria', about: string | null = null) =>
    database.transaction((db) =>
      appendAudit(db, workspaceId, {
        ...{ id: uuidIds.next(), at: AT, by: 'member', kind, said: `did ${kind}`, why: null },
        ...{ actorId: memberId(actor), aboutId: about ? memberId(about) : null },
      }),
    )
  const reader = () => auditReader(database.reader, workspaceId)
  /** As somebody with the database in their hands would, past the trigger. */
  const tampers = async (sql: string) => {
    await opened.pool.query('alter table audit_lines disable trigger audit_lines_stay')
    await opened.pool.query(sql, [workspaceId])
    await opened.pool.query('alter table audit_lines enable trigger audit_lines_stay')
  }

  test('counts its lines from one and gives them back, the newest first, page by page', async () => {
    for (const kind of ['people.role', 'coach.make_live', 'people.setup']) await adds(kind)
    const { lines, total } = await reader().lines({ limit: 2 })
    expect([total, lines.map(({ position, kind }) => [position, kind])]).toEqual([
      3,
      [
        [3, 'people.setup'],
        [2, 'coach.make_live'],
      ],
    ])
    expect((await reader().lines({ limit: 2, before: 2 })).lines).toMatchObject([{ position: 1, kind: 'people.role' }])
  })

  test('is read by what was done, and by who did it or had it done to them', async () => {
    await adds('people.role', 'maria', 'femi')
    await adds('coach.make_live', 'femi')
    await adds('coach.restore', 'tomas')
    const kinds = async (wanted: object) =>
      (await reader().lines({ limit: 9, ...wanted })).lines.map(({ kind }) => kind)
    expect(await kinds({ area: 'coach' })).toEqual(['coach.restore', 'coach.make_live'])
    expect(await kinds({ people: [memberId('femi')] })).toEqual(['coach.make_live', 'people.role'])
  })

  test('has no gap and no fork, however many write at once', async () => {
    const positions = await Promise.all(Array.from({ length: 12 }, (_, index) => adds(`people.act_${index}`)))
    expect(positions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
    expect(await reader().firstBroken()).toBeNull()
  })

  test.each([
    ['changed', `update audit_lines set said = 'did nothing' where "workspaceId" = $1 and position = 2`],
    ['given to somebody else', `update audit_lines set "actorId" = 'femi' where "workspaceId" = $1 and position = 2`],
    ['dated back', `update audit_lines set at = at - interval '1 day' where "workspaceId" = $1 and position = 2`],
    ['taken out', `delete from audit_lines where "workspaceId" = $1 and position = 2`],
  ])('a line that was %s is found', async (_how, sql) => {
    for (const kind of ['people.role', 'people.setup', 'people.role']) await adds(kind)
    expect(await reader().firstBroken()).toBeNull()
    await tampers(sql)
    expect(await reader().firstBroken()).toBe(2)
  })

  test.each([
    ['changed', `update audit_lines set said = null where "workspaceId" = $1`],
    ['deleted', `delete from audit_lines where "workspaceId" = $1`],
  ])('a line cannot be %s by the desk itself', async (_how, sql) => {
    await adds('people.role')
    await expect(opened.pool.query(sql, [workspaceId])).rejects.toThrow('The audit is append-only')
  })

  test('ends with its workspace', async () => {
    await adds('people.role')
    await database.transaction((db) => deleteWorkspace(db, workspaceId))
    expect((await reader().lines({ limit: 9 })).total).toBe(0)
  })
})
