import { afterEach, describe, expect, test } from 'vitest'
import { testDatabases } from '../helpers/database.ts'
import { openTown, type Town } from '../helpers/town.ts'

describe.each(testDatabases())('the desk on $name', ({ open }) => {
  let town: Town

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  test('greets with a home, helps with every command, and understands a slip of the pen', async () => {
    town = await openTown(open)
    const maria = town.person('maria')
    expect(await maria.home()).toMatchObject({ kind: 'home' })
    expect(await maria.says('/me help')).toMatchObject({ kind: 'card' })
    await maria.says('/me notfy')
    expect(await maria.reads()).toContain('Did you mean notify?')
  })

  test('lets nobody but administrators at the community’s settings', async () => {
    town = await openTown(open)
    expect(await town.person('maria').says('/desk setup')).toMatchObject({ kind: 'refused', code: 'not_allowed' })
    expect(await town.person('tomas').says('/desk setup')).toMatchObject({ kind: 'form' })
  })
})
