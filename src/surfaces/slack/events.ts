import type { App as Bolt } from '@slack/bolt'
import type { z } from 'zod'
import { helpCard } from '../../app/commands.ts'
import type { Said } from '../../kit/interaction.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Text } from '../../kit/ui/text.ts'
import { AS_IT_IS } from './deliver.ts'
import type { NativeType } from './native.ts'
import { eventBody, sharedChannel, typedText } from './payload.ts'
import { threadToText } from './places.ts'
import { suggestPrompts } from './prompts.ts'
import type { Context } from './receive.ts'
import { renderCard, type SlackMessage } from './render-card.ts'
import { escapeMrkdwn, textToPlain } from './render-text.ts'
import { askDesk, readerOf, type Scene, type SlackDesk } from './scene.ts'
import { howToTalk } from './words.ts'

type EventBody = z.output<typeof eventBody>

/** What happens to a person without a click: Home or Messages opened, a direct message, a mention. */
export function listenToEvents(bolt: Bolt, desk: SlackDesk): void {
  bolt.event('app_home_opened', async ({ body, context }) => {
    const { event } = eventBody.parse(body)
    const { door, grant } = context as Context
    const { tab = 'home', user, channel } = event
    if (typeof user !== 'string' || !(await door.isFresh)) return
    if (tab === 'home') await desk.publishHome(grant.installation, user)
    if (tab !== 'messages' || typeof channel !== 'string') return
    const { app, profiles, ports } = desk
    await suggestPrompts({ registry: app.registry, profiles, log: ports.log }, grant, { user, channel })
  })
  bolt.event('message', ({ body, context }) => onTalk(desk, context as Context, eventBody.parse(body)))
  bolt.event('agent_session_stopped', ({ body, context }) => onStop(desk, context as Context, eventBody.parse(body)))
  bolt.event('app_mention', ({ body, context }) => onTalk(desk, context as Context, eventBody.parse(body)))
}

/** Who talks: its answer comes as a card of its own, and the thread is its conversation. Without it, help is all there is. */
const TALKER = { command: 'coach', verb: 'ask' }
const STOPPER = { command: 'coach', verb: 'stop' }

/** Slack's own stop button. What is written in that thread is stopped, and its card says so. */
async function onStop(desk: SlackDesk, context: Context, { event, event_id: id }: EventBody): Promise<void> {
  const { user, channel, thread_ts: thread } = event
  if (typeof user !== 'string' || typeof channel !== 'string' || typeof thread !== 'string') return
  if (!(await context.door.isFresh) || !desk.app.registry.command(STOPPER.command, STOPPER.verb)) return
  const scene: Scene = { desk, door: context.door, grant: context.grant, claim: { externalId: user }, id }
  await askDesk(scene, { kind: 'command', ...STOPPER, options: { thread: threadToText({ channel, thread }) } })
}

/** A direct message, or a mention in a channel: answered in its thread, once, however often Slack delivers it. */
async function onTalk(desk: SlackDesk, context: Context, body: EventBody): Promise<void> {
  const said = toTalk(body)
  if (!said || !(await context.door.isFresh)) return
  if (!(await desk.events.isFirst(`slack event ${body.event_id}`))) return
  const scene: Scene = {
    desk,
    door: context.door,
    grant: context.grant,
    claim: { externalId: said.user, ...(isExternal(body, said.team) && { external: true }) },
    id: body.event_id,
    channel: sharedChannel(said.channel),
  }
  const message = await answerTo(scene, said)
  if (message) await postInThread(scene, said, message)
  if (said.isMention) await offerHelp(scene, said)
}

interface Talk {
  readonly user: string
  readonly team: string | undefined
  readonly channel: string
  readonly thread: string
  /** There is a thread already. */
  readonly isInThread: boolean
  readonly isMention: boolean
  readonly words: string
}

