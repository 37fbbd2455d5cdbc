import type { App } from '../../app/app.ts'
import type { Ids } from '../../kit/ids.ts'
import type { Log } from '../../kit/log.ts'
import { renderHome } from './render-home.ts'
import type { Grants } from './tokens.ts'
import { platformError } from './web-api.ts'

export interface HomeParts {
  readonly app: App
  readonly ids: Ids
  readonly grants: Grants
  readonly log: Log
}

/**
 * Publishes a person's Home tab as it is now. While one is on its way, further wishes for the same person become one more run:
 * a burst of changes ends with the last state, not with a burst of views.
 */
export function homePublisher(parts: HomeParts): (installation: string, externalId: string) => Promise<void> {
  const running = new Map<string, { again: boolean; readonly done: Promise<void> }>()
  return (installation, externalId) => {
    const key = `${installation}/${externalId}`
    const known = running.get(key)
    if (known) {
      known.again = true
      return known.done
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const run = { again: false, done: promise }
    running.set(key, run)
    const publishAll = async () => {
      do {
        run.again = false
        await publish(parts, installation, externalId)
      } while (run.again)
    }
    publishAll()
      .finally(() => running.delete(key))
      .then(resolve, reject)
    return promise
  }
}

/** A person who cannot have a home (a guest elsewhere, a bot, a removed app) is no reason to fail. */
async function publish({ app, ids, grants, log }: HomeParts, installation: string, externalId: string): Promise<void> {
  const grant = await grants.of(installation)
  if (!grant) return
  const reply = await app.dispatch({
    kind: 'home',
    id: ids.next(),
    surface: 'slack',
    installation,
    actor: { externalId },
  })
  if (reply.kind !== 'home') return
  const view = renderHome(reply.home, { timeZone: 'UTC', locale: 'en', mentions: new Map() })
  try {
    await grant.client.views.publish({ user_id: externalId, view })
  } catch (error) {
    const reason = platformError(error)
    if (!reason) throw error
    log.warn({ installation, reason }, 'A home could not be published')
  }
}
