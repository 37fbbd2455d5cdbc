import { isDiscordConfigured, isSlackConfigured, playgroundMode } from './config.ts'
import type { FrontDoor } from './infra/http/front-door.ts'
import type { Desk } from './main.ts'

/** A surface sends as soon as it is prepared, and takes interactions once it is opened. */
export interface Prepared {
  open(door: FrontDoor): Promise<void>
  /** Whether people can reach it now. */
  isReady(): boolean
  stop(): Promise<void>
}

/** Adds every configured surface to the app. What is not configured is not even loaded: a desk is as heavy as what it does. */
export async function prepareSurfaces(desk: Desk): Promise<ReadonlyMap<string, Prepared>> {
  const { config } = desk
  const prepared = new Map<string, Prepared>()
  await prepareMail(desk)
  prepared.set('web', await prepareWeb(desk))
  prepared.set('rest', await prepareRest(desk))
  if (isSlackConfigured(config)) prepared.set('slack', await prepareSlack(desk))
  if (isDiscordConfigured(config)) prepared.set('discord', await prepareDiscord(desk))
  return prepared
}

async function prepareMail({ config, app }: Desk): Promise<void> {
  if (!config.SMTP_URL || !config.MAIL_FROM) return
  const { mailSurface } = await import('./surfaces/mail/deliver.ts')
  app.addSurface(mailSurface({ smtpUrl: config.SMTP_URL, from: config.MAIL_FROM }))
}

/** The pages behind signed links, and the playground where it is on. */
async function prepareWeb(desk: Desk): Promise<Prepared> {
  const { config, ports, app, clock, log } = desk
  const { createWebSurface } = await import('./surfaces/web/start.ts')
  const { createTown } = await import('./playground/town.ts')
  const slack = await import('./surfaces/slack/gallery.ts')
  const discord = await import('./surfaces/discord/gallery.ts')
  const web = createWebSurface({
    db: ports.database.reader,
    clock,
    ids: ports.ids,
    log: log.child({ module: 'web' }),
    renderers: {
      slack: { card: slack.slackBlocksFor, form: slack.slackModalFor, home: slack.slackHomeFor },
      discord: { card: discord.discordComponentsFor, form: discord.discordModalFor, home: discord.discordHomeFor },
    },
    publicUrl: () => ports.publicUrl(),
    playground: playgroundMode(config),
    hasMailServer: Boolean(config.SMTP_URL),
    opening: { label: 'Ask for an introduction', command: 'intro', verb: 'ask' },
  })
  for (const surface of web.surfaces) app.addSurface(surface)
  const handle = web.handler(createTown(desk))
  return {
    open: async (door) => {
      for (const prefix of ['/playground', '/l']) door.mount({ prefix, handle })
    },
    isReady: () => true,
    stop: async () => web.stop(),
  }
}

/** The API, for systems of the community's own. */
async function prepareRest({ app, ports, log }: Desk): Promise<Prepared> {
  const { createRestSurface, REST_PREFIXES } = await import('./surfaces/rest/start.ts')
  const { USUAL_LIMIT } = await import('./surfaces/rest/rate-limit.ts')
  const { database, clock } = ports
  const machineMs = () => performance.now()
  const handle = createRestSurface({
    app,
    database,
    clock,
    log: log.child({ module: 'rest' }),
    seal: ports.seal,
    rateLimit: USUAL_LIMIT,
    machineMs,
  })
  return {
    open: async (door) => {
      for (const prefix of REST_PREFIXES) door.mount({ prefix, handle })
    },
    isReady: () => true,
    stop: async () => {},
  }
}

async function prepareSlack(desk: Desk): Promise<Prepared> {
  const { config, app, ports } = desk
  const { startSlack } = await import('./surfaces/slack/start.ts')
  const slack = await startSlack({
    app,
    ports,
    config: {
      signingSecret: config.SLACK_SIGNING_SECRET,
      botToken: config.SLACK_BOT_TOKEN,
      appToken: config.SLACK_APP_TOKEN,
      clientId: config.SLACK_CLIENT_ID,
      clientSecret: config.SLACK_CLIENT_SECRET,
      apiUrl: config.SLACK_API_URL,
      authorizeUrl: config.SLACK_AUTHORIZE_URL,
    },
    ...(ports.seal && { seal: ports.seal }),
  })
  return {
    async open(door) {
      door.mount({ prefix: '/slack', handle: slack.handle })
      await slack.open()
    },
    isReady: () => slack.isReady(),
    stop: () => slack.stop(),
  }
}

async function prepareDiscord({ config, app, ports }: Desk): Promise<Prepared> {
  const { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: applicationId, DISCORD_API_URL: apiUrl } = config
  const shards = config.DISCORD_SHARDS
  // The configuration is refused where one of the two is missing.
  if (!token || !applicationId) throw new Error('Discord needs DISCORD_TOKEN and DISCORD_APPLICATION_ID.')
  const { startDiscord } = await import('./surfaces/discord/start.ts')
  return startDiscord({ app, ports, config: { token, applicationId, apiUrl, shards } })
}
