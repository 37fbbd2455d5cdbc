import { setTimeout as wait } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { WorkspaceId } from '../../kit/brand.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Log } from '../../kit/log.ts'
import type { Seal } from '../../kit/seal.ts'
import type { Connection } from './connection.ts'
import { claimRenewal, type InstallationDetails, installationBy, saveRenewed, sealedFor } from './installation-store.ts'
import { clientOptions, clientsFor, isEnded, platformError } from './web-api.ts'

/** What lets us act in a workspace. */
export interface Grant {
  readonly installation: string
  /** The desk that it is for. */
  readonly workspaceId: WorkspaceId
  readonly token: string
  readonly botId?: string
  readonly botUserId?: string
  /** The workspace of Slack that it is for; none for a whole organisation. */
  readonly teamId?: string
  readonly enterpriseId?: string
  /** Workspaces of the organisation in which the app may not act any more. */
  readonly closedTeams: readonly string[]
  readonly scopes: readonly string[]
  readonly client: webApi.WebClient
  /** For what a person waits for with a trigger in hand. */
  readonly quick: webApi.WebClient
}

/** Finds the grant of an installation; null where the app is not, or no longer, installed. */
export interface Grants {
  of(installation: string): Promise<Grant | null>
  /** After an install or a removal. */
  forget(installation: string): void
  /** Whether it is known yet whose tokens these are. */
  isUp(): boolean
}

export const storedSecrets = z.object({
  token: z.string(),
  refreshToken: z.string().optional(),
  expiresAt: z.coerce.date().optional(),
})

/**
 * Through which install somebody spoke. A team with a desk of its own keeps it, though its organisation has one too; where both
 * are one desk, Slack says which of the two was meant.
 */
export async function grantFor(
  grants: Grants,
  said: { teamId?: string | undefined; enterpriseId?: string | undefined; isEnterpriseInstall?: boolean | undefined },
): Promise<Grant | null> {
  const { teamId, enterpriseId, isEnterpriseInstall } = said
  const own = teamId ? await grants.of(teamId) : null
  const whole = enterpriseId ? await grants.of(enterpriseId) : null
  const isOneDesk = own?.workspaceId === whole?.workspaceId
  const found = own && !(isEnterpriseInstall && isOneDesk) ? own : whole
  return found && teamId && found.closedTeams.includes(teamId) ? null : found
}

/** Whether Slack still takes the token of a place. */
export async function isGood(grants: Grants, installation: string): Promise<boolean> {
  const grant = await grants.of(installation)
  if (!grant) return false
  try {
    await grant.client.auth.test()
    return true
  } catch (error) {
    if (!isEnded(error)) throw error
    return false
  }
}

export interface GrantParts {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly apiUrl: string | undefined
  readonly seal: Seal
  readonly clientId: string
  readonly clientSecret: string
}

/** How long a grant is used before the database is asked again: another replica may have seen its removal. */
const CACHE_MS = 60_000
/** A token is renewed this long before it ends, so that the old one still serves those who wait. */
const RENEW_BEFORE_MS = 30 * 60_000
const RENEWAL_LEASE_MS = 30_000
const LOOK_AGAIN_MS = 200

/** One workspace, its token from the environment. */
export function singleGrant({ made, isUp }: Pick<Connection<Grant>, 'made' | 'isUp'>): Grants {
  return {
    async of(installation) {
      const grant = await made
      return installation === grant.installation ? grant : null
    },
    forget() {},
    isUp,
  }
}

/** Many workspaces, their tokens sealed in the database and renewed there. */
export function storedGrants(parts: GrantParts): Grants {
  const cached = new Map<string, { readonly grant: Promise<Grant | null>; readonly until: number }>()
  return {
    of(installation) {
      const now = parts.clock.now().getTime()
      const known = cached.get(installation)
      if (known && known.until > now) return known.grant
      const grant = load(parts, installation)
      cached.set(installation, { grant, until: now + CACHE_MS })
      // What failed is not remembered.
      grant.then((found) => found ?? cached.delete(installation)).catch(() => cached.delete(installation))
      return grant
    },
    forget: (installation) => void cached.delete(installation),
    isUp: () => true,
  }
}

