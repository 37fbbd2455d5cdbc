import { afterEach, describe, expect, test } from 'vitest'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, type Town } from '../../helpers/town.ts'

const askForNora = {
  someone: '',
  purpose: 'Pilot customers for our battery tester',
  message: 'Nora runs procurement at a shipyard that loses a day a month to battery tests. Ours takes an hour.',
  urgency: 'NORMAL',
}

describe.each(testDatabases())('introductions on $name', ({ open }) => {
  let town: Town

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  test('from the ask to the outcome, with a target who is a member', async () => {
    town = await openTown(await open())
    const [maria, femi, nora] = [town.person('maria'), town.person('femi'), town.person('nora')]
    expect(await maria.says('/intro')).toMatchObject({ kind: 'form' })
    const target = await maria.finds('target', 'nora')
    expect(await maria.fills({ ...askForNora, target })).toEqual({ kind: 'nothing' })
    expect(await maria.reads()).toContain('Somebody who may help has it')
    expect(await maria.reads()).not.toContain('Femi')

    expect(await femi.reads()).toContain('Maria Keller would like to meet Nora Lindqvist')
    expect(await femi.clicks('Accept')).toMatchObject({ kind: 'update' })
    expect(await maria.reads()).toContain('Femi Adeyemi said yes')
    expect(await femi.reads()).toContain('Written from a template')

    await femi.clicks('Edit the text')
    await femi.fills({ subject: 'Maria and Nora', body: 'Hello you two, please meet.' })
    expect(await femi.reads()).toContain('In your own words')
    await femi.clicks('Ask whether they want to')
    expect(await nora.reads()).toContain('Maria Keller would like to meet you')
    expect(await nora.clicks('Yes, introduce us')).toMatchObject({ kind: 'update' })
    expect(await femi.reads()).toContain('Nora Lindqvist said yes')
    expect(await femi.clicks('Introduce them in a chat')).toMatchObject({ kind: 'update' })

    expect(await nora.reads()).toContain('Hello you two, please meet.')
    expect(await maria.reads()).toContain('Now it is your turn to write')
    await maria.clicks('We met')
    expect(await femi.reads()).toContain('are in touch')
    await maria.clicks('Tell what came of it')
    await maria.fills({ outcome: 'DEAL_CLOSED', notes: 'A pilot in the spring', meetingDate: '2026-11-24' })
    expect(await maria.reads()).toContain('It led to a deal')
    expect(await femi.reads()).toContain('A pilot in the spring')
  })
})
