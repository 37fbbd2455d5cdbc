import { commandProblems, messageProblems, modalProblems } from './rules.ts'
import {
  type Asked,
  type Channel,
  EPHEMERAL,
  type Json,
  type Message,
  messageToJson,
  Refusal,
  userOf,
  type World,
} from './world.ts'

/** How long an interaction may be answered for the first time, and how long its token lives. */
export interface Patience {
  readonly firstAnswerMs: number
  readonly tokenMs: number
}

interface Call {
  readonly world: World
  readonly body: Json
  readonly params: readonly string[]
  readonly query: URLSearchParams
  readonly patience: Patience
}

interface Route {
  readonly method: string
  readonly path: RegExp
  /** Carries no bot token. */
  readonly open?: boolean
  handle(call: Call): { status: number; body?: unknown }
}

const ID = '([^/]+)'
const route = (method: string, path: string, handle: Route['handle'], open = false): Route => ({
  method,
  path: new RegExp(`^${path.replaceAll(':id', ID)}$`),
  handle,
  open,
})

/** What the local Discord can be asked, and how it refuses. */
export const ROUTES: readonly Route[] = [
  route('GET', '/applications/@me', ({ world }) => ok({ id: world.applicationId, name: 'Introdesk' })),
  route('GET', '/applications/:id/commands', ({ world }) => ok(world.commands)),
  route('PUT', '/applications/:id/commands', putCommands),
  route('POST', '/interactions/:id/:id/callback', answerInteraction, true),
  route('PATCH', '/webhooks/:id/:id/messages/@original', editAnswer, true),
  route('POST', '/webhooks/:id/:id', followUp, true),
  route('POST', '/users/@me/channels', openDirect),
  route('POST', '/channels/:id/messages', createMessage),
  route('GET', '/channels/:id/messages', listMessages),
  route('PATCH', '/channels/:id/messages/:id', editMessage),
  route('DELETE', '/channels/:id/messages/:id', deleteMessage),
  route('POST', '/channels/:id/threads', createThread),
  route('PUT', '/channels/:id/thread-members/:id', addThreadMember),
  route('GET', '/guilds/:id/members/:id', guildMember),
]

const ok = (body: unknown, status = 200) => ({ status, body })
const done = { status: 204 }

function putCommands({ world, body }: Call) {
  // The body of this route is a list; it travels as an object's values everywhere else.
  const commands = Object.values(body) as Json[]
  refuseIf(commands.flatMap(commandProblems))
  world.commands = commands.map((command) => ({
    ...command,
    id: world.nextId(),
    application_id: world.applicationId,
    version: world.nextId(),
    default_member_permissions:
      typeof command.default_member_permissions === 'number' ? String(command.default_member_permissions) : null,
    description: command.description ?? '',
    nsfw: false,
  }))
  return ok(world.commands)
}

const CALLBACK = { message: 4, waitForMessage: 5, waitForUpdate: 6, update: 7, choices: 8, modal: 9 }

function answerInteraction({ world, body, params: [id = '', token], patience }: Call) {
  const asked = world.interactions.get(id)
  if (!asked || asked.token !== token) throw new Refusal(404, 10062, 'Unknown interaction')
  if (asked.answered) throw new Refusal(400, 40060, 'Interaction has already been acknowledged.')
  if (performance.now() - asked.askedAt > patience.firstAnswerMs) throw new Refusal(404, 10062, 'Unknown interaction')
  const type = Number(body.type)
  const data = objectOf(body.data)
  refuseIf(answerProblems(asked, type, data))
  const answered = { type, data, message: type === CALLBACK.message ? addAnswer(world, asked, data) : null }
  if (type === CALLBACK.update && asked.message) changeMessage(asked.message, data)
  if (type === CALLBACK.modal) personOf(world, asked).modal = { data, from: asked }
  asked.answered = answered
  asked.answer.resolve(answered)
  return done
}

