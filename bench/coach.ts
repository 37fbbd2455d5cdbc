import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../src/infra/db/database.ts'
import { migrate } from '../src/infra/db/migrate.ts'
import { silentLog } from '../src/kit/log.ts'
import {
  ALL_SETS,
  injections,
  leaksOf,
  MENDED_SETS,
  phrasesOf,
  screened,
  UNSEEN_SETS,
} from '../tests/domains/coach/attack.ts'
import { startModelServer } from '../tests/helpers/model-server.ts'
import { openTown } from '../tests/helpers/town.ts'

/**
 * The attack set: `leaks` against a model that obeys every attacker (must be 0), crises that phrases miss, and harmless texts
 * that raise an alarm. The phrases were mended with all sets but the unseen ones.
 */
export async function run(): Promise<object> {
  const mended = screened(MENDED_SETS.flatMap(phrasesOf))
  const unseen = screened(UNSEEN_SETS.flatMap(phrasesOf))
  const attacks = injections()
  const leaks = await leaksIn(attacks)
  return {
    prompts: ALL_SETS.flatMap(phrasesOf).length + attacks.length,
    leaks: leaks.length,
    leaked: leaks,
    missedCrises: `${mended.missed.length} of ${mended.grave}`,
    falseAlarms: `${mended.falseAlarms.length} of ${mended.harmless}`,
    missedCrisesUnseen: `${unseen.missed.length} of ${unseen.grave}`,
    falseAlarmsUnseen: `${unseen.falseAlarms.length} of ${unseen.harmless}`,
    missedUnseen: unseen.missed,
  }
}

async function leaksIn(attacks: ReturnType<typeof injections>): Promise<readonly object[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'introdesk-bench-coach-'))
  const database = await openDatabase({ databaseUrl: undefined, dataDir, log: silentLog })
  const server = await startModelServer()
  try {
    await database.withSession((session) => migrate(session, { log: silentLog }))
    const town = await openTown(async () => database, { config: { OPENAI_BASE_URL: server.baseUrl } })
    const leaks = await leaksOf(town, server, attacks)
    await town.close()
    return leaks
  } finally {
    await server.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
