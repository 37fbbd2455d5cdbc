import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeskVerb } from '../../src/cli/verb.ts'
import { eraseVerb, exportVerb } from '../../src/cli/verbs/personal-data.ts'
import { testDatabases } from '../helpers/database.ts'
import { openTown, type Town, TUESDAY } from '../helpers/town.ts'

/** Whoever asks for their data has a right to it, also while the community's app is removed and nobody can type in it. */

describe.each(testDatabases())('a member of a community that removed the app, on $name', ({ open }) => {
  let town: Town

  beforeEach(async () => {
    town = await openTown(open)
    await town.desk.database.prisma.workspace.updateMany({ data: { closedAt: TUESDAY } })
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const runs = async (verb: DeskVerb, words: string[], options = {}) => {
    const lines: string[] = []
    const exit = await verb.run({ words, options, cwd: '.', print: (line) => void lines.push(line) }, town.desk)
    return { exit, out: lines.join('\n') }
  }

  test('gets all of it, and has it erased', async () => {
    const { id } = await town.desk.database.prisma.member.findFirstOrThrow({ where: { name: 'Maria Keller' } })
    expect((await runs(exportVerb, [id])).out).toContain('Maria Keller')
    expect(await runs(eraseVerb, [id], { yes: true })).toMatchObject({ exit: 0 })
    await town.settles()
    expect(await town.desk.database.prisma.member.count({ where: { name: 'Maria Keller' } })).toBe(0)
  })
})
