import { z } from 'zod'
import type { App } from '../../app/app.ts'
import type { Ports } from '../../app/ports.ts'
import { type Clock, systemClock } from '../../kit/clock.ts'
import { createApi } from './api.ts'
import { createChannels } from './channels.ts'
import { discordCommands } from './commands.ts'
import { createQuestions } from './confirm.ts'
import { discordSurface } from './deliver.ts'
import { createGateway, type Gateway, type GatewayEvent, type Shards } from './gateway.ts'
import { createGuilds } from './guilds.ts'
import { onMention } from './heard.ts'
import { holdLease, type Lease } from './lease.ts'
import { createLine } from './line.ts'
import { receive, recover } from './receive.ts'
import { createRecent } from './recent.ts'
import { registerCommands } from './register.ts'
import type { DiscordDesk } from './scene.ts'
import { createSessions } from './sessions.ts'
import { forgetStrangers } from './store.ts'
import { onDirect } from './talk.ts'

/** What the environment says about Discord. */
export interface DiscordConfig {
  readonly token: string
  readonly applicationId: string
  readonly apiUrl?: string | undefined
  /** Which of all shards this process holds, where several processes share the guilds. */
  readonly shards?: Shards | undefined
}

export interface DiscordParts {
  readonly app: App
  readonly ports: Ports
  readonly config: DiscordConfig
  readonly machine?: Clock
}

export interface Discord {
  /** Begins to take what people do. */
  open(): Promise<void>
  /** Whether Discord can reach us, from here or from another process with the same token. */
  isReady(): boolean
  /** Resolves when everybody who was heard has their answer. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** Discord as a surface: cards can be sent once this resolves, and people are heard once it is opened. */
export async function startDiscord({ app, ports, config, machine = systemClock }: DiscordParts): Promise<Discord> {
  const log = ports.log.child({ module: 'discord' })
  const { token, applicationId, apiUrl, shards } = config
  const db = ports.database.reader
  const api = createApi({ token, apiUrl, log })
  const guilds = createGuilds({ ports, api, log })
  const holder = ports.ids.next()
  // The embedded database lets one process in: whoever held a lease before is gone, and need not be waited for.
  const leaseHolder = ports.database.kind === 'embedded' ? 'the only process' : holder
  const connectionName = `gateway ${shards ? `${shards.ids.join(',')}/${shards.count}` : 'all'}`
  const line = createLine({ db, clock: machine, log, name: `${applicationId} ${connectionName}`, holder })
  const memory = { questions: createQuestions(), keeping: new Map() }
  const desk: DiscordDesk = { app, ports, api, guilds, applicationId, line, ...memory }
  const lease = (name: string, onChange: (isHeld: boolean) => void) =>
    holdLease({ db, name: `${applicationId} ${name}`, holder: leaseHolder, log, onChange })

  const sender = await lease('send', () => {})
  const channels = createChannels({ db, api, clock: machine, log })
  app.addSurface(
    discordSurface({ db, api, channels, clock: machine, log, pictures: ports.pictures, maySend: sender.isHeld }),
  )

  const sessions = createSessions({ db, application: applicationId, clock: machine, log })
  const hearing = new Set<Promise<void>>()
  const ears = createEars(desk)
  const hear = (event: GatewayEvent) => {
    const heard = ears(event)
    hearing.add(heard)
    return heard.finally(() => hearing.delete(heard))
  }
  let gateway: Gateway | null = null
  let connection: Lease | null = null
  return {
    async open() {
      void registerCommands(api, { applicationId, commands: discordCommands(app.registry), log })
      await forgetStrangers(db).catch((error: unknown) =>
        log.warn({ error }, 'Old direct channels could not be forgotten'),
      )
      connection = await lease(connectionName, (isHeld) => {
        const old = gateway
        gateway = isHeld ? createGateway({ api, token, shards, sessions, log, hear }) : null
        void old?.disconnect()
        gateway?.connect()
        if (isHeld)
          recover(desk).catch((error: unknown) => log.error({ error }, 'What was left behind could not be taken up'))
      })
    },
    isReady: () => gateway === null || gateway.isUp(),
    async settled() {
      while (hearing.size > 0) await Promise.allSettled(hearing)
      await line.idle()
    },
    async stop() {
      await gateway?.disconnect()
      await line.close()
      await Promise.allSettled(hearing)
      sessions.stop()
      await sessions.save()
      await connection?.release()
      await sender.release()
      api.rest.clearHandlerSweeper()
      api.rest.clearHashSweeper()
    },
  }
}

const withId = z.object({ id: z.string() })
const ready = z.object({ user: withId })

/** Hears each interaction once, however often it is told. */
function createEars(desk: DiscordDesk): (event: GatewayEvent) => Promise<void> {
  const recent = createRecent()
  // A bot is its application's namesake, but for the oldest ones; those say who they are.
  let botId = desk.applicationId
  return async ({ type, payload, isReplay }) => {
    switch (type) {
      case 'INTERACTION_CREATE': {
        const id = withId.safeParse(payload).data?.id
        if (id && recent.seen(id)) return
        return receive(desk, { payload, isReplay })
      }
      case 'GUILD_CREATE':
        return desk.guilds.arrived(payload)
      case 'GUILD_DELETE':
        return desk.guilds.left(payload)
      case 'READY':
        botId = ready.safeParse(payload).data?.user.id ?? botId
        return desk.guilds.named(payload)
      case 'MESSAGE_CREATE':
        if (isReplay) return
        await onDirect(desk, payload)
        return onMention(desk, payload, botId)
    }
  }
}