function answerProblems(asked: Asked, type: number, data: Json): readonly string[] {
  switch (type) {
    case CALLBACK.message:
      return messageProblems(data)
    case CALLBACK.update:
      return asked.message ? messageProblems(data) : ['nothing was clicked that could be updated']
    case CALLBACK.waitForMessage:
      return (Number(data.flags ?? 0) & ~EPHEMERAL) === 0 ? [] : ['a deferred answer carries no flag but EPHEMERAL']
    case CALLBACK.waitForUpdate:
      return asked.message ? [] : ['nothing was clicked that could be updated']
    case CALLBACK.choices:
      return asked.type === 4 && listOf(data.choices).length <= 25 ? [] : ['choices are for autocomplete, 25 at most']
    case CALLBACK.modal:
      return asked.type === 5 ? ['a modal cannot answer a modal'] : modalProblems(data)
    default:
      return [`callback type ${type} is not one that the desk uses`]
  }
}

function editAnswer({ world, body, params: [, token = ''], patience }: Call) {
  const asked = byToken(world, token, patience)
  const answered = asked.answered
  if (!answered) throw new Refusal(404, 10015, 'Unknown Webhook')
  refuseIf(messageProblems(body, { edit: true }))
  const isUpdate = answered.type === CALLBACK.waitForUpdate || answered.type === CALLBACK.update
  const message = isUpdate ? asked.message : answered.message
  if (message) changeMessage(message, body)
  else
    answered.message = addAnswer(world, asked, {
      ...body,
      flags: Number(body.flags ?? 0) | Number(answered.data.flags ?? 0),
    })
  const shown = message ?? answered.message
  if (!shown) throw new Refusal(404, 10008, 'Unknown Message')
  return ok(messageToJson(world, shown))
}

function followUp({ world, body, params: [, token = ''], patience }: Call) {
  const asked = byToken(world, token, patience)
  if (!asked.answered) throw new Refusal(404, 10015, 'Unknown Webhook')
  refuseIf(messageProblems(body))
  return ok(messageToJson(world, addAnswer(world, asked, body)))
}

function openDirect({ world, body }: Call) {
  const person = [...world.people.values()].find(({ id }) => id === body.recipient_id)
  if (!person) throw new Refusal(400, 50033, 'Invalid Recipient(s)')
  const known = [...world.channels.values()].find(({ type, memberIds }) => type === 1 && memberIds.has(person.id))
  const channel = known ?? { id: world.nextId(), type: 1, name: person.name, memberIds: new Set([person.id]) }
  world.channels.set(channel.id, channel)
  return ok({ id: channel.id, type: 1, flags: 0, last_message_id: null, recipients: [userOf(person)] })
}

function createMessage({ world, body, params: [channelId = ''] }: Call) {
  const channel = openChannel(world, channelId)
  refuseIf(messageProblems(body))
  if (typeof body.nonce === 'string' && body.nonce.length > 25) refuseIf(['nonce: over 25 characters'])
  const nonce = typeof body.nonce === 'string' ? body.nonce : undefined
  const first = world.messages.find(
    (message) => nonce !== undefined && message.channelId === channel.id && message.nonce === nonce,
  )
  if (first && body.enforce_nonce === true) return ok(messageToJson(world, first))
  return ok(messageToJson(world, addMessage(world, { channelId: channel.id, body, nonce })))
}

function listMessages({ world, query, params: [channelId = ''] }: Call) {
  const channel = openChannel(world, channelId)
  const list = world.messages.filter(
    (message) => message.channelId === channel.id && !message.onlyFor && !message.deleted,
  )
  const newest = list.toReversed().slice(0, Number(query.get('limit') ?? 50))
  // A nonce is told to whoever sends, and to nobody later.
  return ok(newest.map((message) => messageToJson(world, { ...message, nonce: undefined })))
}

const HOUR_MS = 3_600_000

function editMessage({ world, body, params: [channelId = '', id = ''] }: Call) {
  openChannel(world, channelId)
  const message = sharedMessage(world, channelId, id)
  refuseIf(messageProblems(body, { edit: true }))
  if (Date.now() - message.createdAt > HOUR_MS && message.edits >= 1)
    throw new Refusal(429, 30046, 'Maximum number of edits to messages older than 1 hour reached. Try again later.')
  changeMessage(message, body)
  return ok(messageToJson(world, message))
}

function deleteMessage({ world, params: [channelId = '', id = ''] }: Call) {
  sharedMessage(world, channelId, id).deleted = true
  return done
}

