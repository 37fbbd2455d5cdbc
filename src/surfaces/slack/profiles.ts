import type { webApi } from '@slack/bolt'
import { within } from '../../app/deadline.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Log } from '../../kit/log.ts'
import type { ActorClaim } from '../../kit/person.ts'
import type { Grant } from './tokens.ts'

/** What a profile adds to what a click says: time zone, language, real name, whether they belong to another company. */
export interface Profiles {
  /** The claim with what is known; a profile that is not known yet is waited for a moment and kept for the next time. */
  complete(grant: Grant, claim: ActorClaim): Promise<ActorClaim>
  /** Their language, however long Slack takes to say it: for what nobody waits for. */
  localeOf(grant: Grant, externalId: string): Promise<string | undefined>
  /** After somebody changed theirs. */
  forget(grant: Grant, externalId: string): void
}

const KEPT_MS = 24 * 3_600_000
const FAILED_KEPT_MS = 60_000
const KNOWN_AT_MOST = 20_000
/** Nobody waits for a profile: an answer in time matters more than their zone, which is known the next time. */
const WAIT_MS = 250

export function createProfiles(clock: Clock, log: Log): Profiles {
  const known = new Map<string, { readonly profile: Promise<Partial<ActorClaim>>; until: number }>()
  const keyOf = ({ installation }: Grant, externalId: string) => `${installation}/${externalId}`
  const profileOf = (grant: Grant, claim: ActorClaim): Promise<Partial<ActorClaim>> => {
    const { installation } = grant
    const key = keyOf(grant, claim.externalId)
    const now = clock.now().getTime()
    const kept = known.get(key)
    const entry = kept && kept.until > now ? kept : { profile: fetchProfile(grant, claim), until: now + KEPT_MS }
    if (entry !== kept) {
      if (known.size >= KNOWN_AT_MOST) known.clear()
      known.set(key, entry)
    }
    return entry.profile.catch((error: unknown) => {
      log.debug({ error, installation }, 'A profile could not be read')
      entry.until = Math.min(entry.until, now + FAILED_KEPT_MS)
      return {}
    })
  }
  return {
    forget: (grant, externalId) => void known.delete(keyOf(grant, externalId)),
    complete: async (grant, claim) => ({ ...claim, ...(await within(WAIT_MS, profileOf(grant, claim))) }),
    localeOf: async (grant, externalId) => (await profileOf(grant, { externalId })).locale,
  }
}

async function fetchProfile(grant: Grant, claim: ActorClaim): Promise<Partial<ActorClaim>> {
  const { user } = await grant.client.users.info({ user: claim.externalId, include_locale: true })
  if (!user) return {}
  const name = user.profile?.real_name || user.real_name || user.name
  return {
    ...(name && { name }),
    ...(user.tz && { timeZone: user.tz }),
    ...(user.locale && { locale: user.locale }),
    ...(isOutsider(user, grant) && { external: true }),
  }
}

type User = NonNullable<webApi.UsersInfoResponse['user']>

/**
 * Whether somebody belongs to another company (Slack Connect). Within an organisation the organisation counts, because its people
 * are in many workspaces. `is_stranger` alone says too little: it is false for whoever shares a channel with us.
 */
function isOutsider({ is_stranger, team_id, enterprise_user }: User, { teamId, enterpriseId }: Grant): boolean {
  if (is_stranger) return true
  if (enterpriseId)
    return enterprise_user?.enterprise_id !== undefined && enterprise_user.enterprise_id !== enterpriseId
  return teamId !== undefined && team_id !== undefined && team_id !== teamId
}
