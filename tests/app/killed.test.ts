import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../../src/infra/db/database.ts'
import { workspaceId } from '../../src/kit/brand.ts'
import { silentLog } from '../../src/kit/log.ts'
import { emptyServerDatabase } from '../helpers/database.ts'
import { openTestDesk, placeAt, type TestDesk } from './desk.ts'
import { notesIn } from './test-store.ts'

const { snapshots, server } = inject('databases')
const kinds = [...(snapshots ? ['embedded' as const] : []), ...(server ? ['postgres' as const] : [])]
// In this order, because a process that sends would also do what the ones before it left.
const MOMENTS = ['while sending', 'before the commit', 'after the commit'] as const

describe.each(kinds)('a process that is killed on %s', (kind) => {
  const afterwards: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const cleanUp of afterwards.splice(0).reverse()) await cleanUp()
  })

  async function emptyDatabase() {
    const dataDir = await mkdtemp(join(tmpdir(), 'introdesk-killed-'))
    afterwards.push(() => rm(dataDir, { recursive: true, force: true }))
    if (kind === 'embedded') return { databaseUrl: '', dataDir }
    const empty = await emptyServerDatabase()
    if (!empty) throw new Error('This test needs a PostgreSQL server.')
    afterwards.push(empty.drop)
    return { databaseUrl: empty.url, dataDir }
  }

  async function dies(where: { databaseUrl: string; dataDir: string }, moment: (typeof MOMENTS)[number]) {
    const sentFile = join(where.dataDir, `sent-${MOMENTS.indexOf(moment)}`)
    const program = join(import.meta.dirname, 'programs', 'act-and-die.ts')
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', program, where.databaseUrl, where.dataDir, moment, sentFile],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const { promise: ended, resolve } = Promise.withResolvers<NodeJS.Signals | null>()
    child.once('exit', (_code, signal) => resolve(signal))
    const printed = await text(child.stdout)
    expect(await ended).toBe('SIGKILL')
    const { workspaceId: id, installation } = JSON.parse(printed)
    const place = { workspaceId: workspaceId(id), installation: String(installation) }
    return { moment, place, sent: existsSync(sentFile) ? JSON.parse(readFileSync(sentFile, 'utf8')) : null }
  }

  async function traces(desk: TestDesk, id: string) {
    const where = { where: { workspaceId: id } }
    const { prisma } = desk.database
    return {
      notes: (await notesIn(desk.ports.database.reader, id)).length,
      acts: await prisma.keptInteraction.count(where),
      events: await prisma.eventRecord.count(where),
      deliveries: await prisma.delivery.count(where),
      links: await prisma.signedLink.count(where),
      references: (await prisma.workspace.findUniqueOrThrow({ where: { id } })).nextReference - 1,
    }
  }

  test('leaves nothing half, loses nothing that was kept, and nothing is sent twice', {
    timeout: 120_000,
  }, async () => {
    const where = await emptyDatabase()
    const deaths = []
    for (const moment of MOMENTS) deaths.push(await dies(where, moment))

    const database = await openDatabase({ ...where, log: silentLog })
    const desk = await openTestDesk(database, { worker: 'later' })
    afterwards.push(() => desk.close())
    const [sending, before, after] = deaths
    if (!before || !after || !sending) throw new Error('Not every process was killed.')
    const ran: string[] = []
    desk.script.copied = (ctx) => void ran.push(`copied in ${ctx.workspace.id}`)
    desk.script.heard = (ctx) => void ran.push(`heard in ${ctx.workspace.id}`)
    desk.surface('slack').holds(sending.sent.deliveryId, { to: sending.sent.to, cards: [] })
    // As if the dead process's heartbeat had been missed: that a job is taken over is the engine's own test.
    await database.pool.query(
      "update pgboss.job set state = 'retry', start_after = now() where state = 'active' and data->>'name' = 'app.deliver'",
    )
    await desk.app.startWorker()
    await desk.settles()

    const NOTHING = { notes: 0, acts: 0, events: 0, deliveries: 0, links: 0, references: 0 }
    const EVERYTHING = { notes: 1, acts: 1, events: 1, deliveries: 1, links: 1, references: 1 }
    expect(await traces(desk, before.place.workspaceId)).toEqual(NOTHING)
    expect(await traces(desk, after.place.workspaceId)).toEqual(EVERYTHING)
    expect(
      ran
        .filter((line) => line.includes(after.place.workspaceId))
        .map((line) => line.split(' ')[0])
        .toSorted(),
    ).toEqual(['copied', 'heard'])

    const sent = desk.surface('slack').calls.filter(({ call }) => call === 'send')
    expect(sent.map(({ deliveryId }) => deliveryId)).not.toContain(sending.sent.deliveryId)
    expect(sent).toHaveLength(1)
    const deliveries = await database.prisma.delivery.findMany({ select: { status: true } })
    expect(deliveries).toEqual([{ status: 'SENT' }, { status: 'SENT' }])

    // What the platform delivers again after the crash: only what was not kept has an effect.
    for (const { place } of deaths) await placeAt(desk, place).person('ada').says('add x', { id: 'the-act' })
    expect(await traces(desk, before.place.workspaceId)).toMatchObject({ notes: 1, acts: 1 })
    expect(await traces(desk, after.place.workspaceId)).toEqual(EVERYTHING)
    expect(await traces(desk, sending.place.workspaceId)).toEqual(EVERYTHING)
  })
})
