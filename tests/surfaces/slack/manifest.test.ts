import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { staleManifests } from '../../../scripts/manifests.ts'
import { createRegistry } from '../../../src/app/registry.ts'
import { domains } from '../../../src/domains/index.ts'
import { command } from '../../../src/kit/contracts.ts'
import type { Domain } from '../../../src/kit/domain.ts'
import { nothing } from '../../../src/kit/schema.ts'
import { commandName, type ManifestOptions, manifestLink, slackManifest } from '../../../src/surfaces/slack/manifest.ts'

const SCHEMA = new URL('../../../../shared/conformance/slack-manifest.schema.json', import.meta.url)
const registry = createRegistry(domains)
const http: ManifestOptions = { road: { kind: 'http', url: 'https://desk.example' } }
const socket: ManifestOptions = { road: { kind: 'socket' } }

describe('surfaces.slack.manifest', () => {
  test.skipIf(!existsSync(SCHEMA)).each([
    ['over a socket', socket],
    ['over HTTP', http],
    ['with a prefix', { ...http, prefix: 'acme' }],
  ])('is valid against Slack’s own schema %s (skipped where the schema is not at hand)', (_what, options) => {
    const validate = new Ajv({ strict: false, allErrors: true, logger: false }).compile(
      JSON.parse(readFileSync(SCHEMA, 'utf8')),
    )
    validate(slackManifest(registry, options))
    expect(validate.errors ?? []).toEqual([])
  })

  test('lists every command once, its verbs as a hint, and asks Slack to escape what is typed', () => {
    const manifest = slackManifest(registry, http)
    const names = [...new Set(registry.commands.map(({ contract }) => `/${contract.command}`))]
    expect(manifest).toMatchObject({
      features: { slash_commands: names.map((name) => ({ command: name, should_escape: true })) },
    })
  })

  test.each([
    ['/intro', 'ask | mine | inbox | board | find | coverage'],
    ['/partner', 'ask | find | coverage | invite'],
    ['/coach', 'ask | new'],
    ['/me', 'home | away | notify | privacy | link | export | delete'],
    ['/desk', 'setup | rules | reports'],
  ])('hints at the verbs of %s in the order in which people need them, help last and once', (command, first) => {
    const { features } = slackManifest(registry, http) as { features: { slash_commands: Record<string, string>[] } }
    const hint = features.slash_commands.find((one) => one.command === command)?.usage_hint ?? ''
    expect(hint).toMatch(new RegExp(`^\\[${first.replaceAll('|', '\\|')}`))
    expect(hint.match(/\bhelp\b/g)).toEqual(['help'])
    expect(hint).toMatch(/help\]$/)
  })

  test('suggests what to say in the Messages tab, and asks to be told what it listens to', () => {
    const manifest = slackManifest(registry, socket) as {
      features: { agent_view: { suggested_prompts: { title: string; message: string }[] } }
      settings: { event_subscriptions: { bot_events: string[] } }
    }
    const prompts = manifest.features.agent_view.suggested_prompts
    expect(prompts).toEqual(registry.command('coach', 'ask')?.contract.starters?.('en'))
    expect(prompts).toHaveLength(4)
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(
      manifest.settings.event_subscriptions.bot_events.toSorted(),
    )
  })

  test('offers a command that is a shortcut as one', () => {
    const ask = command({
      command: 'intro',
      verb: 'ask',
      summary: 'Ask for an introduction',
      input: nothing,
      options: [],
      answers: 'form',
      shortcuts: [
        { label: 'Ask for an intro', on: 'anywhere' },
        { label: 'Turn into a request', on: 'message' },
      ],
    })
    const domain = { ...domains[0], name: 'x', contracts: { ask }, handlers: { ask: () => {} }, listens: [] } as Domain
    expect(slackManifest(createRegistry([domain]), socket)).toMatchObject({
      features: {
        shortcuts: [
          { name: 'Ask for an intro', type: 'global', callback_id: 'intro.ask.anywhere' },
          { name: 'Turn into a request', type: 'message', callback_id: 'intro.ask.message' },
        ],
      },
    })
  })

  test('needs an address over HTTP and none over a socket', () => {
    expect(slackManifest(registry, http)).toMatchObject({
      settings: {
        socket_mode_enabled: false,
        event_subscriptions: { request_url: 'https://desk.example/slack/events' },
        interactivity: { request_url: 'https://desk.example/slack/events' },
      },
      oauth_config: { redirect_urls: ['https://desk.example/slack/oauth_redirect'] },
    })
    expect(JSON.stringify(slackManifest(registry, socket))).not.toContain('https://')
  })

  test('asks for no history of channels, and says which scopes may be refused', () => {
    expect(slackManifest(registry, socket)).toMatchObject({
      oauth_config: {
        scopes: {
          bot: [
            'app_mentions:read',
            'assistant:write',
            'chat:write',
            'commands',
            'im:history',
            'im:write',
            'mpim:history',
            'mpim:write',
            'users:read',
          ],
          bot_optional: ['mpim:history', 'mpim:write'],
        },
      },
    })
  })

  test('is in the repository as the commands are now (npm run manifests writes it)', () => {
    expect(staleManifests()).not.toContain('slack.json')
  })

  test('has a link that opens Slack with everything filled in', () => {
    const url = new URL(manifestLink(slackManifest(registry, socket)))
    expect(`${url.origin}${url.pathname}?${url.searchParams.get('new_app')}`).toBe('https://api.slack.com/apps?1')
    expect(JSON.parse(url.searchParams.get('manifest_json') ?? '')).toEqual(slackManifest(registry, socket))
  })

  test('knows a command again whatever was put before it', () => {
    expect(commandName('/me', registry)).toBe('me')
    expect(commandName('/acme-me', registry)).toBe('me')
    expect(commandName('/unknown', registry)).toBe('unknown')
  })
})
