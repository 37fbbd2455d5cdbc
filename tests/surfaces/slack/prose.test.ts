import { describe, expect, test } from 'vitest'
import { type Block, type Card, prose } from '../../../src/kit/ui/card.ts'
import { type Wording, wordsByWording } from '../../../src/kit/ui/example-words.ts'
import { typed } from '../../../src/kit/ui/text.ts'
import { renderCard } from '../../../src/surfaces/slack/render-card.ts'
import { cardModal } from '../../../src/surfaces/slack/views.ts'
import { liveMarkup, messageProblems } from '../../helpers/slack/limits.ts'
import { HOSTILE, READER } from './arbitraries.ts'

const wrote = (markdown: string): Block => prose(typed(markdown), markdown)
const card = (...body: Card['body']): Card => ({ title: 'An answer', body })
const types = (one: Card, without: readonly 'markdown'[] = []) =>
  renderCard(one, READER, { without: new Set(without) }).blocks.map(({ type }) => type)

describe('surfaces.slack.render prose', () => {
  test('gives Slack what a model wrote to translate, one block for what belongs together', () => {
    const list = wrote('1. Ask **one** customer.  \n2. Write it down.')
    const { blocks, text } = renderCard(
      card(wrote('## Start'), list, { kind: 'divider' }, wrote('That is all.')),
      READER,
    )
    expect(blocks.slice(1)).toEqual([
      { type: 'markdown', text: '## Start\n\n1. Ask **one** customer.  \n2. Write it down.' },
      { type: 'divider' },
      { type: 'markdown', text: 'That is all.' },
    ])
    expect(text).toContain('That is all.')
  })

  test('says it as rich text where the block is refused, and where Slack does not offer it', () => {
    const answer = card(wrote('Ask one customer.'))
    expect(types(answer, ['markdown'])).toEqual(['header', 'rich_text'])
    expect(JSON.stringify(cardModal(answer, READER))).not.toContain('"markdown"')
  })

  test('leaves what people wrote as it was typed, and what a button opens as clipped text', () => {
    const more = { kind: 'button', label: 'Show more', token: 'coach.more:1:a,2', style: 'plain' } as const
    expect(types(card({ kind: 'text', text: typed('*so* it is') }))).toEqual(['header', 'rich_text'])
    expect(types(card({ ...wrote('So it is.'), more } as Block))).toEqual(['header', 'rich_text'])
  })

  test.each([
    ...HOSTILE.filter((words) => /[<@[\]]|&\w+;|:\/\//.test(words)),
    'ask <!channel> about it',
    'ask @here, or @channel',
    '![a picture](data:image/png;base64,AAAA)',
    'see [your bank][1]\n\n[1]: https://evil.example',
    'see [your bank](evil)',
    '<img src=x>',
    'write to [me](mailto:evil@evil.example)',
  ])('nobody is pinged or led away by %j: it is data, and the sentences around it are not', (words) => {
    const message = renderCard(card(wrote('Before.'), wrote(words), wrote('After.')), READER)
    expect(message.blocks.map(({ type }) => type)).toEqual(['header', 'markdown', 'rich_text', 'markdown'])
    expect(liveMarkup({ text: message.text, blocks: message.blocks })).toEqual([])
  })

  test.each<Wording>(['longest', 'german', 'japanese'])(
    'stays within Slack’s limits filled to the maximum, in %s words',
    (wording) => {
      const words = wordsByWording[wording]
      const paragraphs = Array.from({ length: 24 }, (_, n) => wrote(`${n}. ${words.paragraph('', 560)}`))
      const answer = card(...paragraphs)
      expect(messageProblems(renderCard(answer, READER))).toEqual([])
      const long = card(wrote(words.paragraph('', 2_900)), wrote(words.paragraph('', 6_000)))
      expect(types(long)).toEqual(['header', 'markdown', 'rich_text'])
      expect(messageProblems(renderCard(long, READER))).toEqual([])
    },
  )

  test('no more markdown than a message takes: the rest is said as rich text', () => {
    const paragraphs = Array.from({ length: 13 }, (_, n) => wrote('a'.repeat(n < 12 ? 990 : 400)))
    const { blocks } = renderCard(card(...paragraphs), READER)
    expect(messageProblems({ text: 'x', blocks })).toEqual([])
    expect(blocks.map(({ type }) => type).slice(-2)).toEqual(['markdown', 'rich_text'])
  })
})