function createThread({ world, body, params: [channelId = ''] }: Call) {
  openChannel(world, channelId)
  const name = String(body.name ?? '')
  refuseIf([
    ...(name.length < 1 || name.length > 100 ? ['name: 1 to 100 characters'] : []),
    ...(body.type === 12 ? [] : ['not a private thread']),
  ])
  const thread: Channel = { id: world.nextId(), type: 12, name, memberIds: new Set() }
  world.channels.set(thread.id, thread)
  return ok(threadToJson(world, thread, channelId), 201)
}

function threadToJson(world: World, thread: Channel, parent: string): Json {
  return {
    id: thread.id,
    type: thread.type,
    name: thread.name,
    guild_id: world.guild.id,
    parent_id: parent,
    owner_id: world.botId,
    flags: 0,
    last_message_id: null,
    rate_limit_per_user: 0,
    total_message_sent: 0,
    message_count: 0,
    member_count: thread.memberIds.size,
    permissions: '0',
    thread_metadata: {
      archived: false,
      archive_timestamp: new Date().toISOString(),
      auto_archive_duration: 10_080,
      locked: false,
      create_timestamp: new Date().toISOString(),
      invitable: false,
    },
  }
}

function addThreadMember({ world, params: [channelId = '', userId = ''] }: Call) {
  openChannel(world, channelId).memberIds.add(userId)
  return done
}

function guildMember({ world, params: [, userId] }: Call) {
  const person = [...world.people.values()].find(({ id }) => id === userId)
  if (!person) throw new Refusal(404, 10007, 'Unknown Member')
  return ok({
    user: userOf(person),
    nick: null,
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    flags: 0,
    joined_at: new Date().toISOString(),
    pending: false,
    premium_since: null,
    roles: [],
  })
}

function openChannel(world: World, id: string): Channel {
  const channel = world.channels.get(id)
  if (!channel) throw new Refusal(404, 10003, 'Unknown Channel')
  if (channel.refuses) throw new Refusal(channel.refuses.status, channel.refuses.code, 'Missing Access')
  const [only] = channel.type === 1 ? channel.memberIds : []
  if ([...world.people.values()].some(({ id: person, closed }) => person === only && closed))
    throw new Refusal(403, 50007, 'Cannot send messages to this user')
  return channel
}

function sharedMessage(world: World, channelId: string, id: string): Message {
  const message = world.messages.find(
    (one) => one.id === id && one.channelId === channelId && !one.onlyFor && !one.deleted,
  )
  if (!message) throw new Refusal(404, 10008, 'Unknown Message')
  return message
}

function addAnswer(world: World, asked: Asked, body: Json): Message {
  const onlyFor = (Number(body.flags ?? 0) & EPHEMERAL) !== 0 ? asked.userId : undefined
  return addMessage(world, { channelId: asked.channelId, body, onlyFor, answers: asked })
}

function addMessage(world: World, given: Pick<Message, 'channelId' | 'body'> & Partial<Message>): Message {
  const message: Message = {
    nonce: undefined,
    onlyFor: undefined,
    answers: undefined,
    ...given,
    id: world.nextId(),
    createdAt: Date.now(),
    edits: 0,
    deleted: false,
  }
  world.messages.push(message)
  return message
}

function changeMessage(message: Message, change: Json): void {
  // The flag of components cannot be taken off again.
  message.body = { ...message.body, ...change, flags: Number(message.body.flags ?? 0) | Number(change.flags ?? 0) }
  message.edits += 1
}

function byToken(world: World, token: string, { tokenMs }: Patience): Asked {
  const asked = [...world.interactions.values()].find((one) => one.token === token)
  if (!asked) throw new Refusal(404, 10015, 'Unknown Webhook')
  if (performance.now() - asked.askedAt > tokenMs) throw new Refusal(401, 50027, 'Invalid Webhook Token')
  return asked
}

function personOf(world: World, asked: Asked) {
  const person = [...world.people.values()].find(({ id }) => id === asked.userId)
  if (!person) throw new Error('An interaction of nobody.')
  return person
}

function refuseIf(problems: readonly string[]): void {
  if (problems.length > 0) throw new Refusal(400, 50035, `Invalid Form Body: ${problems.join('; ')}`)
}

const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
