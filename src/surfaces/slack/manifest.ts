import type { Registry } from '../../app/registry.ts'
import type { CommandContract } from '../../kit/contracts.ts'
import { clip } from '../../kit/ui/limits.ts'
import { promptsFor } from './prompts.ts'

/** How this desk reaches Slack: over a socket that it opens itself, or over HTTP at an address that Slack can reach. */
export type ManifestRoad = { readonly kind: 'socket' } | { readonly kind: 'http'; readonly url: string }

export interface ManifestOptions {
  readonly road: ManifestRoad
  /** Put before every command: "acme" makes `/acme-intro`. The last app installed wins a name clash. */
  readonly prefix?: string
}

/** Each scope has a feature that stops without it; whoever reviews the app asks. */
export const REQUIRED_SCOPES: Readonly<Record<string, string>> = {
  'app_mentions:read': 'answers where it is mentioned',
  'assistant:write': 'its Messages tab as an agent',
  'chat:write': 'cards, in direct messages and in introductions',
  commands: 'slash commands and shortcuts',
  'im:history': 'reads what is said to it, and finds its own card after a lost reply',
  'im:write': 'opens the direct message for a card',
  'users:read': 'name, time zone, language and holiday status of whoever talks to it',
}

/** A workspace may say no to these; the desk then goes another way. */
export const OPTIONAL_SCOPES: Readonly<Record<string, string>> = {
  'mpim:history': 'finds its own card in a group conversation after a lost reply',
  'mpim:write': 'introduces people in one group conversation; without it each of them gets a direct message',
}

/** Each is listened to: what people say, open and stop, whether they are away, and whether the app may still act. */
const BOT_EVENTS = [
  ...['agent_session_stopped', 'app_home_opened', 'app_mention', 'app_uninstalled', 'message.im'],
  ...['team_access_granted', 'team_access_revoked', 'tokens_revoked', 'user_change'],
]

const NAME = 'Introdesk'
const DESCRIPTION = 'The introductions desk: ask to meet somebody, and the right person opens the door.'
const AGENT =
  'Finds who can introduce you, drafts the introduction, asks everybody first, and follows up. Automated; people decide.'
const LIMIT = { command: 32, usageHint: 1_000, shortcutLabel: 24, shortcutDescription: 150, shortcuts: 10 }

export type Manifest = Readonly<Record<string, unknown>>

/** The app as Slack wants to be told about it, from what can be said to the desk: nothing is listed twice. */
export function slackManifest(registry: Registry, { road, prefix }: ManifestOptions): Manifest {
  const contracts = registry.commands.map(({ contract }) => contract)
  const eventsUrl = road.kind === 'http' ? { request_url: `${road.url}/slack/events` } : {}
  const shortcuts = shortcutsOf(contracts)
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: { name: NAME, description: DESCRIPTION },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      agent_view: { agent_description: AGENT, suggested_prompts: promptsFor(registry, 'en') },
      bot_user: { display_name: NAME, always_online: true },
      ...(shortcuts.length > 0 && { shortcuts }),
      slash_commands: slashCommands(contracts, { road, prefix }),
    },
    oauth_config: {
      ...(road.kind === 'http' && { redirect_urls: [`${road.url}/slack/oauth_redirect`] }),
      scopes: {
        bot: [...Object.keys(REQUIRED_SCOPES), ...Object.keys(OPTIONAL_SCOPES)].toSorted(),
        bot_optional: Object.keys(OPTIONAL_SCOPES),
      },
    },
    settings: {
      event_subscriptions: { ...eventsUrl, bot_events: BOT_EVENTS },
      interactivity: { is_enabled: true, ...eventsUrl, ...messageMenuUrl(road) },
      org_deploy_enabled: true,
      socket_mode_enabled: road.kind === 'socket',
      token_rotation_enabled: false,
    },
  }
}

/** Opens Slack's page for a new app with everything filled in. */
export function manifestLink(manifest: Manifest): string {
  const url = new URL('https://api.slack.com/apps')
  url.searchParams.set('new_app', '1')
  url.searchParams.set('manifest_json', JSON.stringify(manifest))
  return url.href
}

/** The name of a command as the registry knows it, whatever was put before it in the manifest. */
export function commandName(typed: string, registry: Registry): string {
  const name = typed.replace(/^\//, '')
  const names = new Set(registry.commands.map(({ contract }) => contract.command))
  if (names.has(name)) return name
  return [...names].find((known) => name.endsWith(`-${known}`)) ?? name
}

function slashCommands(
  contracts: readonly CommandContract[],
  options: ManifestOptions | { road: ManifestRoad; prefix: string | undefined },
) {
  const { road, prefix } = options
  const names = [...new Set(contracts.map(({ command }) => command))]
  return names.map((name) => {
    const verbs = contracts.filter(({ command }) => command === name)
    const main = verbs.find(({ bare }) => bare) ?? verbs[0]
    return {
      command: clip(`/${prefix ? `${prefix}-` : ''}${name}`, LIMIT.command),
      description: main?.summary ?? name,
      usage_hint: clip(
        `[${[...verbs.map(({ verb }) => verb).filter((verb) => verb !== 'help'), 'help'].join(' | ')}]`,
        LIMIT.usageHint,
      ),
      should_escape: true,
      ...(road.kind === 'http' && { url: `${road.url}/slack/events` }),
    }
  })
}

function shortcutsOf(contracts: readonly CommandContract[]) {
  return contracts
    .flatMap(({ name, summary, shortcuts = [] }) =>
      shortcuts.map(({ label, on }) => ({
        name: clip(label, LIMIT.shortcutLabel),
        type: on === 'message' ? 'message' : 'global',
        callback_id: `${name}.${on}`,
        description: clip(summary, LIMIT.shortcutDescription),
      })),
    )
    .slice(0, LIMIT.shortcuts)
}

function messageMenuUrl(road: ManifestRoad) {
  return road.kind === 'http' ? { message_menu_options_url: `${road.url}/slack/events` } : {}
}
