import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { loadConfig } from '../../../src/config.ts'
import { questionTokens } from '../../../src/domains/coach/rules/budget.ts'
import { silentLog } from '../../../src/kit/log.ts'
import { openDesk } from '../../../src/main.ts'
import { hangs, says, startModelServer } from '../../helpers/model-server.ts'

const dying = fileURLToPath(new URL('./dying-desk.ts', import.meta.url))

test('coach.write: a desk killed between setting aside and settling answers after its restart, and pays for both runs', {
  timeout: 120_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'introdesk-coach-'))
  const server = await startModelServer(hangs())
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', dying, dataDir, server.baseUrl], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await vi.waitFor(() => expect(server.requests).toHaveLength(1), { timeout: 100_000, interval: 50 })
  child.kill('SIGKILL')
  await once(child, 'exit')

  server.otherwise(says('Ask one customer first.', { usage: { inputTokens: 900, cachedTokens: 0, outputTokens: 40 } }))
  const config = loadConfig({ DATA_DIR: dataDir, OPENAI_BASE_URL: server.baseUrl, PLAYGROUND: 'on' })
  const desk = await openDesk(config, { log: silentLog })
  try {
    const held = await desk.database.prisma.coachMessage.findFirstOrThrow({ where: { role: 'assistant' } })
    expect(held).toMatchObject({ status: 'WRITING', reserved: 500 + questionTokens('How do I price a pilot?') })
    await desk.app.startWorker()
    await desk.ports.engine.settled()
    const answer = await desk.database.prisma.coachMessage.findFirstOrThrow({ where: { role: 'assistant' } })
    expect(answer).toMatchObject({ status: 'DONE', content: 'Ask one customer first.', reserved: 0, writer: null })
    const { spent } = await desk.database.prisma.coachDay.findFirstOrThrow()
    expect(spent).toBe(held.reserved + questionTokens('How do I price a pilot?') + 40)
  } finally {
    await desk.app.stopWorker(1000)
    await desk.close()
    await server.close()
    await rm(dataDir, { recursive: true, force: true })
  }
})
