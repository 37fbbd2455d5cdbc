import { webApi } from '@slack/bolt'
import type { App } from '../../app/app.ts'
import type { Ports } from '../../app/ports.ts'
import { connect, settleIn } from '../../app/tenancy.ts'
import type { Log } from '../../kit/log.ts'
import type { Seal } from '../../kit/seal.ts'
import { type InstallationDetails, sealedFor } from './installation-store.ts'
import type { NewInstallation } from './oauth.ts'
import { welcome } from './onboarding.ts'
import { deskOfTeams, handOver } from './organisation-store.ts'
import type { Grant, Grants } from './tokens.ts'
import { clientOptions, clientsFor, platformError } from './web-api.ts'

/** Looks who the token belongs to, and connects that workspace of Slack to one of ours. Fails with the reason where it is not accepted. */
export async function connectTeam(
  ports: Ports,
  given: { token: string; apiUrl: string | undefined; log: Log },
): Promise<Grant> {
  const clients = clientsFor(given.token, given.apiUrl, given.log)
  const who = await clients.client.auth.test().catch((error: unknown) => {
    const reason = platformError(error)
    if (!reason) throw error
    throw new Error(`Slack does not accept SLACK_BOT_TOKEN (${reason}). Reinstall the app and copy its bot token.`, {
      cause: error,
    })
  })
  const installation = who.is_enterprise_install ? who.enterprise_id : who.team_id
  if (!installation) throw new Error('Slack does not say which workspace SLACK_BOT_TOKEN belongs to.')
  const scopes = who.response_metadata?.scopes ?? []
  const details = {
    name: who.team ?? installation,
    ...(who.bot_id && { botId: who.bot_id }),
    ...(who.user_id && { botUserId: who.user_id }),
    scopes,
  }
  // Where the token is one for all, Slack and Discord meet in the one workspace that there is.
  const place = { surface: 'slack', externalId: installation, name: details.name, details } as const
  const workspaceId = await connect(ports, place, { joins: true })
  return {
    installation,
    workspaceId,
    token: given.token,
    scopes,
    ...clients,
    closedTeams: [],
    ...(who.team_id && { teamId: who.team_id }),
    ...(who.enterprise_id && { enterpriseId: who.enterprise_id }),
    ...(who.bot_id && { botId: who.bot_id }),
    ...(who.user_id && { botUserId: who.user_id }),
  }
}

export interface KeepParts {
  readonly ports: Ports
  readonly app: App
  readonly seal: Seal
  readonly grants: Grants
  readonly apiUrl: string | undefined
  readonly log: Log
}

/** A workspace of its own for each team; one that comes back finds what it left. Whoever installed it is its first administrator. */
export async function keepInstallation(parts: KeepParts, given: NewInstallation): Promise<void> {
  const { ports, app, seal, grants, apiUrl, log } = parts
  const { installation, installerId, botUserId, appId } = given
  const client = new webApi.WebClient(given.token, clientOptions(apiUrl, log))
  const [bot, installer] = await Promise.all([client.auth.test(), installerId ? profileOf(client, installerId) : null])
  const db = ports.database.reader
  const now = ports.clock.now()
  const expiresAt = given.expiresInS && new Date(now.getTime() + given.expiresInS * 1000)
  const secrets = { token: given.token, refreshToken: given.refreshToken, ...(expiresAt && { expiresAt }) }
  const details: Omit<InstallationDetails, 'name'> = {
    scopes: [...given.scopes],
    isEnterprise: given.isEnterprise,
    enterpriseId: given.enterpriseId,
    teams: {},
    botId: bot.bot_id,
    botUserId: botUserId ?? bot.user_id,
    appId,
    installerId,
  }
  const place = {
    ...{ surface: 'slack' as const, externalId: installation, name: given.name, details },
    ...(installer?.timeZone && { timeZone: installer.timeZone }),
    secrets: seal.seal(JSON.stringify(secrets), sealedFor(installation)),
  }
  const { isNew } = await settleIn(ports, place, {
    joins: false,
    heir: async (db) => (given.isEnterprise ? deskOfTeams(db, installation) : null),
    settled: handOver,
  })
  grants.forget(installation)
  log.info({ installation, again: !isNew }, 'The app was installed in a workspace of Slack')
  const workspace = await ports.directory.workspaceOf(db, 'slack', installation)
  const grant = await grants.of(installation)
  if (!workspace || !grant || !installerId) return
  const claim = { externalId: installerId, ...installer }
  const { roles } = await ports.directory.recognise(db, { workspace, surface: 'slack', installation, claim, now })
  // Whoever installs the app for a desk that others look after has nothing to set up.
  if (roles.includes('admin')) await welcome(grant, { installerId, workspace: given.name, registry: app.registry, log })
}

async function profileOf(
  client: webApi.WebClient,
  user: string,
): Promise<{ name?: string; timeZone?: string; locale?: string }> {
  const answer = await client.users.info({ user, include_locale: true }).catch(() => null)
  const { real_name, tz, locale } = answer?.user ?? {}
  return { ...(real_name && { name: real_name }), ...(tz && { timeZone: tz }), ...(locale && { locale }) }
}
