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
    expect(JSON.stringify(manifest)).toContain('help]')
  })

  test('offers a command that is a shortcut as one', () => {
    const ask = command({
      command: 'intro',
      verb: 'ask',
      summary: 'Ask for an introduction',
      input: nothing,
      options: [],
      answers: 'form',
      shortcut: { label: 'Ask for an intro', on: 'anywhere' },
    })
    const domain = { ...domains[0], name: 'x', contracts: { ask }, handlers: { ask: () => {} }, listens: [] } as Domain
    expect(slackManifest(createRegistry([domain]), socket)).toMatchObject({
      features: { shortcuts: [{ name: 'Ask for an intro', type: 'global', callback_id: 'intro.ask' }] },
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
