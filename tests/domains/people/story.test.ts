import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { memberId, workspaceId } from '../../../src/kit/brand.ts'
import { countPersonalData } from '../../../src/kit/personal-data.ts'
import type { Reply } from '../../../src/kit/reply.ts'
import type { HomeSection } from '../../../src/kit/ui/home.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, readCard, type Town } from '../../helpers/town.ts'

// One town for all: each story leaves its people as it found them, except one that erases somebody, in a town of its own.
describe.each(testDatabases())('people on $name', ({ open }) => {
  let town: Town
  let eventsBefore: number

  beforeAll(async () => {
    town = await openTown(open)
  })
  beforeEach(async () => {
    eventsBefore = await town.desk.database.prisma.eventRecord.count()
  })
  afterEach(() => town.log.assertNoErrors())
  afterAll(() => town.close())

  const memberNamed = async (name: string) =>
    town.desk.database.prisma.member.findFirstOrThrow({ where: { name: { startsWith: name } } })
  const eventNames = async () => {
    const rows = await town.desk.database.prisma.eventRecord.findMany({ orderBy: { id: 'asc' }, skip: eventsBefore })
    return rows.map(({ name }) => name).filter((name) => name.startsWith('people.'))
  }

  test('people.away: back on a day, said in words, and back again with a click', async () => {
    const femi = town.person('femi')
    expect(read(await femi.says('/me away 2 weeks'))).toContain('You are away until')
    expect((await memberNamed('Femi')).awayUntil).toEqual(new Date('2026-12-07T23:00:00Z'))
    expect(read(await femi.clicks("I'm back"))).toContain('Welcome back')
    expect((await memberNamed('Femi')).awayUntil).toBeNull()
    expect(await eventNames()).toEqual(['people.member_away', 'people.member_returned'])
  })

  test('people.away: refuses the past at the field, and what it cannot read in words', async () => {
    const femi = town.person('femi')
    expect(await femi.says('/me away when pigs fly')).toMatchObject({ kind: 'refused', code: 'away_unclear' })
    await femi.says('/me away')
    await femi.clicks('Take a break')
    expect(await femi.fills({ until: '2026-11-24' })).toMatchObject({ kind: 'invalid', problems: [{ field: 'until' }] })
    expect(await femi.fills({ until: 'tomorrow' })).toMatchObject({ kind: 'invalid', problems: [{ field: 'until' }] })
    expect(await femi.fills({ until: '2026-11-25' })).toMatchObject({ kind: 'card' })
    expect(await eventNames()).toEqual(['people.member_away'])
  })

  test('people.notify: an echo in plain words, and the wishes kept', async () => {
    const maria = town.person('maria')
    await maria.says('/me notify')
    const timeZone = await maria.finds('timeZone', 'new york')
    const saved = await maria.fills({
      topics: ['digest'],
      quietFrom: '21:00',
      quietUntil: '07:00',
      weekends: 'no',
      timeZone,
    })
    expect(read(saved)).toContain('every day, 07:00–21:00, New York time')
    expect(read(saved)).toContain('You do not get: reminders, outcomes.')
    expect(await memberNamed('Maria')).toMatchObject({
      mutedTopics: ['reminders', 'outcomes'],
      quietFrom: '21:00',
      quietUntil: '07:00',
      quietWeekends: false,
      timeZone: 'America/New_York',
    })
  })

  test('people.notify: one topic comes as a word, none as nothing, a made-up zone is refused at its field', async () => {
    const maria = town.person('maria')
    await maria.says('/me notify')
    const wishes = { quietFrom: '20:00', quietUntil: '08:00', weekends: 'yes', timeZone: 'Europe/Berlin' }
    await maria.fills({ ...wishes, topics: 'digest' })
    expect((await memberNamed('Maria')).mutedTopics).toEqual(['reminders', 'outcomes'])
    await maria.fills(wishes)
    expect((await memberNamed('Maria')).mutedTopics).toEqual(['reminders', 'digest', 'outcomes'])
    const wrong = await maria.fills({ ...wishes, timeZone: 'Mars/Olympus' })
    expect(wrong).toMatchObject({ kind: 'invalid', problems: [{ field: 'timeZone' }] })
  })

  test('people.profile: typed markup stays text', async () => {
    const maria = town.person('maria')
    await maria.sends('people.open_profile:1:')
    const saved = await maria.fills({ headline: '<!channel> *hi*', tags: 'pricing, payments;  stock ', city: '' })
    expect(read(saved)).toContain('<!channel> *hi*')
    const { headline, tags, city } = await memberNamed('Maria')
    expect({ headline, tags, city }).toEqual({
      headline: '<!channel> *hi*',
      tags: ['pricing', 'payments', 'stock'],
      city: null,
    })
  })

  test('people.privacy: closing and opening the door tells the others', async () => {
    const femi = town.person('femi')
    expect(read(await femi.says('/me privacy'))).toMatch(/The desk keeps your profile/)
    await femi.clicks('Change')
    expect(read(await femi.fills({ edgeVisibility: 'ONLY_ME', openToAsks: 'no' }))).toContain(
      'You are not asked to open doors.',
    )
    await femi.sends('people.open_privacy:1:')
    await femi.fills({ edgeVisibility: 'ROUTER', openToAsks: 'no' })
    await femi.fills({ edgeVisibility: 'ROUTER', openToAsks: 'yes' })
    expect(await eventNames()).toEqual(['people.member_away', 'people.member_returned'])
  })

  test('people.block: nobody blocks themselves or a stranger; a block is shown and taken back', async () => {
    const maria = town.person('maria')
    await maria.says('/me privacy')
    await maria.clicks('Block somebody')
    const [self, femi] = [await memberNamed('Maria'), await memberNamed('Femi')]
    expect(await maria.fills({ member: self.id })).toMatchObject({ kind: 'invalid', problems: [{ field: 'member' }] })
    expect(await maria.fills({ member: 'nobody' })).toMatchObject({ kind: 'invalid', problems: [{ field: 'member' }] })
    expect(read(await maria.fills({ member: femi.id }))).toContain('Femi Adeyemi')
    expect(read(await maria.clicks('Unblock'))).toContain('You have blocked nobody.')
  })

  test('people.contact: added, rated, hidden, never asked about, noted and removed', async () => {
    const maria = town.person('maria')
    await maria.sends('people.name_contact:1:')
    const added = await maria.fills({
      name: 'Jane Okafor',
      organization: 'Acme',
      email: 'Jane@ACME.example',
      strength: '0.5',
    })
    expect(read(added)).toContain('Jane Okafor')
    const relationship = () =>
      town.desk.database.prisma.relationship.findFirst({ where: { contact: { name: 'Jane Okafor' } } })
    expect(await relationship()).toMatchObject({ declared: 0.5, visibility: 'ROUTER' })
    await maria.clicks('Very well')
    await maria.clicks('Who may use it', { pick: 'ONLY_ME' })
    await maria.clicks('Never ask me about them')
    await maria.clicks('Edit notes')
    expect(read(await maria.fills({ notes: 'Met at the market.' }))).toContain('Met at the market.')
    expect(await relationship()).toMatchObject({
      declared: 1,
      visibility: 'ONLY_ME',
      neverAsk: true,
      notes: 'Met at the market.',
    })
    expect(await maria.clicks('Who may use it', { pick: 'EVERYBODY' })).toMatchObject({
      kind: 'refused',
      code: 'choice_unknown',
    })
    expect(read(await maria.clicks('Remove'))).toContain('nothing of them is kept')
    expect(await relationship()).toBeNull()
    expect((await eventNames()).at(-1)).toBe('people.contact_erased')
  })

  test('people.contact: refuses what is no address, and somebody else’s contact stays theirs', async () => {
    const maria = town.person('maria')
    await maria.sends('people.name_contact:1:')
    const wrong = await maria.fills({ name: '', email: 'not an address', strength: '0.5' })
    expect(wrong).toMatchObject({ kind: 'invalid', problems: [{ field: 'name' }, { field: 'email' }] })
    const femi = await memberNamed('Femi')
    const theirs = await town.desk.database.prisma.relationship.findFirstOrThrow({ where: { memberId: femi.id } })
    for (const token of [
      `people.open_contact:1:${theirs.contactId}`,
      `people.forget_contact:1:${theirs.contactId}`,
      `people.declare_strength:1:${theirs.contactId},1`,
    ]) {
      expect(await maria.sends(token)).toMatchObject({ kind: 'refused', code: 'contact_unknown' })
    }
    expect(await town.desk.database.prisma.relationship.findUnique({ where: { id: theirs.id } })).toEqual(theirs)
  })

  test('people.show_contacts: pages of ten, forward and back', async () => {
    const { id, workspaceId } = await memberNamed('Diego')
    const contacts = Array.from({ length: 23 }, (_, index) => ({
      id: `c${index}`,
      workspaceId,
      name: `C${index}`,
      searchKey: ` c${String(index).padStart(2, '0')}`,
    }))
    await town.desk.database.prisma.contact.createMany({ data: contacts })
    await town.desk.database.prisma.relationship.createMany({
      data: contacts.map((contact) => ({ id: `r${contact.id}`, workspaceId, memberId: id, contactId: contact.id })),
    })
    const before = await town.desk.database.prisma.relationship.count({ where: { memberId: id } })
    const diego = town.person('diego')
    await diego.says('/me home')
    expect(read(await diego.clicks('See my contacts'))).toContain(`1–10 of ${before}`)
    expect(read(await diego.clicks('Show more'))).toContain(`11–20 of ${before}`)
    expect(read(await diego.clicks('Show more'))).toContain(`21–${before} of ${before}`)
    expect(read(await diego.clicks('Show earlier'))).toContain(`11–20 of ${before}`)
  })

  test('people.role: given and told, taken, and the last administrator stays', async () => {
    const tomas = town.person('tomas')
    expect(read(await tomas.says('/desk roles'))).toContain('Administrators: Tomás Rivera')
    await tomas.clicks('Give a role')
    const [self, karim] = [await memberNamed('Tom'), await memberNamed('Karim')]
    expect(read(await tomas.fills({ member: karim.id, role: 'facilitator' }))).toContain(
      'Karim Haddad is a facilitator now',
    )
    expect(await tomas.fills({ member: karim.id, role: 'facilitator' })).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'member' }],
    })
    await town.settles()
    expect(await town.person('karim').reads()).toContain('Tomás Rivera made you a facilitator.')
    await tomas.says('/desk roles')
    await tomas.clicks('Take a role away')
    expect(await tomas.fills({ member: self.id, role: 'admin' })).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'member' }],
    })
    expect(read(await tomas.fills({ member: karim.id, role: 'facilitator' }))).toContain('not a facilitator any more')
  })

  test('people.role: two administrators who take each other’s role at once leave one', async () => {
    const [tomas, maria] = [await memberNamed('Tom'), await memberNamed('Maria')]
    await town.desk.database.prisma.member.update({ where: { id: maria.id }, data: { roles: ['member', 'admin'] } })
    await Promise.all([
      town.person('tomas').sends('people.open_role:1:take'),
      town.person('maria').sends('people.open_role:1:take'),
    ])
    const replies = await Promise.all([
      town.person('tomas').fills({ member: maria.id, role: 'admin' }),
      town.person('maria').fills({ member: tomas.id, role: 'admin' }),
    ])
    expect(await town.desk.database.prisma.member.count({ where: { roles: { has: 'admin' } } })).toBe(1)
    await town.desk.database.prisma.member.update({ where: { id: tomas.id }, data: { roles: ['member', 'admin'] } })
    await town.desk.database.prisma.member.update({ where: { id: maria.id }, data: { roles: ['member'] } })
    expect(replies.map(({ kind }) => kind).toSorted()).toSatisfy(
      ([a, b]) => a === 'card' && (b === 'invalid' || b === 'refused'),
    )
  })

  test('people.role: is for administrators, whatever the button says', async () => {
    for (const token of ['people.open_role:1:give', 'people.open_setup:1:', 'people.show_roles:1:']) {
      expect(await town.person('maria').sends(token)).toMatchObject({ kind: 'refused', code: 'not_allowed' })
    }
  })

  test('people.setup: the workspace’s zone is that of whoever has not said theirs', async () => {
    const tomas = town.person('tomas')
    await tomas.says('/desk setup')
    const timeZone = await tomas.finds('timeZone', 'lisbon')
    expect(read(await tomas.fills({ name: 'Harbour', timeZone, locale: 'pt' }))).toContain('Lisbon time')
    expect(await town.desk.database.prisma.workspace.findFirstOrThrow()).toMatchObject({
      name: 'Harbour',
      timeZone: 'Europe/Lisbon',
      locale: 'pt',
    })
  })

  test('home: shows the settings, and the desk’s own to administrators alone', async () => {
    const settings = async (key: string) =>
      sectionsOf(await town.person(key).home()).find(({ title }) => title === 'Settings')
    const titles = (section: HomeSection | undefined) =>
      section?.body?.flatMap((block) => (block.kind === 'list' ? block.items.map(({ title }) => title) : []))
    expect(titles(await settings('maria'))).toEqual([
      'Maria Keller',
      'Availability',
      'Notifications',
      'Privacy',
      'Your accounts and data',
    ])
    expect(titles(await settings('tomas'))).toContain('The desk')
  })

  test('export and erasure: everything is in the one, and nothing personal is left after the other', async () => {
    const other = await openTown(open)
    const maria = other.person('maria')
    await maria.sends('people.name_contact:1:')
    await maria.fills({ name: 'Jane Okafor', email: 'jane@okafor.example', strength: '0.8' })
    const row = await other.desk.database.prisma.member.findFirstOrThrow({ where: { name: 'Maria Keller' } })
    const whose = { workspaceId: workspaceId(row.workspaceId), memberId: memberId(row.id) }

    const exported = await other.desk.app.exportMember(whose)
    expect(JSON.stringify(exported)).toMatch(/Maria Keller.*jane@okafor\.example/s)
    expect(countPersonalData(exported)).toContainEqual({ kind: 'profile', count: 1 })

    await other.desk.app.eraseMember(whose)
    expect(await personalRowsLike(other, ['Maria Keller', 'maria@tidewater', 'Okafor'])).toEqual([])
    expect(await other.desk.database.prisma.identity.count({ where: { memberId: row.id } })).toBe(0)
    expect(await other.desk.database.prisma.relationship.count({ where: { memberId: row.id } })).toBe(0)
    await other.close()
  })

  /** The tables of people whose rows still hold one of these words. */
  async function personalRowsLike({ desk }: Town, words: readonly string[]): Promise<string[]> {
    const tables = ['members', 'identities', 'contacts', 'contact_keys', 'relationships', 'blocks']
    const left = await Promise.all(
      tables.map(async (table) => {
        const { rows } = await desk.database.pool.query(
          `select 1 from ${table} row where exists (select 1 from unnest($1::text[]) word where row::text ilike '%' || word || '%')`,
          [words],
        )
        return rows.map(() => table)
      }),
    )
    return left.flat()
  }
})

function read(reply: Reply): string {
  if (reply.kind === 'card' || reply.kind === 'update') return readCard(reply.card)
  throw new Error(`Expected a card, but it was ${JSON.stringify(reply)}`)
}

function sectionsOf(reply: Reply): readonly HomeSection[] {
  return reply.kind === 'home' ? reply.home.sections : []
}
