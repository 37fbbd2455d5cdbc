import type { types } from '@slack/bolt'
import type { App } from '../../app/app.ts'
import type { Ports } from '../../app/ports.ts'
import type { Log } from '../../kit/log.ts'
import type { Profiles } from './profiles.ts'
import { renderHome } from './render-home.ts'
import { readerFor } from './scene.ts'
import type { Grant, Grants } from './tokens.ts'
import { platformError } from './web-api.ts'

export interface HomeParts {
  readonly app: App
  readonly ports: Ports
  readonly profiles: Profiles
  readonly grants: Grants
  readonly log: Log
}

/**
 * Publishes a person's Home tab as it is now. While one is on its way, further wishes for the same person become one more run:
 * a burst of changes ends with the last state, not with a burst of views.
 */
export function homePublisher(parts: HomeParts): (installation: string, externalId: string) => Promise<void> {
  const running = new Map<string, { again: boolean; readonly done: Promise<void> }>()
  const hashes = new Map<string, string>()
  return (installation, externalId) => {
    const key = keyOf({ installation, externalId })
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
        await publish(parts, hashes, { installation, externalId })
      } while (run.again)
    }
    publishAll()
      .finally(() => running.delete(key))
      .then(resolve, reject)
    return promise
  }
}

/** A person who cannot have a home (a guest elsewhere, a bot, a removed app) is no reason to fail. */
async function publish(parts: HomeParts, hashes: Map<string, string>, to: Person): Promise<void> {
  const { installation, externalId } = to
  // Whoever opens Home once Slack is connected gets it as it is then.
  const grant = parts.grants.isUp() ? await parts.grants.of(installation) : null
  if (!grant) return
  const key = keyOf(to)
  try {
    await draw(parts, grant, { externalId, hashes, key })
  } catch (error) {
    const reason = platformError(error)
    if (!reason) throw error
    parts.log.warn({ installation, reason }, 'A home could not be published')
  }
}

/** Over the view that we know: where another process published one since, what is true now is drawn once more, over anything. */
async function draw(
  parts: HomeParts,
  grant: Grant,
  about: { externalId: string; hashes: Map<string, string>; key: string },
): Promise<void> {
  const { externalId, hashes, key } = about
  const view = await viewFor(parts, grant, externalId)
  if (!view) return
  const hash = hashes.get(key)
  hashes.delete(key)
  try {
    const published = await grant.client.views.publish({ user_id: externalId, view, ...(hash && { hash }) })
    if (published.view?.hash) remember(hashes, key, published.view.hash)
  } catch (error) {
    if (!hash || platformError(error) !== 'hash_conflict') throw error
    await draw(parts, grant, about)
  }
}

async function viewFor(parts: HomeParts, grant: Grant, externalId: string): Promise<types.HomeView | null> {
  const { app, ports } = parts
  const { installation } = grant
  const about = { id: ports.ids.next(), surface: 'slack' as const, installation, actor: { externalId } }
  const reply = await app.dispatch({ kind: 'home', ...about })
  if (reply.kind !== 'home') return null
  const reader = await readerFor(parts, grant, { claim: { externalId }, shown: reply.home })
  return renderHome(reply.home, reader)
}

function remember(hashes: Map<string, string>, key: string, hash: string): void {
  if (hashes.size >= KNOWN_AT_MOST) hashes.clear()
  hashes.set(key, hash)
}

const KNOWN_AT_MOST = 20_000

interface Person {
  readonly installation: string
  readonly externalId: string
}

const keyOf = ({ installation, externalId }: Person) => `${installation}/${externalId}`
