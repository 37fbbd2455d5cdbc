import type { webApi } from '@slack/bolt'
import type { Log } from '../../kit/log.ts'
import type { Thread } from './places.ts'
import { platformError } from './web-api.ts'

/**
 * What Slack shows of an agent at work: the thread "is being worked on", with a stop button, until we say that it is not. It is
 * a courtesy: a workspace that does not know it loses nothing but the sign.
 */
export interface Sessions {
  tell(client: webApi.WebClient, session: Session): Promise<void>
}

/** What an agent's session is doing (docs.slack.dev, "Agent sessions"). `suspended`: people have to act before it goes on. */
export type SessionStatus = 'active' | 'processing' | 'suspended'

export interface Session {
  readonly installation: string
  readonly thread: Thread
  readonly status: SessionStatus
  readonly title: string
  readonly user: string
}

const TITLE_CHARS = 200
/** Threads whose status this process remembers, so that a redraw of an old card is no call. */
const MOST_REMEMBERED = 1_000

export function createSessions(log: Log): Sessions {
  const told = new Map<string, SessionStatus>()
  const refused = new Set<string>()
  return {
    async tell(client, { installation, thread: at, status, title, user }) {
      const key = `${at.channel}:${at.thread}`
      if (refused.has(installation) || told.get(key) === status) return
      const session = { title: title.slice(0, TITLE_CHARS), initiator_user_id: user }
      try {
        await client.agents.sessions.setStatus({ channel_id: at.channel, thread_ts: at.thread, status, ...session })
        told.delete(key)
        told.set(key, status)
        for (const [oldest] of told) {
          if (told.size <= MOST_REMEMBERED) break
          told.delete(oldest)
        }
      } catch (error) {
        const reason = platformError(error)
        log.info({ installation, reason }, 'Slack took no status of a session')
        if (reason) refused.add(installation)
      }
    },
  }
}