async function load(parts: GrantParts, installation: string): Promise<Grant | null> {
  const row = await installationBy(parts.db, installation)
  if (!row?.isActive || !row.secrets) return null
  const secrets = storedSecrets.parse(JSON.parse(parts.seal.open(row.secrets, sealedFor(installation))))
  const endsSoon = secrets.expiresAt && secrets.expiresAt.getTime() - parts.clock.now().getTime() < RENEW_BEFORE_MS
  const { details, workspaceId } = row
  if (!endsSoon || !secrets.refreshToken)
    return toGrant(parts, { installation, workspaceId, token: secrets.token, details })
  return renew(parts, { installation, workspaceId, sealed: row.secrets, secrets, details })
}

interface Renewal {
  readonly installation: string
  readonly workspaceId: WorkspaceId
  readonly sealed: string
  readonly secrets: z.output<typeof storedSecrets>
  readonly details: InstallationDetails
}

/**
 * A refresh token works once, so one process renews: it takes a lease in the row, and nothing is locked while Slack is asked.
 * The others go on with the old token, or wait when that has ended.
 */
async function renew(parts: GrantParts, renewal: Renewal): Promise<Grant | null> {
  const { installation, sealed, secrets } = renewal
  const now = parts.clock.now()
  const until = new Date(now.getTime() + RENEWAL_LEASE_MS)
  if (await claimRenewal(parts.db, installation, { secrets: sealed, until, now })) return renewNow(parts, renewal)
  if (secrets.expiresAt && secrets.expiresAt > now) return toGrant(parts, { ...renewal, token: secrets.token })
  await wait(LOOK_AGAIN_MS)
  return load(parts, installation)
}

async function renewNow(parts: GrantParts, renewal: Renewal): Promise<Grant | null> {
  const { installation, sealed, secrets } = renewal
  const { db, clock, log, seal, apiUrl, clientId, clientSecret } = parts
  try {
    const answer = await new webApi.WebClient(undefined, clientOptions(apiUrl, log)).oauth.v2.access({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'refresh_token',
      refresh_token: secrets.refreshToken ?? '',
    })
    const token = answer.access_token ?? secrets.token
    const renewed = JSON.stringify({
      token,
      refreshToken: answer.refresh_token ?? secrets.refreshToken,
      ...(answer.expires_in && { expiresAt: new Date(clock.now().getTime() + answer.expires_in * 1000) }),
    })
    await saveRenewed(db, installation, { old: sealed, renewed: seal.seal(renewed, sealedFor(installation)) })
    return toGrant(parts, { ...renewal, token })
  } catch (error) {
    log.warn({ installation, reason: platformError(error) ?? 'no answer' }, 'Slack did not renew the token')
    return toGrant(parts, { ...renewal, token: secrets.token })
  }
}

function toGrant(
  { apiUrl, log }: Pick<GrantParts, 'apiUrl' | 'log'>,
  known: { installation: string; workspaceId: WorkspaceId; token: string; details: InstallationDetails },
): Grant {
  const { installation, workspaceId, token, details } = known
  return {
    installation,
    workspaceId,
    token,
    scopes: details.scopes,
    closedTeams: Object.entries(details.teams).flatMap(([team, { isOpen }]) => (isOpen ? [] : [team])),
    ...(!details.isEnterprise && { teamId: installation }),
    ...(details.enterpriseId && { enterpriseId: details.enterpriseId }),
    ...clientsFor(token, apiUrl, log),
    ...(details.botId && { botId: details.botId }),
    ...(details.botUserId && { botUserId: details.botUserId }),
  }
}
