import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../src/infra/db/database.ts'
import { silentLog } from '../../../src/kit/log.ts'
import { type DeskProcess, freePort, startDeskProcess } from '../../helpers/desk-process.ts'
import { type LocalDiscord, startLocalDiscord } from '../../helpers/discord/local-discord.ts'

/** From before the act is read to after it was answered. */
const KILL_AFTER_MS = [0, 30, 400]

describe('a process that is killed between the gateway’s event and the answer', () => {
  let folder: string
  let local: LocalDiscord
  let desk: DeskProcess

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'introdesk-discord-'))
    local = await startLocalDiscord()
    local.person('Olga')
  })
  afterEach(async () => {
    await desk?.kill()
    await local.stop()
    await rm(folder, { recursive: true, force: true })
  })

  async function starts(): Promise<void> {
    const environment = {
      DISCORD_TOKEN: local.world.token,
      DISCORD_APPLICATION_ID: local.world.applicationId,
      DISCORD_API_URL: local.url,
    }
    desk = await startDeskProcess({ dataDir: folder, port: await freePort(), environment })
    await local.until(() => local.gateway.isConnected(), 'the desk to connect')
  }

  async function contacts(): Promise<string[]> {
    const database = await openDatabase({ dataDir: folder, log: silentLog, now: () => new Date() })
    const rows = await database.prisma.contact.findMany({ select: { name: true }, orderBy: { name: 'asc' } })
    await database.close()
    return rows.map(({ name }) => name)
  }

  test('has done what it told of, once, and told nobody of what it has not done', { timeout: 240_000 }, async () => {
    const maria = local.person('Maria')
    const told: string[] = []
    const sent: string[] = []
    await starts()
    for (const [round, afterMs] of KILL_AFTER_MS.entries()) {
      await maria.types('me', 'home')
      await maria.clicks('Add a contact')
      const name = `Contact ${round}`
      sent.push(name)
      const answer = maria.fills({ name, strength: '0.5' }).then(
        (answered) => JSON.stringify(answered.data).includes(name) && told.push(name),
        () => null,
      )
      await new Promise((resolve) => setTimeout(resolve, afterMs))
      await desk.kill()
      await starts()
      // The session goes on, so the act is told again unless it is known to be finished.
      await maria.types('me', 'help')
      await answer
    }
    await desk.stop()
    const kept = await contacts()
    expect(kept).toEqual([...new Set(kept)])
    expect(kept).toEqual(expect.arrayContaining(told))
    expect(sent).toEqual(expect.arrayContaining(kept))
    expect(local.problems()).toEqual([])
    console.info(
      `killed ${KILL_AFTER_MS.length} times: ${told.length} told, ${kept.length} kept, ${local.gateway.resumes} resumed, lost 0, doubled 0`,
    )
  })
})
