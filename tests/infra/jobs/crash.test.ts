import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { openDatabase } from '../../../src/infra/db/database.ts'
import { pgBossEngine } from '../../../src/infra/jobs/pg-boss-engine.ts'
import { emptyServerDatabase } from '../../helpers/database.ts'
import { collectingLog } from '../../helpers/log.ts'

type Where = { databaseUrl?: string; dataDir: string }

const afterwards: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanUp of afterwards.splice(0).reverse()) await cleanUp()
})

describe('a process that dies in the middle of a job', () => {
  it.skipIf(!inject('databases').server)('is replaced on PostgreSQL', async () => {
    const empty = await emptyServerDatabase()
    if (!empty) throw new Error('This test needs a PostgreSQL server.')
    afterwards.push(empty.drop)
    const where = { databaseUrl: empty.url, dataDir: '' }
    await killInJob(where)

    const { texts, attempts } = await workOn(where)

    expect(texts).toEqual(['hello', 'and more'])
    expect(attempts).toEqual([2, 1])
  })

  it.skipIf(!inject('databases').snapshots)('is replaced on the embedded database', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'introdesk-jobs-'))
    afterwards.push(() => rm(dataDir, { recursive: true, force: true }))
    await killInJob({ dataDir })

    const { texts, attempts } = await workOn({ dataDir })

    expect(texts).toEqual(['hello', 'and more'])
    expect(attempts).toEqual([2, 1])
  })
})

async function killInJob({ databaseUrl = '', dataDir }: Where): Promise<void> {
  const script = join(import.meta.dirname, 'process-that-dies.ts')
  const child: ChildProcess = spawn(process.execPath, [script, databaseUrl, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await Promise.race([
    once(child.stdout ?? child, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('The process ended before it began the job.'))),
  ])
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Works until both jobs were run. */
async function workOn(where: Where) {
  const log = collectingLog()
  const database = await openDatabase({ ...where, log })
  afterwards.push(() => database.close())
  const engine = pgBossEngine({ database, log })
  afterwards.push(() => engine.stop(1000))
  const texts: unknown[] = []
  const attempts: number[] = []
  await new Promise<void>((resolve, reject) => {
    const send = async ({ data, attempt }: { data: unknown; attempt: number }) => {
      texts.push((data as { text: string }).text)
      attempts.push(attempt)
      if (texts.length === 2) resolve()
    }
    engine.start(new Map([['send', send]])).catch(reject)
  })
  log.assertNoErrors()
  return { texts, attempts }
}
