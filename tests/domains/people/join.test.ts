import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { saveInstallation } from '../../../src/app/tenancy-store.ts'
import { workspaceId as asWorkspaceId, memberId, type WorkspaceId } from '../../../src/kit/brand.ts'
import type { Said } from '../../../src/kit/interaction.ts'
import type { Reply } from '../../../src/kit/reply.ts'
import { type RecordingSurface, recordingSurface } from '../../app/recording-surface.ts'
import { testDatabases } from '../../helpers/database.ts'
import { openTown, readCard, type Town, TUESDAY } from '../../helpers/town.ts'
import { tablesWith } from '../../helpers/whole-database.ts'

/** The demo town's Slack, where Maria has a second account. */
const TEAM = 'T-TOWN'

describe.each(testDatabases())('two accounts of one person on $name', ({ open }) => {
  let town: Town
  let slack: RecordingSurface
  let workspaceId: WorkspaceId
  let acts = 0
  const prisma = () => town.desk.database.prisma

  beforeEach(async () => {
    town = await openTown(open)
    slack = recordingSurface('slack')
    town.desk.app.addSurface(slack)
    const maria = await memberNamed('Maria Keller')
    workspaceId = asWorkspaceId(maria.workspaceId)
    const team = { id: 'installation-slack', surface: 'slack', externalId: TEAM, details: {}, now: TUESDAY } as const
    await saveInstallation(town.desk.ports.database.reader, workspaceId, team)
  })
  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const memberNamed = (name: string) => prisma().member.findFirstOrThrow({ where: { name } })
  const inSlack = async (said: Said, who = 'U0MARIA', id = `slack-${++acts}`): Promise<Reply> => {
    const actor = { externalId: who, name: `${who} in Slack` }
    const reply = await town.desk.app.dispatch({ id, surface: 'slack', installation: TEAM, actor, ...said })
    await town.settles()
    return reply
  }
  const types = (words: string, who?: string) => inSlack({ kind: 'command', command: 'me', words }, who)
  const presses = (token: string, id?: string) => inSlack({ kind: 'action', token }, 'U0MARIA', id)

  /** Maria asks for a code on the web and enters it in Slack. */
  async function entersCode(): Promise<string> {
    const code = codeIn(await town.person('maria').says('/me link'))
    return tokenIn(await types(`link ${code}`), 'people.join_accounts')
  }

  test('people.join_accounts: everything of the one is the other’s, in every table', async () => {
    await types('help')
    const [from, into, femi] = [
      await memberNamed('U0MARIA in Slack'),
      await memberNamed('Maria Keller'),
      await memberNamed('Femi Adeyemi'),
    ]
    await lived(from.id, into.id, femi.id)
    const token = await entersCode()
    const joined = await presses(token)
    expect(read(joined)).toContain('You are one member on Slack and the web now')

    expect(await prisma().relationship.findMany({ where: { contactId: 'c-both' } })).toMatchObject([
      {
        memberId: into.id,
        declared: 0.8,
        interactions: 7,
        visibility: 'ONLY_ME',
        neverAsk: true,
        notes: 'web\n\nslack',
      },
    ])
    expect(await prisma().coachDay.findMany()).toMatchObject([{ memberId: into.id, spent: 700 }])
    expect(await prisma().block.findMany()).toMatchObject([{ memberId: into.id, blockedId: femi.id }])
    expect(await prisma().groupMember.findMany()).toHaveLength(1)
    expect(await prisma().offer.findMany({ where: { requestId: 'r-both' } })).toMatchObject([
      { facilitatorId: into.id, status: 'ACCEPTED' },
    ])
    expect((await memberNamed('Maria Keller')).roles).toContain('partner_manager')
    const left = await tablesWith(town.desk.database, [from.id])
    expect(left.filter((table) => !table.startsWith('pgboss.'))).toEqual([
      // The lines that lead to the one who stays, and the changes that every process has to read.
      'audit_lines × 1',
      'events × 1',
      'members × 1',
      expect.stringMatching(/^relationship_changes/),
    ])
  })

  test('people.join_accounts: both are told, a second click is harmless, and cards follow', async () => {
    const token = await entersCode()
    expect(read(await presses(token, 'click-1'))).toContain('You are one member')
    expect(read(await presses(token, 'click-2'))).toContain('You are one member')
    expect(await prisma().member.count({ where: { joinedIntoId: { not: null } } })).toBe(1)
    expect(await town.person('maria').reads()).toContain('Your account on Slack and this one are one member now')
    await types('home')
    expect(read(await types('privacy'))).toContain('2 accounts of yours')
  })

  test('people.join_accounts: an ask of oneself, or to oneself, ends kindly', async () => {
    const maria = town.person('maria')
    await types('help')
    const half = await memberNamed('U0MARIA in Slack')
    await knows(half.id, 'c-new', 'Nora New')
    await prisma().member.update({ where: { id: half.id }, data: { roles: ['member', 'facilitator'] } })
    await maria.says('/intro ask')
    await maria.fills({ ...ASK, target: await maria.finds('target', 'nora new') })
    await town.settles()
    expect(await prisma().offer.findMany({ where: { facilitatorId: half.id } })).toMatchObject([{ status: 'OPEN' }])
    await presses(await entersCode())
    await town.settles()
    const [offer] = await prisma().offer.findMany({ where: { contactId: 'c-new' } })
    expect(offer?.status).not.toBe('OPEN')
    expect(await prisma().referralRequest.findFirst({ where: { contactId: 'c-new' } })).toMatchObject({
      status: 'PENDING',
    })
  })

  test('people.separate_account: an account that was not theirs begins anew', async () => {
    await presses(await entersCode())
    const maria = town.person('maria')
    const token = await maria.token('Separate Slack')
    expect(read(await maria.sends(token))).toContain('a member of its own again')
    expect(await prisma().identity.findFirst({ where: { surface: 'slack' }, select: { member: true } })).toMatchObject({
      member: { name: 'U0MARIA in Slack', roles: ['member'], joinedIntoId: null },
    })
    expect(await maria.sends(token)).toMatchObject({ kind: 'refused', code: 'account_only' })
  })

  test('people.link: refuses what is not a code, and after several wrong ones every code for a while', async () => {
    const code = codeIn(await town.person('maria').says('/me link'))
    for (let tried = 0; tried < 5; tried += 1) {
      expect(await types('link AAAA-BBBB')).toMatchObject({ kind: 'refused', code: 'link_unknown' })
    }
    expect(await types(`link ${code}`)).toMatchObject({ kind: 'refused', code: 'link_tries' })
    await town.travels(new Date(TUESDAY.getTime() + 11 * 60_000))
    expect(await types(`link ${code}`)).toMatchObject({ kind: 'refused', code: 'link_unknown' })
    const fresh = codeIn(await town.person('maria').says('/me link'))
    expect(read(await types(`link ${fresh.toLowerCase().replace('-', ' ')}`))).toContain('Join these two accounts?')
    expect(await tablesWith(town.desk.database, [fresh.replace('-', ''), fresh])).toEqual([])
  })

  test('people.link: refuses kindly where it cannot be', async () => {
    const [maria, femi] = [town.person('maria'), town.person('femi')]
    const code = codeIn(await maria.says('/me link'))
    expect(await maria.says(`/me link ${code}`)).toMatchObject({ code: 'link_own' })
    expect(await femi.says(`/me link ${code}`)).toMatchObject({ code: 'link_same_platform' })
    const token = tokenIn(await types(`link ${code}`), 'people.join_accounts')
    await prisma().member.updateMany({ where: { name: 'Maria Keller' }, data: { status: 'LEFT' } })
    expect(await presses(token)).toMatchObject({ code: 'link_left' })
    await prisma().member.updateMany({ where: { name: 'Maria Keller' }, data: { status: 'ACTIVE' } })
    await prisma().member.updateMany({ where: { name: 'U0MARIA in Slack' }, data: { external: true } })
    expect(await presses(token)).toMatchObject({ kind: 'refused' })
    expect(await prisma().member.count({ where: { joinedIntoId: { not: null } } })).toBe(0)
  })

  test('what was being written for one half while they were joined finds the other', async () => {
    await types('help')
    const half = await memberNamed('U0MARIA in Slack')
    await presses(await entersCode())
    const maria = await memberNamed('Maria Keller')
    await knows(half.id, 'c-late', 'Lena Late')
    await town.travels(new Date(TUESDAY.getTime() + 2 * 60_000))
    expect(await prisma().relationship.findFirst({ where: { contactId: 'c-late' } })).toMatchObject({
      memberId: maria.id,
    })
    await town.travels(new Date(TUESDAY.getTime() + 2 * 3_600_000))
    expect(await prisma().member.count({ where: { settleUntil: { not: null } } })).toBe(0)
    const { person } = town.desk.ports.directory
    expect((await person(town.desk.ports.database.reader, workspaceId, memberId(half.id)))?.id).toBe(maria.id)
  })

  async function knows(owner: string, contactId: string, name: string, more: object = {}): Promise<void> {
    await prisma().contact.upsert({
      where: { id: contactId },
      create: {
        id: contactId,
        workspaceId,
        name,
        emails: [`${contactId}@x.example`],
        searchKey: ` ${name.toLowerCase()}`,
      },
      update: {},
    })
    const relationship = { id: `${contactId}-${++acts}`, workspaceId, memberId: owner, contactId, declared: 0.9 }
    await prisma().relationship.create({ data: { ...relationship, ...more } })
  }

  /** Both have had a life here, with the same people in it. */
  async function lived(from: string, into: string, femi: string): Promise<void> {
    await knows(from, 'c-both', 'Bo Both', { declared: 0.8, interactions: 3, visibility: 'ONLY_ME', notes: 'slack' })
    await knows(into, 'c-both', 'Bo Both', { declared: 0.2, interactions: 4, neverAsk: true, notes: 'web' })
    await prisma().member.update({
      where: { id: from },
      data: { roles: ['member', 'partner_manager'], email: 'slack@x.example' },
    })
    for (const [half, id] of [from, into].entries()) {
      const of = { workspaceId, memberId: id }
      await prisma().block.create({ data: { ...of, id: `block-${half}`, blockedId: femi } })
      await prisma().coachDay.create({ data: { ...of, day: '2026-11-24', spent: id === from ? 200 : 500 } })
      const at = { lastMessageAt: TUESDAY, createdAt: TUESDAY }
      await prisma().coachConversation.create({ data: { ...of, ...at, id: `talk-${half}`, updatedAt: TUESDAY } })
    }
    await prisma().block.create({ data: { id: 'block-halves', workspaceId, memberId: from, blockedId: into } })
    const group = { id: 'g-both', workspaceId, name: 'Both', createdById: from, createdAt: TUESDAY }
    await prisma().group.create({ data: group })
    for (const id of [from, into]) {
      await prisma().groupMember.create({ data: { workspaceId, groupId: 'g-both', memberId: id, addedAt: TUESDAY } })
    }
    const request = {
      id: 'r-both',
      workspaceId,
      number: 900,
      kind: 'CONTACT',
      requesterId: femi,
      contactId: 'c-both',
    } as const
    const words = {
      purpose: 'p',
      message: 'm',
      status: 'MATCHED',
      createdAt: TUESDAY,
      expiresAt: new Date('2026-12-24'),
    } as const
    await prisma().referralRequest.create({ data: { ...request, ...words } })
    for (const [facilitatorId, status] of [
      [from, 'ACCEPTED'],
      [into, 'DECLINED'],
    ] as const) {
      const offer = {
        id: `o-${status}`,
        workspaceId,
        requestId: 'r-both',
        facilitatorId,
        contactId: 'c-both',
        rank: 1,
      }
      await prisma().offer.create({ data: { ...offer, status, answerBy: TUESDAY, askedAt: TUESDAY } })
      const due = {
        dueAt: new Date('2026-12-01'),
        createdAt: TUESDAY,
        kind: 'DID_YOU_MEET',
        subjectId: 'r-both',
      } as const
      await prisma().reminder.create({
        data: { ...due, id: `m-${status}`, workspaceId, requestId: 'r-both', memberId: facilitatorId },
      })
    }
  }
})

const ASK = { purpose: 'A pilot', message: 'We have two paid pilots.', urgency: 'NORMAL' }

const codeIn = (reply: Reply): string => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(read(reply))?.[0] ?? ''

function tokenIn(reply: Reply, name: string): string {
  if (reply.kind !== 'card') throw new Error(`Expected a card, but it was ${JSON.stringify(reply)}`)
  const items = reply.card.body.flatMap((block) => (block.kind === 'actions' ? block.items : []))
  const found = items.find((item) => item.kind === 'button' && item.token.startsWith(name))
  return found?.kind === 'button' ? found.token : ''
}

function read(reply: Reply): string {
  if (reply.kind === 'card' || reply.kind === 'update') return readCard(reply.card)
  throw new Error(`Expected a card, but it was ${JSON.stringify(reply)}`)
}
