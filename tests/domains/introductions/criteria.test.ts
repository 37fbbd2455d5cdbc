import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCriteria, tidyWords } from '../../../src/domains/introductions/llm-criteria.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { fails, type ModelServer, says, startModelServer } from '../../helpers/model-server.ts'
import { openTown, type Town } from '../../helpers/town.ts'

const wanted = 'somebody who keeps the money of a shipyard together'
const ask = { target: '', someone: wanted, purpose: 'A pilot', message: 'Ours takes an hour.', urgency: 'NORMAL' }

describe('introductions.criteria', () => {
  test('keeps eight short words of the model', () => {
    const words = ['  CFO ', '', 'ship\nbuilding', ...new Array(9).fill('x'.repeat(80))]
    const kept = tidyWords({ words })
    expect(kept).toMatch(/^CFO ship building x+…/)
    expect(kept.split(' ')).toHaveLength(9)
  })
  test('reads the words as they stand without a model', () =>
    expect(readCriteria.fallback({ wanted, purpose: 'P' })).toEqual({ words: [wanted] }))
})

describe('the kind of person wanted, with a model', () => {
  let town: Town
  let server: ModelServer

  beforeEach(async () => {
    server = await startModelServer()
    town = await openTown(anyTestDatabase().open, { config: { OPENAI_BASE_URL: server.baseUrl } })
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
    await server.close()
  })

  const prisma = () => town.desk.database.prisma
  /** Somebody whom only other words than the asker's describe. */
  async function cfoOfShipyard(): Promise<string> {
    const contact = await prisma().contact.findFirstOrThrow({ where: { name: 'Sofia Marchetti' } })
    await prisma().contact.update({
      where: { id: contact.id },
      data: { title: 'CFO', aboutKey: ' cfo wharf quarterdeck' },
    })
    return contact.id
  }

  test('is found by the model’s words too; it sees the asker’s words and no contact', async () => {
    const contactId = await cfoOfShipyard()
    server.otherwise(says(JSON.stringify({ words: ['CFO', 'quarterdeck'] })))
    const maria = town.person('maria')
    await maria.says('/intro ask')
    await maria.fills(ask)
    await town.settles()
    const [criteria] = server.requests
    expect(criteria?.data).toEqual({ request: { wanted, purpose: 'A pilot' } })
    const names = await prisma().contact.findMany({ select: { name: true } })
    for (const { name } of names) expect(`${criteria?.instructions}${criteria?.input}`).not.toContain(name)
    expect(await prisma().offer.count({ where: { contactId, status: 'OPEN' } })).toBe(1)
    expect(await prisma().referralRequest.findFirst({ where: { criteria: wanted } })).toMatchObject({
      searchWords: 'CFO quarterdeck',
    })
  })

  test('and when the model fails, it is looked for as the asker said it', async () => {
    server.otherwise(fails(500))
    const maria = town.person('maria')
    await maria.says('/intro ask')
    await maria.fills({ ...ask, someone: 'A zeppelin captain' })
    expect(await maria.reads()).toContain('No verified path')
  })
})
