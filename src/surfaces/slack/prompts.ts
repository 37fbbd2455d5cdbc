import type { Registry } from '../../app/registry.ts'
import type { Starter } from '../../kit/contracts.ts'
import type { Log } from '../../kit/log.ts'
import type { Profiles } from './profiles.ts'
import type { Grant } from './tokens.ts'
import { isRateLimited, platformError } from './web-api.ts'

/** Slack shows four at most (docs.slack.dev, assistant.threads.setSuggestedPrompts). */
const SHOWN_AT_MOST = 4

/** What Slack suggests to say in the Messages tab: what the domains propose, in this language. */
export function promptsFor({ commands }: Registry, locale: string): readonly Starter[] {
  return commands.flatMap(({ contract }) => contract.starters?.(locale) ?? []).slice(0, SHOWN_AT_MOST)
}

/**
 * To somebody who opens the Messages tab: the same in their own language. The manifest knows one language for all, and stands where
 * this fails. Without a thread, because with one an app that is an agent is silently not heard.
 */
export async function suggestPrompts(
  { registry, profiles, log }: { registry: Registry; profiles: Profiles; log: Log },
  grant: Grant,
  to: { readonly user: string; readonly channel: string },
): Promise<void> {
  const locale = await profiles.localeOf(grant, to.user)
  const prompts = promptsFor(registry, locale ?? 'en')
  if (prompts.length === 0) return
  try {
    await grant.client.assistant.threads.setSuggestedPrompts({ channel_id: to.channel, prompts: [...prompts] })
  } catch (error) {
    const reason = platformError(error)
    if (!reason && !isRateLimited(error)) throw error
    log.info({ installation: grant.installation, reason }, 'Slack took no suggestions; those of the manifest stand')
  }
}
