import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { searchKeyOf } from '../../../src/domains/people/words.ts'
import { type Card, directory, folded, type ListItem } from '../../../src/kit/ui/card.ts'
import { t } from '../../../src/kit/ui/text.ts'
import { NATIVE } from '../../../src/surfaces/slack/native.ts'
import { renderCard } from '../../../src/surfaces/slack/render-card.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openSlackTown, type SlackTown } from '../../helpers/slack/desk.ts'
import { READER } from './arbitraries.ts'

const item = (title: string, more: Partial<ListItem> = {}): ListItem => ({
  title,
  text: t`Robotics, Gdansk`,
  actions: [{ kind: 'button', label: 'Ask…', token: `intro.ask_for:1:${title}`, style: 'plain' }],
  ...more,
})
const card = (...body: Card['body']): Card => ({ title: 'Found', body })
const types = (one: Card, without: readonly (typeof NATIVE)[number][] = []) =>
  renderCard(one, READER, { without: new Set(without) }).blocks.map(({ type }) => type)

describe('surfaces.slack.render newer blocks', () => {
  test('puts people to choose from side by side, each with their buttons', () => {
    const { blocks } = renderCard(card(directory([item('Nora'), item('Olu & Co')])), READER)
    expect(blocks[1]).toMatchObject({
      type: 'carousel',
      elements: [
        {
          type: 'card',
          title: { type: 'mrkdwn', text: 'Nora', verbatim: true },
          body: { text: 'Robotics, Gdansk' },
          actions: [{ type: 'button', action_id: 'intro.ask_for:1:Nora' }],
        },
        { title: { text: 'Olu &amp; Co' } },
      ],
    })
  })

  test.each<[string, readonly ListItem[]]>([
    ['one alone', [item('Nora')]],
    ['a name that Slack would take for formatting', [item('Nora'), item('*Olu*')]],
    ['words that are too long for a card', [item('Nora'), item('Olu', { text: t`${'long '.repeat(60)}` })]],
    [
      'more buttons than a card has room for',
      [item('Nora'), item('Olu', { actions: Array(4).fill(item('x').actions?.[0]) })],
    ],
  ])('lists them one below the other: %s', (_why, items) => {
    expect(types(card(directory(items)))).not.toContain('carousel')
  })

  test('folds a list away under its heading, and gives out every id once', () => {
    const twice = card(...folded(t`Needs you`, [item('Nora')]), ...folded(t`Later`, [item('Nora')]))
    const { blocks } = renderCard(twice, READER)
    expect(blocks.slice(1)).toMatchObject([
      { type: 'container', title: { text: 'Needs you' }, is_collapsible: true },
      { child_blocks: [{ accessory: { action_id: 'intro.ask_for:1:Nora#2' } }] },
    ])
  })

  test('says the same in older blocks', () => {
    const both = card(directory([item('Nora'), item('Olu')]), ...folded(t`Needs you`, [item('Ada')]))
    expect(types(both, NATIVE)).toEqual(['header', 'section', 'section', 'rich_text', 'section'])
    expect(types(both, ['carousel'])).toEqual(['header', 'section', 'section', 'container'])
  })
})

describe('surfaces.slack newer blocks in answers', () => {
  let town: SlackTown

  beforeEach(async () => {
    town = await openSlackTown(await anyTestDatabase().open(), { probes: true })
    const { prisma } = town.desk.database
    await person().says('/me help')
    await town.slack.person('U0FEMI', { realName: 'Femi' }).says('/me help')
    const { id: memberId, workspaceId } = await prisma.member.findFirstOrThrow({ where: { name: 'Femi' } })
    for (const name of ['Nora Lindqvist', 'Nora Berg']) {
      await prisma.contact.create({ data: { id: name, workspaceId, name, searchKey: searchKeyOf([name]) } })
      const known = { workspaceId, memberId, contactId: name, declared: 0.9, visibility: 'WORKSPACE' } as const
      await prisma.relationship.create({ data: { id: name, ...known } })
    }
  })

  afterEach(async () => {
    town.log.assertNoErrors()
    await town.close()
  })

  const person = () => town.slack.person('U0MARIA', { realName: 'Maria' })
  const found = () =>
    person()
      .messages()
      .filter(({ text }) => text.startsWith('Found'))
      .map(({ blocks }) => blocks.map(({ type }) => type))

  test('go the way where a refusal is heard, and once they were taken, into the answer itself', async () => {
    expect((await person().says('/intro find nora')).body).toBeUndefined()
    await person().sees('Nora Berg')
    expect((await person().says('/intro find nora')).body).toMatchObject({ response_type: 'ephemeral' })
    expect(found()).toEqual([
      ['header', 'carousel'],
      ['header', 'carousel'],
    ])
  })

  test('are said in older ones where they are refused: one message, and no second try for a day', async () => {
    town.slack.state.refusesBlocks.add('carousel')
    await person().says('/intro find nora')
    await person().sees('Nora Berg')
    expect((await person().says('/intro find nora')).body).toMatchObject({ response_type: 'ephemeral' })
    expect(found()).toEqual([
      ['header', 'section', 'section'],
      ['header', 'section', 'section'],
    ])
  })

  test('turn an alert of a form into words', async () => {
    town.slack.state.refusesBlocks.add('alert')
    await person().says('/desk setup')
    await person().sees('Time zone')
    await person().usesShortcut('desk.nothing.anywhere')
    expect(JSON.stringify(person().user.modals)).not.toContain('"alert"')
  })
})
