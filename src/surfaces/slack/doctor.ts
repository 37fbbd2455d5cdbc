import { z } from 'zod'
import type { Clock } from '../../kit/clock.ts'
import type { Finding } from '../../kit/finding.ts'
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from './manifest.ts'
import type { SlackConfig } from './start.ts'

const API_URL = 'https://slack.com/api/'
const TIMEOUT_MS = 5_000
/** Slack calls a request stale after five minutes; a clock that is a minute off is on its way there. */
const SKEW_S = 60

const reply = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
})

/** Whether Slack takes our tokens, which scopes they have, and whether its clock and ours agree. */
export async function examineSlack(config: SlackConfig, clock: Clock): Promise<Finding[]> {
  const { botToken, appToken } = config
  const asked = await ask(config, botToken ? 'auth.test' : 'api.test', botToken)
  if ('reason' in asked) return [unreachable(asked.reason)]
  const clocks = clockSkew(asked.headers, clock)
  if (!botToken) return [{ name: 'Slack', state: 'ok', finding: 'many workspaces, installed over OAuth' }, ...clocks]
  if (!asked.body.ok) return [tokenRefused('SLACK_BOT_TOKEN', asked.body.error)]
  const { team, team_id, enterprise_id } = asked.body
  const where = team ?? team_id ?? enterprise_id ?? 'a workspace'
  const socket = appToken ? await checkSocket(config, appToken) : []
  const road = appToken ? 'over Socket Mode' : 'over HTTP'
  return [{ name: 'Slack', state: 'ok', finding: `${where}, ${road}` }, ...socket, ...scopes(asked.headers), ...clocks]
}

async function checkSocket(config: SlackConfig, appToken: string): Promise<Finding[]> {
  const asked = await ask(config, 'apps.connections.open', appToken)
  if ('reason' in asked) return [unreachable(asked.reason)]
  return asked.body.ok ? [] : [tokenRefused('SLACK_APP_TOKEN', asked.body.error)]
}

type Asked = { readonly body: z.output<typeof reply>; readonly headers: Headers } | { readonly reason: string }

async function ask({ apiUrl }: SlackConfig, method: string, token: string | undefined): Promise<Asked> {
  const base = apiUrl ?? API_URL
  try {
    const response = await fetch(new URL(method, base.endsWith('/') ? base : `${base}/`), {
      method: 'POST',
      headers: token ? { authorization: `Bearer ${token}` } : {},
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const body = reply.safeParse(await response.json().catch(() => null))
    return body.success ? { body: body.data, headers: response.headers } : { reason: `it answered ${response.status}` }
  } catch (error) {
    return {
      reason: error instanceof Error && error.name === 'TimeoutError' ? 'no answer in 5 seconds' : 'no connection',
    }
  }
}

function unreachable(reason: string): Finding {
  return {
    name: 'Slack',
    state: 'problem',
    finding: `cannot be reached: ${reason}`,
    advice: 'Look at the network and at a proxy in between, and at SLACK_API_URL where it is set.',
  }
}

function tokenRefused(setting: string, error = 'no reason given'): Finding {
  const isAppToken = setting === 'SLACK_APP_TOKEN'
  return {
    name: 'Slack',
    state: 'problem',
    finding: `${setting} is not accepted (${error})`,
    advice: isAppToken
      ? 'Make an app-level token with connections:write under Basic Information.'
      : 'Reinstall the app under Install App, and copy its bot token.',
  }
}

/** Slack names the granted scopes in a header; where it does not, nothing can be said about them. */
function scopes(headers: Headers): Finding[] {
  const granted = headers.get('x-oauth-scopes')?.split(/\s*,\s*/)
  if (!granted) return []
  const lacking = (wanted: Readonly<Record<string, string>>) =>
    Object.entries(wanted).flatMap(([scope, why]) => (granted.includes(scope) ? [] : [`${scope} (${why})`]))
  const missing = lacking(REQUIRED_SCOPES)
  const refused = lacking(OPTIONAL_SCOPES)
  const advice = 'Add them to the app (introdesk manifest slack lists them all) and reinstall it.'
  if (missing.length > 0)
    return [{ name: 'Slack scopes', state: 'problem', finding: `missing: ${missing.join('; ')}`, advice }]
  if (refused.length > 0)
    return [{ name: 'Slack scopes', state: 'note', finding: `without the optional ${refused.join('; ')}`, advice }]
  return [{ name: 'Slack scopes', state: 'ok', finding: 'all granted' }]
}

function clockSkew(headers: Headers, clock: Clock): Finding[] {
  const theirs = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(theirs)) return []
  const skewS = Math.round((clock.now().getTime() - theirs) / 1000)
  if (Math.abs(skewS) <= SKEW_S) return [{ name: 'Clock', state: 'ok', finding: 'agrees with Slack’s' }]
  return [
    {
      name: 'Clock',
      state: 'problem',
      finding: `${Math.abs(skewS)} seconds ${skewS > 0 ? 'ahead of' : 'behind'} Slack’s: signed requests look stale or forged`,
      advice: 'Let the machine set its clock over the network (NTP).',
    },
  ]
}
