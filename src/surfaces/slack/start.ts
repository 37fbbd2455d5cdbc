import type { IncomingMessage, ServerResponse } from 'node:http'
import { App as Bolt } from '@slack/bolt'
import type { App } from '../../app/app.ts'
import type { Ports } from '../../app/ports.ts'
import { type Clock, systemClock } from '../../kit/clock.ts'
import type { Log } from '../../kit/log.ts'
import type { Seal } from '../../kit/seal.ts'
import { connectTeam, keepInstallation } from './connect.ts'
import { keepConnecting, NotConnected } from './connection.ts'
import { slackSurface } from './deliver.ts'
import { listenToEvents } from './events.ts'
import { homePublisher } from './home.ts'
import { createInbox } from './inbox.ts'
import { createLanes } from './lanes.ts'
import { listenToLifecycle, noticeRemoval } from './lifecycle.ts'
import { quietLogger } from './log.ts'
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from './manifest.ts'
import { createNativeBlocks } from './native.ts'
import { createInstall, type Install } from './oauth.ts'
import { createProfiles } from './profiles.ts'
import { canWait, listen } from './receive.ts'
import { createReceiver, type SlackReceiver } from './receiver.ts'
import { refuseUnknownPlaces } from './refuse.ts'
import type { SlackDesk } from './scene.ts'
import { createSeen } from './seen.ts'
import { createSocket } from './socket.ts'
import { listenToStatus } from './status.ts'
import { type Grants, grantFor, singleGrant, storedGrants } from './tokens.ts'
import { inLineAnswer, turnedAwayAnswer } from './waiting.ts'
import { clientOptions } from './web-api.ts'

/** What the environment says about Slack. */
export interface SlackConfig {
  readonly signingSecret?: string | undefined
  readonly botToken?: string | undefined
  readonly appToken?: string | undefined
  readonly clientId?: string | undefined
  readonly clientSecret?: string | undefined
  readonly apiUrl?: string | undefined
  readonly authorizeUrl?: string | undefined
}

export interface SlackParts {
  readonly app: App
  readonly ports: Ports
  readonly config: SlackConfig
  /** Needed where tokens of many workspaces are stored. */
  readonly seal?: Seal
  /** The machine's clock: signatures are made with it, wherever the playground's clock stands. */
  readonly machine?: Clock
  /**
   * Whether newer blocks may go first to the address for late answers, where a refusal is heard; Slack's own always is there. Unset:
   * where it is Slack's.
   */
  readonly probes?: boolean
}

