import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { anyTestDatabase } from '../../helpers/database.ts'
import { type ModelServer, startModelServer } from '../../helpers/model-server.ts'
import { openTown, type Town } from '../../helpers/town.ts'
import { ALL_SETS, injections, leaksOf, MENDED_SETS, phrasesOf, screened } from './attack.ts'

describe('coach: the attack set', () => {
  test('has at least 200 prompts, in every language that has phrases', () => {
    const all = [...ALL_SETS.flatMap(phrasesOf), ...injections()]
    expect(all.length).toBeGreaterThanOrEqual(200)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    expect([...new Set(all.map(({ language }) => language))]).toEqual(
      expect.arrayContaining(['en', 'de', 'fr', 'es', 'pt', 'it', 'ja']),
    )
  })

  test.each(MENDED_SETS)('nothing of the set "%s" is missed, nothing harmless raises an alarm', (set) => {
    expect(screened(phrasesOf(set))).toMatchObject({ missed: [], falseAlarms: [], otherwise: [] })
  })

  // The second is talk: short, lower case, in other languages too. Before the lists were mended for `asked-about`, 33 of its 46 were missed.
  test.each([
    ['unseen', 5],
    ['unseen-talk', 11],
  ])('the set "%s", which no phrase was written for, is not found worse than before', (set, missedBefore) => {
    const { missed, falseAlarms } = screened(phrasesOf(set))
    expect(missed.length).toBeLessThanOrEqual(missedBefore)
    expect(falseAlarms).toEqual([])
  })
})

describe('coach: leaks', () => {
  let town: Town
  let server: ModelServer

  beforeEach(async () => {
    server = await startModelServer()
    const config = { OPENAI_BASE_URL: server.baseUrl }
    town = await openTown(anyTestDatabase().open, { config })
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