/** Null for what is no person talking to us: edits, deletions, joins, bots, and channels where we were not mentioned. */
function toTalk({ event }: EventBody): Talk | null {
  const { type, subtype, bot_id, channel_type, user, user_team, team, channel, ts, thread_ts, text } = event
  if (subtype !== undefined || bot_id !== undefined) return null
  if (typeof user !== 'string' || typeof channel !== 'string' || typeof ts !== 'string') return null
  const isDirect = channel_type === undefined ? channel.startsWith('D') : channel_type === 'im'
  if (type === 'message' && !isDirect) return null
  const home = typeof user_team === 'string' ? user_team : team
  return {
    user,
    channel,
    team: typeof home === 'string' ? home : undefined,
    thread: typeof thread_ts === 'string' ? thread_ts : ts,
    isInThread: typeof thread_ts === 'string',
    isMention: type === 'app_mention',
    words: typedText(typeof text === 'string' ? text.replace(/^\s*<@[^>]+>\s*/, '') : ''),
  }
}

function isExternal(body: EventBody, team: string | undefined): boolean {
  const [authorization] = body.authorizations ?? []
  const isOrganisation = Boolean(authorization?.enterprise_id ?? body.enterprise_id)
  const here = authorization?.team_id ?? body.team_id
  return !isOrganisation && team !== undefined && typeof here === 'string' && team !== here
}

async function answerTo(scene: Scene, { words, channel, thread }: Talk): Promise<Draw | null> {
  if (!scene.desk.app.registry.command(TALKER.command, TALKER.verb)) return help(scene)
  const place = threadToText({ channel, thread })
  const said: Said = { kind: 'command', ...TALKER, words, options: { thread: place } }
  const reply = await askDesk(scene, said)
  switch (reply.kind) {
    case 'card':
    case 'update':
      return drawn(scene, reply.card)
    case 'refused':
    case 'failed':
      return sentence(scene, reply.text)
    case 'form':
    case 'invalid':
    case 'options':
    case 'home':
      return help(scene)
    case 'nothing':
      return null
  }
}

/** A need that is heard in a mention is answered quietly: its speaker alone sees a button, and nothing happens until it is pressed. */
async function offerHelp(scene: Scene, { words, channel, user, thread, isInThread }: Talk): Promise<void> {
  const reply = await askDesk(scene, { kind: 'heard', words })
  if (reply.kind !== 'card') return
  // Slack shows nothing private in a thread that does not exist yet.
  const where = { channel, user, ...(isInThread && { thread_ts: thread }) }
  const { client, installation } = scene.grant
  await scene.desk.native
    .send(installation, await drawn(scene, reply.card), ({ text, blocks }) =>
      client.chat.postEphemeral({ ...where, text, blocks: [...blocks] }),
    )
    .catch((error: unknown) => scene.desk.ports.log.info({ error }, 'Slack showed no offer of help'))
}

async function help(scene: Scene): Promise<Draw> {
  const { registry } = scene.desk.app
  const command = registry.commands[0]?.contract.command ?? 'intro'
  const card = { ...helpCard(registry, command, howToTalk(command)), title: 'How to use this desk' }
  return drawn(scene, card)
}

type Draw = (without: ReadonlySet<NativeType>) => SlackMessage

async function drawn(scene: Scene, card: Card): Promise<Draw> {
  const reader = await readerOf(scene, card)
  return (without) => renderCard(card, reader, { without })
}

async function sentence(scene: Scene, text: Text): Promise<Draw> {
  const words = escapeMrkdwn(textToPlain(text, await readerOf(scene, text)))
  return () => ({ text: words, blocks: [] })
}

async function postInThread({ desk, grant }: Scene, talk: Talk, draw: Draw): Promise<void> {
  const where = { channel: talk.channel, thread_ts: talk.thread }
  await desk.native.send(grant.installation, draw, ({ text, blocks }) =>
    grant.client.chat.postMessage({ ...where, text, ...(blocks.length > 0 && { blocks: [...blocks] }), ...AS_IT_IS }),
  )
}