export interface Slack {
  /** Everything below `/slack`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Begins to take what Slack sends over the socket, where there is an app token. */
  open(): Promise<void>
  /** Whether Slack can reach us: always over HTTP; over a socket while it stands. */
  isReady(): boolean
  /** Resolves when whatever was heard is done, save for what its jobs still do. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const RECOVER_EVERY_MS = 30_000

/** Slack as a surface: cards can be sent once this resolves, and people are heard once it is opened. */
export async function startSlack(parts: SlackParts): Promise<Slack> {
  const { app, ports, config, machine = systemClock, probes = config.apiUrl === undefined } = parts
  const log = ports.log.child({ module: 'slack' })
  const seen = createSeen(ports.database.reader, machine)
  const { grants, stop: stopConnecting } = await grantsOf(parts, log)
  const profiles = createProfiles(machine, log)
  const publishHome = homePublisher({ app, ports, profiles, grants, log })
  const clientFor = async (installation: string) => {
    if (!grants.isUp()) throw new NotConnected()
    return (await grants.of(installation))?.client ?? null
  }
  const native = createNativeBlocks(machine, log)
  const lanes = createLanes(machine)
  // A token from the environment is the operator's to mend: the desk must not rest over it.
  const onEnded = async (installation: string) => {
    if (!config.botToken) await noticeRemoval({ ports, grants }, installation)
  }
  app.addSurface(slackSurface({ clientFor, onEnded, publishHome, lanes, native, clock: machine, log }))

  const receiver = createReceiver({
    signingSecret: config.signingSecret,
    clock: machine,
    inbox: createInbox(ports.database.reader, machine, log),
    canWait: (body) => canWait(app.registry, body),
    inLine: inLineAnswer,
    turnedAway: turnedAwayAnswer,
    log,
  })
  const bolt = boltOver(receiver, { grants, config, log })
  const desk: SlackDesk = {
    app,
    ports,
    publishHome,
    profiles,
    events: seen,
    isHook: hookCheck(config.apiUrl),
    canProbe: (url) => url !== undefined && probes,
    native,
  }
  refuseUnknownPlaces(bolt, log)
  listen(bolt, desk)
  listenToEvents(bolt, desk)
  listenToStatus(bolt, desk)
  listenToLifecycle(bolt, { ports, grants })

  const socket = config.appToken
    ? createSocket(receiver, { appToken: config.appToken, apiUrl: config.apiUrl, log })
    : null
  const recover = async () => {
    if (!grants.isUp()) return
    await receiver
      .recover()
      .catch((error: unknown) => log.warn({ error }, 'What was left behind could not be looked for'))
  }
  const recovery = setInterval(recover, RECOVER_EVERY_MS).unref()
  return {
    handle: router(receiver, installOf(parts, { grants, seen, machine, log })),
    async open() {
      await socket?.open()
      await recover()
    },
    settled: receiver.settled,
    isReady: () => grants.isUp() && (socket === null || socket.isUp()),
    async stop() {
      clearInterval(recovery)
      stopConnecting()
      await socket?.stop()
      await receiver.stop()
    },
  }
}

/** One workspace with its token from the environment, or many with theirs in the database. */
async function grantsOf(parts: SlackParts, log: Log): Promise<{ grants: Grants; stop(): void }> {
  const { config, ports, seal } = parts
  const { botToken: token, clientId, clientSecret, apiUrl } = config
  if (token) {
    const connection = await keepConnecting(() => connectTeam(ports, { token, apiUrl, log }), log)
    return { grants: singleGrant(connection), stop: connection.stop }
  }
  if (!seal || !clientId || !clientSecret) {
    throw new Error(
      'Slack needs SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and ENCRYPTION_KEYS for many.',
    )
  }
  const db = ports.database.reader
  const grants = storedGrants({ db, clock: ports.clock, log, apiUrl, seal, clientId, clientSecret })
  return { grants, stop() {} }
}

function boltOver(receiver: SlackReceiver, parts: { grants: Grants; config: SlackConfig; log: Log }): Bolt {
  const { grants, config, log } = parts
  const bolt = new Bolt({
    receiver,
    clientOptions: clientOptions(config.apiUrl, log),
    logger: quietLogger(log),
    // Conversation state is a feature of old that keeps a map in memory for ever.
    convoStore: false,
    async authorize({ teamId, enterpriseId, isEnterpriseInstall }) {
      if (!grants.isUp()) throw new NotConnected('Slack did not say yet whose token this is.')
      const grant = await grantFor(grants, { teamId, enterpriseId, isEnterpriseInstall })
      return { ...(grant && { grant, botToken: grant.token }), ...botOf(grant) }
    },
  })
  // A failure is answered by the receiver: swallowing it here would tell Slack that all is well.
  bolt.error(async (error) => {
    throw 'original' in error && error.original instanceof NotConnected ? error.original : error
  })
  return bolt
}

function botOf(grant: { botId?: string; botUserId?: string } | null) {
  return { ...(grant?.botId && { botId: grant.botId }), ...(grant?.botUserId && { botUserId: grant.botUserId }) }
}

function installOf(
  parts: SlackParts,
  on: { grants: Grants; seen: ReturnType<typeof createSeen>; machine: Clock; log: Log },
): Install | null {
  const { config, ports, app, seal } = parts
  const { clientId, clientSecret, apiUrl, authorizeUrl } = config
  if (!clientId || !clientSecret || !seal) return null
  return createInstall({
    clientId,
    clientSecret,
    apiUrl,
    authorizeUrl,
    scopes: [...Object.keys(REQUIRED_SCOPES), ...Object.keys(OPTIONAL_SCOPES)],
    publicUrl: () => ports.publicUrl(),
    clock: on.machine,
    states: on.seen,
    log: on.log,
    keep: (given) => keepInstallation({ ports, app, seal, grants: on.grants, apiUrl, log: on.log }, given),
  })
}

function router(receiver: SlackReceiver, install: Install | null): Slack['handle'] {
  return async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://desk').pathname
    if (request.method === 'POST' && path === '/slack/events') return receiver.handle(request, response)
    if (request.method === 'GET' && path === '/slack/install' && install) return install.begin(request, response)
    if (request.method === 'GET' && path === '/slack/oauth_redirect' && install)
      return install.finish(request, response)
    response.writeHead(404).end()
  }
}

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost']

/** Late answers go to Slack's own servers; where another Web API is configured, to the machine that it runs on. */
function hookCheck(apiUrl: string | undefined): (url: string) => boolean {
  const apiHost = apiUrl ? URL.parse(apiUrl)?.hostname : undefined
  const hosts = apiHost && LOOPBACK.includes(apiHost) ? LOOPBACK : [apiHost]
  return (url) => {
    const target = URL.parse(url)
    if (!target) return false
    if (target.protocol === 'https:' && target.hostname === 'hooks.slack.com') return true
    return hosts.includes(target.hostname)
  }
}
