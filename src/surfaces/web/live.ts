import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { lookAround, type TownNow } from './look-around.ts'
import type { Playground } from './playground.ts'
import { REGIONS, type Region, renderRegion } from './render-town.ts'
import { viewFromQuery } from './view.ts'

/** Even when nobody says that something changed: times such as "in 3 min" grow old, and another process may have worked. */
const LOOK_AGAIN_MS = 15_000
/** After a lost connection the browser comes back this soon. */
const RETRY_MS = 1_000

export type Regions = ReadonlyMap<Region, { readonly html: string; readonly hash: string }>

export function renderRegions(town: TownNow, playground: Pick<Playground, 'renderers' | 'opening'>): Regions {
  return new Map(
    REGIONS.map((region) => {
      const html = renderRegion(region, town, playground).toString()
      return [region, { html, hash: createHash('sha256').update(html).digest('base64url').slice(0, 8) }]
    }),
  )
}

/** What a page has seen: the hashes of its regions, in their order. It is also the id of the last event. */
export const seenTag = (regions: Regions): string => REGIONS.map((region) => regions.get(region)?.hash ?? '').join('.')

/** Sends each region of the page anew when it has changed: in order, never older than one already sent. */
export function liveRoute(playground: Playground, c: Context): Response {
  const query = new URL(c.req.url).searchParams
  const view = viewFromQuery(query)
  const known = (c.req.header('last-event-id') ?? query.get('seen') ?? '').split('.')
  const seen = new Map(REGIONS.map((region, index) => [region, known[index] ?? '']))
  const alarm = createAlarm()
  const stopListening = playground.onChange(alarm.ring)
  const follow = async (stream: SSEStreamingApi) => {
    stream.onAbort(alarm.ring)
    await stream.writeSSE({ event: 'hello', data: '', retry: RETRY_MS })
    while (!stream.aborted && !playground.closing.aborted) {
      const regions = renderRegions(await lookAround(playground, view), playground)
      for (const [region, { html, hash }] of regions) {
        if (seen.get(region) === hash) continue
        seen.set(region, hash)
        await stream.writeSSE({ event: region, data: html, id: [...seen.values()].join('.') })
      }
      await alarm.wait(LOOK_AGAIN_MS)
    }
  }
  return streamSSE(
    c,
    (stream) => follow(stream).finally(stopListening),
    async (error) => playground.log.warn({ error }, 'A live page could not be redrawn; it asks again in a second'),
  )
}

/** Many rings while somebody is busy are one ring when they wait again. */
function createAlarm() {
  let isRinging = false
  let wake = () => {}
  return {
    ring() {
      isRinging = true
      wake()
    },
    async wait(ms: number) {
      if (!isRinging) {
        const { promise, resolve } = Promise.withResolvers<void>()
        const timer = setTimeout(resolve, ms)
        wake = resolve
        await promise
        clearTimeout(timer)
      }
      isRinging = false
    },
  }
}
