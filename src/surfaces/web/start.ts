import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Ids } from '../../kit/ids.ts'
import type { Log } from '../../kit/log.ts'
import type { Surface } from '../../kit/surface.ts'
import { loadAssets } from './assets.ts'
import { type GrowingCards, type Post, paperMailSurface, webSurface } from './deliver.ts'
import type { Desk, OtherRenderers } from './desk.ts'
import { linkRoutes } from './link-pages.ts'
import { playgroundRoutes } from './playground.ts'
import type { Opening } from './render-town.ts'

export interface WebParts {
  readonly db: Db
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly renderers: OtherRenderers
  /** Where the links of this desk point; known once the port is. */
  readonly publicUrl: () => string
  readonly playground: 'on' | 'off' | 'public'
  /** True where a mail server is configured: then mail is sent, else the playground shows what would have been. */
  readonly hasMailServer: boolean
  /** What a newcomer says first. */
  readonly opening: Opening
}

/** The browser as a platform: where cards are kept, and the pages that show them. */
export interface WebSurface {
  /** To be added to the app before its worker starts. */
  readonly surfaces: readonly Surface[]
  /** Answers everything below `/playground` and `/l`. */
  handler(desk: Desk): (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** Ends the live connections, which would otherwise hold the front door open. Pages come back by themselves. */
  stop(): void
}

export function createWebSurface(parts: WebParts): WebSurface {
  const { db, clock, ids } = parts
  const listeners = new Set<() => void>()
  const closing = new AbortController()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const post: Post = { db, clock, ids, changed }
  const growing: GrowingCards = new Map()
  const hasPlayground = parts.playground !== 'off'
  return {
    surfaces: hasPlayground
      ? [webSurface(post, growing), ...(parts.hasMailServer ? [] : [paperMailSurface(post)])]
      : [],
    handler(desk) {
      const onChange = (listener: () => void) => {
        listeners.add(listener)
        const stop = desk.inspector.onChange(listener)
        return () => {
          listeners.delete(listener)
          stop()
        }
      }
      const listener = getRequestListener(
        routesFor(parts, { desk, post, growing, onChange, closing: closing.signal }).fetch,
      )
      return async (request, response) => void (await listener(request, response))
    },
    stop() {
      closing.abort()
      changed()
    },
  }
}

interface Wiring {
  readonly desk: Desk
  readonly post: Post
  readonly growing: GrowingCards
  readonly onChange: (listener: () => void) => () => void
  readonly closing: AbortSignal
}

function routesFor(parts: WebParts, { desk, post, growing, onChange, closing }: Wiring): Hono {
  const { db, ids, log, renderers, opening, publicUrl } = parts
  const assets = loadAssets()
  const routes = new Hono()
  routes.route('/l', linkRoutes({ ...desk, now: () => desk.clock.now() }, assets('base.css')?.body ?? ''))
  if (parts.playground !== 'off') {
    const isOurLink = (href: string) => href.startsWith(`${publicUrl()}/l/`)
    const playground = {
      log,
      desk,
      db,
      post,
      growing,
      renderers,
      opening,
      assets,
      onChange,
      closing,
      isOurLink,
      newId: () => ids.next(),
    }
    routes.route('/playground', playgroundRoutes(playground, parts.playground === 'public'))
  }
  routes.notFound((c) => c.text('There is nothing here.', 404))
  routes.onError((error, c) => {
    // The rest of a link's address is its secret.
    log.error({ error, page: `/${c.req.path.split('/')[1]}` }, 'A page failed')
    return c.text(
      'Something went wrong on our side. What you did last may not be saved; please look before you do it again.',
      500,
    )
  })
  return routes
}
