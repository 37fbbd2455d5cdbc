import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deskOver } from '../../src/main.ts'
import { createTown, PLAYGROUND } from '../../src/playground/town.ts'
import { type Running, serve } from '../../src/serve.ts'
import { anyTestDatabase } from '../helpers/database.ts'
import { type CollectingLog, collectingLog } from '../helpers/log.ts'
import { townConfig } from '../helpers/town.ts'

describe('what operators and their machines ask', () => {
  let running: Running
  let log: CollectingLog
  let says: (words: string) => Promise<unknown>

  beforeEach(async () => {
    log = collectingLog()
    const desk = await deskOver(await anyTestDatabase().open(), townConfig({ PORT: '0' }), { log })
    running = await serve(desk)
    await createTown(desk).town.loadDemo()
    says = (words) =>
      desk.app.dispatch({
        ...{
          id: `act ${words}`,
          surface: 'web',
          installation: PLAYGROUND,
          actor: { externalId: 'maria', name: 'Maria' },
        },
        ...{ kind: 'command', command: 'intro', words },
      })
  })
  afterEach(async () => {
    await running.stop()
    log.assertNoErrors()
  })
  const ask = (path: string, init?: RequestInit) => fetch(running.url + path, init)

  test('it is alive, it can serve, and which version it is', async () => {
    expect(await (await ask('/livez')).json()).toEqual({ status: 'ok' })
    expect(await (await ask('/readyz')).json()).toMatchObject({
      status: 'ready',
      checks: { open: true, database: true, disk: true, web: true },
    })
    expect(await (await ask('/version')).json()).toEqual({ version: expect.any(String), node: process.version })
    expect((await ask('/readyz', { method: 'POST' })).status).toBe(405)
  })

  test('how it is doing: acts by outcome, deliveries, jobs, and nothing of who said what', async () => {
    await says('mine')
    await says('nothing of the kind')
    const metrics = await (await ask('/metrics')).text()
    expect(metrics).toMatch(/introdesk_answer_seconds_count\{surface="web",kind="command",outcome="card"\} [12]/)
    expect(metrics).toMatch(/introdesk_answer_seconds_bucket\{le="3",surface="web"/)
    expect(metrics).toMatch(/introdesk_jobs\{job="[\w.]+",state="failed"\} 0/)
    expect(metrics).toContain('process_resident_memory_bytes')
    expect(metrics).not.toMatch(/maria|nothing of the kind/i)
  })
})
