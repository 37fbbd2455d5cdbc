import { DefaultRestOptions, REST, type RequestData, type RouteLike, Routes } from 'discord.js'
import type { Log } from '../../kit/log.ts'
import type { DiscordMessage } from './components.ts'
import { CODE, statusOf } from './failures.ts'
import { DISCORD } from './limits.ts'
import { OnHold } from './on-hold.ts'

/** Discord's REST API with what the library leaves to us: nothing is repeated blindly, refusals are counted, a 401 is survived. */
export interface DiscordApi {
  readonly rest: REST
  get(route: RouteLike, query?: URLSearchParams): Promise<unknown>
  post(route: RouteLike, body: object): Promise<unknown>
  patch(route: RouteLike, body: object): Promise<unknown>
  put(route: RouteLike, body?: object): Promise<unknown>
  delete(route: RouteLike): Promise<unknown>
  /** The first answer to an interaction. */
  answer(interaction: Answerable, response: { readonly type: number; readonly data?: object }): Promise<void>
  /** Changes the first answer, or the message that was clicked where the first answer was to wait. */
  editAnswer(interaction: Answerable, message: object): Promise<void>
  followUp(interaction: Answerable, message: object): Promise<void>
}

/** What an answer needs: these calls carry no bot token, have no shared limit and do not count against a ban. */
export interface Answerable {
  readonly id: string
  readonly token: string
  readonly application_id: string
}

export interface ApiParts {
  readonly token: string
  readonly apiUrl?: string | undefined
  readonly log: Log
}

const TIMEOUT_MS = 8_000
/** A short wait is taken here, a longer one is handed back, so that a lane is not held while a job could be put off. */
const WAIT_AT_MOST_MS = 2_000
/** From here on only what people wait for is sent: well below the ban. */
const REFUSALS_BEFORE_HOLD = DISCORD.invalidRequests * 0.5
/** A refused token is tried again after this long: Discord sometimes refuses a good one while it is ill. */
const TOKEN_PAUSE_MS = 15_000

export function createApi({ token, apiUrl, log }: ApiParts): DiscordApi {
  const rest = new REST({
    // A lost reply is reconciled, not repeated: the library would post up to three more times within milliseconds.
    retries: 0,
    timeout: TIMEOUT_MS,
    invalidRequestWarningInterval: 1,
    rejectOnRateLimit: ({ retryAfter, timeToReset }) => {
      const waitMs = Math.max(retryAfter, timeToReset)
      // Without a time to wait the library would ask again at once, and again.
      return waitMs > WAIT_AT_MOST_MS || waitMs <= 0
    },
    makeRequest: askOnce,
    ...(apiUrl && { api: baseOf(apiUrl) }),
  }).setToken(token)
  const hold = { until: 0, why: '' }
  const putOnHold = (forMs: number, why: string) => {
    hold.until = Math.max(hold.until, performance.now() + forMs)
    hold.why = why
    log.error({ forMs, why }, 'Requests to Discord are put on hold')
  }
  rest.on('invalidRequestWarning', ({ count, remainingTime }) => {
    if (count === REFUSALS_BEFORE_HOLD)
      putOnHold(remainingTime, `Discord refused ${count} requests in ten minutes; at 10,000 it bans this address`)
  })

  const asBot = async (call: () => Promise<unknown>): Promise<unknown> => {
    const left = hold.until - performance.now()
    if (left > 0) throw new OnHold(left, hold.why)
    try {
      return await call()
    } catch (error) {
      if (statusOf(error) === 401) {
        // The library forgets the token for good; it may have been refused by mistake.
        rest.setToken(token)
        putOnHold(TOKEN_PAUSE_MS, 'Discord did not accept DISCORD_TOKEN')
      }
      throw error
    }
  }
  const unsigned = { auth: false } as const
  return {
    rest,
    get: (route, query) => asBot(() => rest.get(route, query ? { query } : {})),
    post: (route, body) => asBot(() => rest.post(route, withFiles(body))),
    patch: (route, body) => asBot(() => rest.patch(route, withFiles(body))),
    put: (route, body) => asBot(() => rest.put(route, body ? { body } : {})),
    delete: (route) => asBot(() => rest.delete(route)),
    async answer({ id, token: secret }, response) {
      const { body: data, ...files } = withFiles(response.data ?? {})
      const body = response.data ? { ...response, data } : response
      await rest.post(Routes.interactionCallback(id, secret), { ...unsigned, ...files, body })
    },
    async editAnswer({ application_id, token: secret }, message) {
      await rest.patch(Routes.webhookMessage(application_id, secret), { ...unsigned, ...withFiles(message) })
    },
    async followUp({ application_id, token: secret }, message) {
      await rest.post(Routes.webhook(application_id, secret), { ...unsigned, ...withFiles(message) })
    },
  }
}

/** Files of a message travel beside it; the library makes one request of both. */
function withFiles(message: Partial<Pick<DiscordMessage, 'files'>>): Pick<RequestData, 'body' | 'files'> {
  const { files, ...body } = message
  return files ? { body, files: [...files] } : { body }
}

/** With or without a version and a slash at the end: the library adds its own. */
function baseOf(apiUrl: string): string {
  return apiUrl.replace(/\/+$/, '').replace(/\/v\d+$/, '')
}

type MakeRequest = typeof DefaultRestOptions.makeRequest

/**
 * Discord counts edits of old messages as a rate limit (429 with the code 30046). The library would wait and edit again and
 * again; for us it is an answer.
 */
const askOnce: MakeRequest = async (url, init) => {
  const response = await DefaultRestOptions.makeRequest(url, init)
  if (response.status !== 429) return response
  const text = await response.text()
  const status = text.includes(String(CODE.oldEditsLimited)) ? 400 : 429
  const { statusText, headers } = response
  return {
    ...{ status, statusText, headers, ok: false, body: null, bodyUsed: false },
    text: async () => text,
    json: async () => JSON.parse(text),
    arrayBuffer: async () => new TextEncoder().encode(text).buffer,
  }
}
