import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { webApi } from '@slack/bolt'
import type { Clock } from '../../kit/clock.ts'
import type { Log } from '../../kit/log.ts'
import type { Seen } from './seen.ts'
import { clientOptions, platformError } from './web-api.ts'
import { installExpired, installed, installRefused } from './words.ts'

/** "Add to Slack", for many workspaces: OAuth v2 with a state that is signed, ours for ten minutes, used once, and bound to the browser. */
export interface Install {
  /** `GET /slack/install` */
  begin(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** `GET /slack/oauth_redirect` */
  finish(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** What Slack gave, ready to be kept. */
export interface NewInstallation {
  readonly installation: string
  readonly isEnterprise: boolean
  /** The organisation that the workspace belongs to, or that the app was installed in. */
  readonly enterpriseId?: string
  readonly name: string
  readonly token: string
  readonly refreshToken?: string
  readonly expiresInS?: number
  readonly scopes: readonly string[]
  readonly botUserId?: string
  readonly appId?: string
  readonly installerId?: string
}

export interface InstallParts {
  readonly clientId: string
  readonly clientSecret: string
  readonly apiUrl: string | undefined
  readonly authorizeUrl: string | undefined
  readonly scopes: readonly string[]
  publicUrl(): string
  readonly clock: Clock
  readonly states: Seen
  readonly log: Log
  keep(given: NewInstallation): Promise<void>
}

const STATE_FOR_S = 10 * 60
const COOKIE = 'introdesk_slack_install'
const AUTHORIZE_URL = 'https://slack.com/oauth/v2/authorize'

export function createInstall(parts: InstallParts): Install {
  return {
    async begin(_request, response) {
      const nonce = randomBytes(24).toString('base64url')
      const endsAt = Math.floor(parts.clock.now().getTime() / 1000) + STATE_FOR_S
      const url = new URL(parts.authorizeUrl ?? AUTHORIZE_URL)
      url.searchParams.set('client_id', parts.clientId)
      url.searchParams.set('scope', parts.scopes.join(','))
      url.searchParams.set('redirect_uri', redirectUri(parts))
      url.searchParams.set('state', `${nonce}.${endsAt}.${sign(parts, nonce, endsAt)}`)
      response
        .writeHead(302, {
          location: url.href,
          'set-cookie': cookie(parts, nonce, STATE_FOR_S),
          'cache-control': 'no-store',
        })
        .end()
    },
    async finish(request, response) {
      const query = new URL(request.url ?? '', 'http://desk').searchParams
      const code = query.get('code')
      if (!(await isOurState(parts, request, query.get('state') ?? '')))
        return page(parts, response, 400, installExpired)
      if (!code) return page(parts, response, 200, installRefused)
      const given = await exchange(parts, code)
      if (!given) return page(parts, response, 400, installRefused)
      await parts.keep(given)
      return page(parts, response, 200, installed(given.name))
    },
  }
}

async function exchange(parts: InstallParts, code: string): Promise<NewInstallation | null> {
  const client = new webApi.WebClient(undefined, clientOptions(parts.apiUrl, parts.log))
  try {
    const answer = await client.oauth.v2.access({
      client_id: parts.clientId,
      client_secret: parts.clientSecret,
      code,
      redirect_uri: redirectUri(parts),
    })
    const isEnterprise = answer.is_enterprise_install === true
    const place = isEnterprise ? answer.enterprise : answer.team
    if (!place?.id || !answer.access_token) return null
    return {
      installation: place.id,
      isEnterprise,
      name: place.name ?? place.id,
      token: answer.access_token,
      scopes: (answer.scope ?? '').split(',').filter(Boolean),
      ...(answer.enterprise?.id && { enterpriseId: answer.enterprise.id }),
      ...(answer.refresh_token && { refreshToken: answer.refresh_token }),
      ...(answer.expires_in && { expiresInS: answer.expires_in }),
      ...(answer.bot_user_id && { botUserId: answer.bot_user_id }),
      ...(answer.app_id && { appId: answer.app_id }),
      ...(answer.authed_user?.id && { installerId: answer.authed_user.id }),
    }
  } catch (error) {
    parts.log.warn({ reason: platformError(error) ?? 'no answer' }, 'Slack did not finish an installation')
    return null
  }
}

async function isOurState(parts: InstallParts, request: IncomingMessage, state: string): Promise<boolean> {
  const [nonce = '', endsAt = '', signature = ''] = state.split('.')
  const expected = sign(parts, nonce, Number(endsAt))
  if (!isSame(expected, signature) || parts.clock.now().getTime() / 1000 > Number(endsAt)) return false
  const cookies = (request.headers.cookie ?? '').split(/;\s*/)
  if (!cookies.includes(`${COOKIE}=${nonce}`)) return false
  return parts.states.isFirst(`slack install ${nonce}`)
}

function sign({ clientSecret }: InstallParts, nonce: string, endsAt: number): string {
  return createHmac('sha256', clientSecret).update(`introdesk install ${nonce} ${endsAt}`).digest('base64url')
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function redirectUri(parts: InstallParts): string {
  return `${parts.publicUrl()}/slack/oauth_redirect`
}

function cookie(parts: InstallParts, nonce: string, maxAgeS: number): string {
  const secure = parts.publicUrl().startsWith('https:') ? '; Secure' : ''
  return `${COOKIE}=${nonce}; Max-Age=${maxAgeS}; Path=/slack; HttpOnly; SameSite=Lax${secure}`
}

function page(parts: InstallParts, response: ServerResponse, status: number, sentence: string): void {
  const words = sentence.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'set-cookie': cookie(parts, '', 0),
      'cache-control': 'no-store',
    })
    .end(
      `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Introdesk</title>` +
        `<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}</style>` +
        `<h1>Introdesk</h1><p>${words}</p>`,
    )
}
