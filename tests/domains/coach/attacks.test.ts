import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anyTestDatabase } from '../../helpers/database.ts'
import { type ModelServer, startModelServer } from '../../helpers/model-server.ts'
import { openTown, type Town } from '../../helpers/town.ts'
import { injections, leaksOf, MENDED_SETS, phrasesOf, screened, UNSEEN_SET } from './attack.ts'

describe('coach: the attack set', () => {
  test('has at least 200 prompts, in every language that has phrases', () => {
    const all = [...[...MENDED_SETS, UNSEEN_SET].flatMap(phrasesOf), ...injections()]
    expect(all.length).toBeGreaterThanOrEqual(200)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect([...new Set(all.map(({ language }) => language))]).toEqual(
      expect.arrayContaining(['en', 'de', 'fr', 'es', 'pt', 'it', 'ja']),
    )
  })

  test.each(MENDED_SETS)('nothing of the set "%s" is missed, nothing harmless raises an alarm', (set) => {
    expect(screened(phrasesOf(set))).toMatchObject({ missed: [], falseAlarms: [], otherwise: [] })
  })

  test('the set that no phrase was written for is not found worse than before', () => {
    const { grave, missed, falseAlarms } = screened(phrasesOf(UNSEEN_SET))
    expect(missed.length / grave).toBeLessThanOrEqual(0.21)
    expect(falseAlarms).toEqual([])
  })
})

describe('coach: leaks', () => {
  let town: Town
  let server: ModelServer

  beforeEach(async () => {
    server = await startModelServer()
    const config = { OPENAI_BASE_URL: server.baseUrl }
    town = await openTown(await anyTestDatabase().open(), { config })
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await server.close()
  })

  test('a model that obeys every attacker finds nothing to tell', { timeout: 120_000 }, async () => {
    expect(await leaksOf(town, server, injections())).toEqual([])
  })
})
