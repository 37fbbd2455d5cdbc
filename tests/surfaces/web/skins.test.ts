import { describe, expect, test } from 'vitest'
import type { Card } from '../../../src/kit/ui/card.ts'
import { discordComponentsFor, discordModalFor } from '../../../src/surfaces/discord/gallery.ts'
import { slackBlocksFor, slackModalFor } from '../../../src/surfaces/slack/gallery.ts'
import { drawDiscordMessage, drawDiscordModal } from '../../../src/surfaces/web/skins/discord.ts'
import { drawMarkdown } from '../../../src/surfaces/web/skins/markdown.ts'
import { drawSlackMessage, drawSlackModal } from '../../../src/surfaces/web/skins/slack.ts'
import { drawMrkdwn } from '../../../src/surfaces/web/skins/slack-text.ts'
import { everyBlock, everyField, HOSTILE, MARIA, reader } from './samples.ts'

const elsewhere = { ...reader, mentions: new Map([[MARIA, 'maria']]) }
const post = { action: '/playground/act', form: 'f', hidden: {} }
const controls = { id: 's', reader, names: new Map([['maria', 'Maria Keller']]), post }

describe('web.skins', () => {
  test.each(HOSTILE)('draw nothing that was typed as markup: %.40s', (words) => {
    const drawn = [
      drawSlackMessage(slackBlocksFor(everyBlock(words), elsewhere), controls),
      drawSlackModal(slackModalFor(everyField(words), elsewhere), controls),
      drawDiscordMessage(discordComponentsFor(everyBlock(words), elsewhere), controls),
      drawDiscordModal(discordModalFor(everyField(words), elsewhere), controls),
    ]
    for (const html of drawn) {
      expect(html.toString()).not.toMatch(/<(script|svg onload|img src=x)/)
      expect(html.toString()).not.toMatch(/href="(?!https?:|mailto:|\/|about:blank)/)
      expect(html.toString()).not.toContain('class="undrawn"')
    }
  })

  test('Slack’s buttons say the tokens that Slack would send back', () => {
    const html = drawSlackMessage(slackBlocksFor(everyBlock('Ben'), elsewhere), controls).toString()
    expect(html).toContain('form="f" name="_token" value="sample.accept:1:a"')
    expect(html).toContain('name="_token" value="sample.more:1:a"')
    expect(html).toContain('>Withdraw it?</h2>')
    expect(html).toContain('@Maria Keller')
  })

  test('Slack’s feedback buttons say what pressing each of them means', () => {
    const opinion = (label: string, token: string, about: 'good' | 'bad') =>
      ({ kind: 'button', label, token, style: 'plain', opinion: about }) as const
    const items = [opinion('It helped', 'sample.rate:1:2', 'good'), opinion('It did not', 'sample.rate:1:1', 'bad')]
    const card: Card = { title: 'An answer', body: [{ kind: 'actions', items }] }
    const html = drawSlackMessage(slackBlocksFor(card, elsewhere), controls).toString()
    expect(html).toContain('value="sample.rate:1:2"')
    expect(html).toContain('value="sample.rate:1:1"')
    expect(html).not.toContain('class="undrawn"')
  })

  test('Discord’s buttons say the tokens that Discord would send back, and ask where the card asks', () => {
    const confirms = new Map([
      ['sample.withdraw:1:a', { title: 'Withdraw it?', text: 'Ben', yes: 'Withdraw it', no: 'Keep it' }],
    ])
    const html = drawDiscordMessage(discordComponentsFor(everyBlock('Ben'), elsewhere), {
      ...controls,
      confirms,
    }).toString()
    expect(html).toContain('form="f" name="_token" value="sample.accept:1:a"')
    expect(html).toContain('>Withdraw it?</h2>')
    expect(html).toContain('form="f" name="_token" value="sample.withdraw:1:a"')
  })

  test('mrkdwn and markdown become what a reader sees', () => {
    expect(drawMrkdwn('*Ben* &amp; <@maria> <https://example.org|here> `a`', controls).toString()).toBe(
      '<strong>Ben</strong> &amp; <span class="mention">@Maria Keller</span> <a href="https://example.org" target="_blank" rel="noopener noreferrer">here</a> <code>a</code>',
    )
    expect(drawMarkdown('## Ben\n-# small\n> said\n- one\n- two\n\\*not bold\\*', controls).toString()).toBe(
      '<h3 class="markdown-h2" dir="auto">Ben</h3><p class="markdown-small" dir="auto">small</p><blockquote dir="auto">said</blockquote><ul><li dir="auto">one</li><li dir="auto">two</li></ul><p dir="auto">*not bold*</p>',
    )
  })

  test('what a skin does not know is shown as it is', () => {
    expect(drawSlackMessage([{ type: 'hologram' }], controls).toString()).toContain('hologram')
  })
})
