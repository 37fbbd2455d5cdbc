import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Reply } from '../../../src/kit/reply.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, readCard, type Town } from '../../helpers/town.ts'

describe.each(testDatabases())('the audit of a town on $name', ({ open }) => {
  let town: Town
  const prisma = () => town.desk.database.prisma
  const tomas = () => town.person('tomas')
  const idOf = async (name: string) => (await prisma().member.findFirstOrThrow({ where: { name } })).id
  const audit = async (filter = '') => read(await tomas().says(`/desk audit ${filter}`))

  beforeEach(async () => {
    town = await openTown(open)
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  /** Tomas, the administrator, gives somebody a role. */
  async function gives(name: string, role: string) {
    await tomas().says('/desk roles')
    await tomas().clicks('Give a role')
    return tomas().fills({ member: await idOf(name), role })
  }

  test('desk.audit: who did what to whom, the newest first', async () => {
    expect(await audit()).toContain('Nothing is in the audit yet')
    await gives('Maria Keller', 'admin')
    await tomas().says('/desk setup')
    await tomas().fills({ name: 'Harbour', timeZone: 'Europe/Lisbon', locale: 'en' })
    const shown = await audit()
    expect(shown).toMatch(
      /A-2 · set up the desk Tomás.*A-1 · gave the role of administrator Tomás[^·]* · about Maria Keller/s,
    )
    expect(shown).toContain('All of them are as they were written')
  })

  test('desk.audit: reading, and what was refused, leave no line', async () => {
    await audit()
    await tomas().says('/desk roles')
    await tomas().clicks('Take a role away')
    expect(await tomas().fills({ member: await idOf('Maria Keller'), role: 'admin' })).toMatchObject({
      kind: 'invalid',
    })
    expect(await prisma().auditLine.count()).toBe(0)
  })

  test('desk.audit: every act of those who look after the desk, whether its handler says so or not', async () => {
    await tomas().says('/desk coach')
    await tomas().clicks('Change words to look for')
    await tomas().fills({ crisis: 'the harbour wall' })
    await tomas().says('/partner rules')
    await tomas().clicks('Lift it')
    await tomas().fills({ reason: 'Our lawyer says so' })
    await gives('Maria Keller', 'partner_manager')
    const lines = await prisma().auditLine.findMany({ orderBy: { position: 'asc' }, select: { kind: true, by: true } })
    expect(lines).toEqual(['coach.keywords', 'partners.rule', 'people.role'].map((kind) => ({ kind, by: 'member' })))
  })

  test('desk.audit: by area, by somebody’s name, and page by page', async () => {
    for (let round = 0; round < 6; round += 1) {
      await gives('Maria Keller', 'facilitator')
      await tomas().clicks('Undo')
    }
    expect(await audit()).toContain('12 lines, the newest first')
    const earlier = read(await tomas().clicks('Show earlier'))
    expect(earlier).toContain('A-2 ·')
    expect(earlier).not.toContain('A-3 ·')
    expect(await audit('coach')).toContain('Nothing is in the audit about The coach')
    expect(await audit('maria k')).toContain('12 lines about Maria Keller')
    expect(await tomas().says('/desk audit Nobody At All')).toMatchObject({ kind: 'refused', code: 'audit_unknown' })
    await tomas().sends('people.open_audit_filter:1:')
    expect(read(await tomas().fills({ area: 'people', member: await idOf('Femi Adeyemi') }))).toContain(
      'Nothing is in the audit about People, roles and setup, Femi Adeyemi',
    )
  })

  test('desk.audit: an administrator’s act can be undone, and says so', async () => {
    await tomas().says('/desk setup')
    const before = await prisma().workspace.findFirstOrThrow({ select: { name: true, timeZone: true } })
    await tomas().fills({ name: 'Harbour', timeZone: 'Asia/Tokyo', locale: 'ja' })
    const token = await tomas().token('Undo')
    expect(read(await tomas().sends(token))).toContain('It is as it was')
    expect(await prisma().workspace.findFirstOrThrow({ select: { name: true, timeZone: true } })).toEqual(before)
    expect(await tomas().sends(token)).toMatchObject({ kind: 'refused', code: 'undo_late' })
    expect(await audit()).toContain('undid the last setup of the desk')
  })

  test('desk.audit: is for administrators, and names nobody who was deleted', async () => {
    expect(await town.person('femi').says('/desk audit')).toMatchObject({ kind: 'refused', code: 'not_allowed' })
    await gives('Maria Keller', 'facilitator')
    const maria = town.person('maria')
    await maria.says('/me delete')
    await maria.clicks('Delete my data')
    await maria.fills({ typed: 'DELETE' })
    const shown = await audit()
    expect(shown).not.toContain('Maria')
    expect(shown).toContain('about somebody who is gone')
    expect(shown).toContain('everything about somebody was deleted')
  })

  test('desk.audit: says when it is not whole', async () => {
    await gives('Maria Keller', 'facilitator')
    await town.desk.database.pool.query('alter table audit_lines disable trigger audit_lines_stay')
    await town.desk.database.pool.query(`update audit_lines set said = 'made tea'`)
    expect(await audit()).toContain('Line A-1 is not as it was written')
  })
})

function read(reply: Reply): string {
  if (reply.kind === 'card' || reply.kind === 'update') return readCard(reply.card)
  throw new Error(`Expected a card, but it was ${JSON.stringify(reply)}`)
}
