import { WebSocketManager, WebSocketShardEvents } from '@discordjs/ws'
import type { GatewayIntentBits } from 'discord.js'
import { within } from '../../app/deadline.ts'
import type { Log } from '../../kit/log.ts'
import type { DiscordApi } from './api.ts'
import { reasonOf, statusOf } from './failures.ts'
import type { Sessions } from './sessions.ts'

/** The connection over which Discord tells what happens. */
export interface Gateway {
  connect(): void
  /** Leaves the session standing, so that whoever comes next hears what happened in between. */
  disconnect(): Promise<void>
  isUp(): boolean
}

export interface GatewayEvent {
  readonly type: string
  readonly payload: unknown
  /** The connection was resumed, and this happened while it was down. */
  readonly isReplay: boolean
}

/** Which of all shards this process holds; left out, it holds all that Discord recommends. */
export interface Shards {
  readonly ids: readonly number[]
  readonly count: number
}

export interface GatewayParts {
  readonly api: DiscordApi
  readonly token: string
  readonly shards?: Shards | undefined
  readonly sessions: Sessions
  readonly log: Log
  hear(event: GatewayEvent): Promise<void>
}

/** Guilds, and messages there and in direct: none needs Discord's leave. Words come only with what mentions us. */
// The number of the enum's three members, without loading the client library's types at run time.
const INTENTS = ((1 << 0) | (1 << 9) | (1 << 12)) as GatewayIntentBits
/** Any code but 1000 and 1001 leaves the session standing (docs.discord.com, gateway, "Disconnecting"). */
const LEAVE_STANDING = 4200
/** After these the library gives up: the token or what we asked for was refused. */
const REFUSED = [4004, 4010, 4011, 4012, 4013, 4014]
/** Up to a thousand times a day is allowed; a refused token rarely becomes good within seconds. */
const RETRY_MS = 5_000
const RETRY_AT_MOST_MS = 10 * 60_000
/** Our close is sent by then; the other side's word for it may never come. */
const GOODBYE_MS = 1_000
const PACKAGE = '@discordjs/ws'

export function createGateway(parts: GatewayParts): Gateway {
  const { api, token, shards, sessions, log, hear } = parts
  const up = new Set<number>()
  const resuming = new Set<number>()
  const left = new WeakSet<WebSocketManager>()
  let manager: WebSocketManager | null = null
  let failures = 0
  let retry: NodeJS.Timeout | undefined
  let isLeaving = false

  const build = () => {
    const built: WebSocketManager = new WebSocketManager({
      token,
      intents: INTENTS,
      rest: api.rest,
      ...(shards && { shardIds: [...shards.ids], shardCount: shards.count }),
      // A shard that is left while it connects connects again all the same; here it has to wait for ever.
      retrieveSessionInfo: (shard) => (left.has(built) ? new Promise(() => {}) : sessions.retrieve(shard)),
      // On our own leaving the library forgets the session, which is to be resumed by whoever comes next.
      updateSessionInfo: (shard, info) => (left.has(built) ? undefined : sessions.update(shard, info)),
    })
    built.on(WebSocketShardEvents.Hello, async ({ shardId }) => {
      if (await sessions.retrieve(shardId)) resuming.add(shardId)
    })
    built.on(WebSocketShardEvents.Ready, ({ shardId }) => arrive(shardId, 'new'))
    built.on(WebSocketShardEvents.Resumed, ({ shardId }) => arrive(shardId, 'resumed'))
    built.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
      up.delete(shardId)
      log.info({ shard: shardId, code }, 'The connection to Discord was closed')
      if (!REFUSED.includes(code)) return
      sessions.update(shardId, null)
      tryLater(`Discord closed the connection for good (${code})`)
    })
    built.on(WebSocketShardEvents.Error, ({ error, shardId }) =>
      log.warn({ shard: shardId, reason: reasonOf(error) }, 'The connection to Discord had an error'),
    )
    built.on(WebSocketShardEvents.Dispatch, ({ data, shardId }) => {
      const isReplay = resuming.has(shardId)
      const done = () => sessions.finished(shardId, data.s)
      sessions.begun(shardId, data.s)
      hear({ type: data.t, payload: data.d, isReplay })
        .catch((error: unknown) => log.error({ error, event: data.t }, 'An event of Discord could not be handled'))
        .finally(done)
    })
    return built
  }
  const arrive = (shard: number, how: 'new' | 'resumed') => {
    // The library tells of what was missed a few microtasks after it says that all of it was told.
    setImmediate(() => resuming.delete(shard))
    up.add(shard)
    failures = 0
    log.info({ shard, how }, 'Connected to Discord')
  }
  const connect = () => {
    clearTimeout(retry)
    if (isLeaving) return
    manager ??= build()
    manager.connect().catch((error: unknown) => tryLater(whyNot(error)))
  }
  const leave = async (reason: string) => {
    const old = manager
    manager = null
    up.clear()
    if (!old) return
    left.add(old)
    const gone = Promise.resolve(old.destroy({ code: LEAVE_STANDING, reason }))
    // The library never resolves this for a shard that is still waiting to be let in.
    await within(GOODBYE_MS, gone).catch(() => {})
  }
  const tryLater = (why: string) => {
    const afterMs = Math.min(RETRY_MS * 2 ** failures, RETRY_AT_MOST_MS)
    failures += 1
    log.error({ why, afterMs }, 'Discord cannot be reached; trying again')
    void leave('Trying anew')
    clearTimeout(retry)
    retry = setTimeout(connect, afterMs).unref()
  }
  const stopGuarding = guardAgainst(PACKAGE, log)
  return {
    connect,
    async disconnect() {
      isLeaving = true
      clearTimeout(retry)
      await leave('Handing over')
      stopGuarding()
    },
    isUp: () => up.size > 0,
  }
}

function whyNot(error: unknown): string {
  if (statusOf(error) === 401) return 'Discord does not accept DISCORD_TOKEN. Copy it again from the developer portal'
  return reasonOf(error)
}

/**
 * A frame that is not as Discord documents it makes the library throw where nobody can catch it. That must not end the
 * process, and with it every other surface; anything else that nobody caught still does.
 */
function guardAgainst(source: string, log: Log): () => void {
  const onRejection = (error: unknown) => {
    if (!(error instanceof Error) || !error.stack?.includes(source)) throw error
    log.warn({ reason: error.message }, 'A frame from Discord could not be understood')
  }
  process.on('unhandledRejection', onRejection)
  return () => void process.off('unhandledRejection', onRejection)
}
