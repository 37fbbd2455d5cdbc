import { messageProblems, viewProblems } from './limits.ts'
import {
  channelBetween,
  type Json,
  type Message,
  type SlackState,
  type SlackTeam,
  type SlackUser,
  type View,
} from './state.ts'

/** Slack's Web API, as far as it is used: it refuses what Slack refuses. */
export interface Call {
  readonly method: string
  readonly args: Json
  readonly token: string
}

export class Refusal extends Error {
  readonly code: string
  readonly messages: readonly string[]
  constructor(code: string, messages: readonly string[] = []) {
    super(code)
    this.code = code
    this.messages = messages
  }
}

const SCOPES: Readonly<Record<string, string>> = {
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'users.info': 'users:read',
}

type Method = (state: SlackState, team: SlackTeam, args: Json) => Json

const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': (_state, team) => ({
    ok: true,
    team: team.name,
    team_id: team.id,
    user: 'introdesk',
    user_id: team.botUserId,
    bot_id: team.botId,
    is_enterprise_install: team.isOrganisation,
    ...(team.isOrganisation && { enterprise_id: team.id }),
  }),
  'users.info': (state, _team, { user }) => ({ ok: true, user: profile(userOf(state, user)) }),
  'conversations.open': openConversation,
  'conversations.history': history,
  'chat.postEphemeral': postEphemeral,
  'conversations.replies': history,
  'chat.postMessage': postMessage,
  'chat.update': updateMessage,
  'chat.startStream': startStream,
  'chat.appendStream': appendStream,
  'chat.stopStream': stopStream,
  'agents.sessions.setStatus': setSessionStatus,
  'assistant.threads.setSuggestedPrompts': suggest,
  'views.open': (state, _team, args) => openView(state, args, 'open'),
  'views.push': (state, _team, args) => openView(state, args, 'push'),
  'views.update': updateView,
  'views.publish': publishView,
}

export function answerCall(state: SlackState, { method, args, token }: Call): Json {
  if (state.thin.without.has(method)) throw new Refusal('unknown_method')
  if (method === 'oauth.v2.access') return exchange(state, args)
  const team = [...state.teams.values()].find((one) => token === one.botToken || token === one.formerToken)
  if (!team) throw new Refusal(token ? 'invalid_auth' : 'not_authed')
  const run = METHODS[method]
  if (!run) throw new Refusal('unknown_method')
  needScope(team, method === 'conversations.open' ? conversationScope(args) : SCOPES[method])
  const answer = run(state, team, args)
  return state.thin.isOn ? thinned(method, answer) : answer
}

/** What is left of an answer where a Slack says only what it must. */
function thinned(method: string, answer: Json): Json {
  const { ok, team_id, user_id, ts, channel, view, user, messages } = answer
  switch (method) {
    case 'auth.test':
      return { ok, team_id, user_id }
    case 'users.info':
      return { ok, user: { id: (user as Json).id } }
    case 'views.open':
    case 'views.push':
    case 'views.update':
      return { ok, view: { id: (view as Json).id } }
    case 'chat.postMessage':
      return { ok, ts, channel }
    case 'conversations.open':
      return { ok, channel }
    case 'conversations.history':
      return { ok, messages }
    default:
      return { ok }
  }
}

function conversationScope({ users }: Json): string {
  return String(users).includes(',') ? 'mpim:write' : 'im:write'
}

function needScope(team: SlackTeam, scope: string | undefined): void {
  if (scope && !team.scopes.includes(scope)) throw new Refusal('missing_scope')
}

function openConversation(state: SlackState, team: SlackTeam, { users }: Json): Json {
  const ids = String(users).split(',')
  if (ids.length > 8) throw new Refusal('too_many_users')
  for (const id of ids) userOf(state, id)
  const kind = ids.length > 1 ? 'mpim' : 'im'
  return { ok: true, channel: { id: channelBetween(state, kind, [team.botUserId, ...ids]).id } }
}

function history(state: SlackState, team: SlackTeam, args: Json): Json {
  const channel = channelOf(state, args.channel)
  needScope(team, channel.kind === 'im' ? 'im:history' : channel.kind === 'mpim' ? 'mpim:history' : 'channels:history')
  const isHere = ({ channel: place, threadTs, ephemeralTo }: Message) =>
    place === channel.id && !ephemeralTo && (args.ts === undefined || threadTs === args.ts)
  const newest = state.messages.filter(isHere).toReversed()
  const messages = newest
    .slice(0, Number(args.limit ?? 100))
    .map(({ ts, text, author, metadata, blocks, tasks = [] }) => ({
      type: 'message',
      ts,
      text,
      user: author,
      blocks: [...tasks, ...blocks],
      ...(args.include_all_metadata && metadata ? { metadata } : {}),
    }))
  return { ok: true, messages, has_more: newest.length > messages.length }
}

function postMessage(state: SlackState, team: SlackTeam, args: Json): Json {
  const id = String(args.channel)
  const channel = id.startsWith('U')
    ? channelBetween(state, 'im', [team.botUserId, userOf(state, id).id])
    : channelOf(state, id)
  if (channel.isArchived) throw new Refusal('is_archived')
  if (!channel.members.includes(team.botUserId)) throw new Refusal('not_in_channel')
  refuseBlocks(state, args)
  const message = {
    channel: channel.id,
    ts: state.nextTs(),
    author: team.botUserId,
    text: String(args.text ?? ''),
    blocks: blocksOf(args),
    metadata: args.metadata,
    edits: 0,
    ...(args.thread_ts ? { threadTs: String(args.thread_ts) } : {}),
  }
  state.messages.push(message)
  return { ok: true, channel: channel.id, ts: message.ts, message: { text: message.text } }
}

function postEphemeral(state: SlackState, team: SlackTeam, args: Json): Json {
  const channel = channelOf(state, args.channel)
  const user = userOf(state, String(args.user))
  if (!channel.members.includes(user.id)) throw new Refusal('user_not_in_channel')
  if (!channel.members.includes(team.botUserId)) throw new Refusal('not_in_channel')
  refuseBlocks(state, args)
  const text = String(args.text ?? '')
  const message = { channel: channel.id, ts: state.nextTs(), author: team.botUserId, text, blocks: blocksOf(args) }
  state.messages.push({ ...message, ephemeralTo: user.id, edits: 0 })
  return { ok: true, message_ts: message.ts }
}

function updateMessage(state: SlackState, team: SlackTeam, args: Json): Json {
  const channel = channelOf(state, args.channel)
  const message = state.messages.find((one) => one.channel === channel.id && one.ts === args.ts && !one.ephemeralTo)
  if (!message) throw new Refusal('message_not_found')
  if (message.author !== team.botUserId) throw new Refusal('cant_update_message')
  if (message.isStreaming) throw new Refusal('streaming_state_conflict')
  refuseBlocks(state, args)
  message.text = String(args.text ?? '')
  message.blocks = blocksOf(args)
  message.tasks = []
  message.edits += 1
  return { ok: true, channel: channel.id, ts: message.ts }
}

/** docs.slack.dev, chat.startStream: in a thread; outside of direct messages for a named recipient of this team. */
function startStream(state: SlackState, team: SlackTeam, args: Json): Json {
  const channel = channelOf(state, args.channel)
  if (!args.thread_ts) throw new Refusal('invalid_arguments', ['thread_ts: required'])
  const isNamed = args.recipient_user_id !== undefined && args.recipient_team_id !== undefined
  if (channel.kind !== 'im' && !isNamed) throw new Refusal('missing_recipient_user_id')
  if (!channel.members.includes(team.botUserId)) throw new Refusal('not_in_channel')
  const text = streamedText(args)
  const place = { channel: channel.id, ts: state.nextTs(), threadTs: String(args.thread_ts) }
  const about = { author: team.botUserId, blocks: [], edits: 0, isStreaming: true, tasks: tasksIn(args) }
  state.messages.push({ ...place, ...about, text })
  return { ok: true, channel: channel.id, ts: place.ts }
}

function appendStream(state: SlackState, _team: SlackTeam, args: Json): Json {
  const message = streamOf(state, args)
  message.text += streamedText(args)
  return { ok: true, channel: message.channel, ts: message.ts }
}

function stopStream(state: SlackState, _team: SlackTeam, args: Json): Json {
  const message = streamOf(state, args)
  message.isStreaming = false
  if (args.session_status) {
    state.sessions.push({
      channel: message.channel,
      thread: message.threadTs ?? '',
      status: String(args.session_status),
    })
  }
  return { ok: true, channel: message.channel, ts: message.ts }
}

function streamOf(state: SlackState, args: Json): Message {
  const message = state.messages.find(({ channel, ts }) => channel === args.channel && ts === args.ts)
  if (!message) throw new Refusal('message_not_found')
  if (!message.isStreaming) throw new Refusal('message_not_in_streaming_state')
  return message
}

function tasksIn({ chunks }: Json): Json[] {
  const tasks = listed(chunks ?? []).filter(({ type }) => type === 'task_update')
  return tasks.map(({ id, title, status }) => ({ type: 'task_card', task_id: id, title, status }))
}

function streamedText({ chunks, markdown_text }: Json): string {
  const given = listed(chunks ?? [])
  if (given.length === 0 && markdown_text === undefined) throw new Refusal('invalid_arguments')
  const texts = given.filter(({ type }) => type === 'markdown_text').map(({ text }) => String(text))
  if (texts.some((text) => text.length > 12_000)) throw new Refusal('msg_too_long')
  return [String(markdown_text ?? ''), ...texts].join('')
}

function setSessionStatus(state: SlackState, _team: SlackTeam, { channel_id, thread_ts, status }: Json): Json {
  const { id } = channelOf(state, channel_id)
  if (!['active', 'processing', 'suspended', 'closed'].includes(String(status))) throw new Refusal('invalid_status')
  state.sessions.push({ channel: id, thread: String(thread_ts), status: String(status) })
  return { ok: true, status }
}

/** For an agent: at most four, and with a thread nothing happens (docs.slack.dev, November 2026). */
function suggest(state: SlackState, _team: SlackTeam, { channel_id, thread_ts, prompts }: Json): Json {
  const { id } = channelOf(state, channel_id)
  const given = listed(prompts)
  const isWhole = given.every(({ title, message }) => Boolean(title && message))
  if (given.length < 1 || given.length > 4 || !isWhole) throw new Refusal('invalid_arguments')
  if (thread_ts === undefined)
    state.prompts.set(
      id,
      given.map(({ title, message }) => ({ title: String(title), message: String(message) })),
    )
  return { ok: true }
}

function openView(state: SlackState, args: Json, how: 'open' | 'push'): Json {
  const trigger = state.triggers.get(String(args.trigger_id))
  if (!trigger) throw new Refusal('invalid_trigger_id')
  if (trigger.used) throw new Refusal('exchanged_trigger_id')
  if (performance.now() - trigger.madeAt > 3_000) throw new Refusal('expired_trigger_id')
  const user = userOf(state, trigger.user)
  if (how === 'push' && user.modals.length >= 3) throw new Refusal('push_limit_reached')
  const view = newView(state, args.view)
  trigger.used = true
  user.modals = how === 'push' ? [...user.modals, view] : [view]
  return { ok: true, view }
}

function updateView(state: SlackState, _team: SlackTeam, args: Json): Json {
  for (const user of state.users.values()) {
    const index = user.modals.findIndex((view) => view.id === args.view_id)
    const old = user.modals[index]
    if (!old) continue
    if (args.hash !== undefined && args.hash !== old.hash) throw new Refusal('hash_conflict')
    const view = { ...newView(state, args.view), id: old.id }
    user.modals[index] = view
    return { ok: true, view }
  }
  throw new Refusal('not_found')
}

function publishView(state: SlackState, _team: SlackTeam, args: Json): Json {
  const user = userOf(state, args.user_id)
  if (args.hash !== undefined && args.hash !== user.home?.hash) throw new Refusal('hash_conflict')
  user.home = newView(state, args.view)
  return { ok: true, view: user.home }
}

export function newView(state: SlackState, view: unknown): View {
  const given = parsed(view)
  const unknown = listOfBlocks(given.blocks).filter((type) => state.refusesBlocks.has(type))
  const problems = [...viewProblems(given), ...unknown.map((type) => `unsupported type: ${type}`)]
  if (problems.length > 0) throw new Refusal('invalid_arguments', problems)
  return { ...given, id: state.id('V'), hash: state.id('h') }
}

function refuseBlocks(state: SlackState, args: Json): void {
  const unknown = blocksOf(args).flatMap(({ type }) => (state.refusesBlocks.has(String(type)) ? [String(type)] : []))
  if (unknown.length > 0)
    throw new Refusal(
      'invalid_blocks',
      unknown.map((type) => `unsupported type: ${type}`),
    )
  const problems = messageProblems({ text: args.text, ...(args.blocks !== undefined && { blocks: blocksOf(args) }) })
  if (problems.some((problem) => problem.includes('msg_blocks_too_long')))
    throw new Refusal('msg_blocks_too_long', problems)
  if (problems.length > 0) throw new Refusal('invalid_blocks', problems)
}

function exchange(state: SlackState, args: Json): Json {
  const { apps } = state
  if (args.client_id !== apps.clientId || args.client_secret !== apps.clientSecret)
    throw new Refusal('bad_client_secret')
  const isRenewal = args.grant_type === 'refresh_token'
  const from = isRenewal ? apps.refreshTokens : apps.codes
  const key = String(isRenewal ? args.refresh_token : args.code)
  const team = state.teams.get(from.get(key) ?? '')
  if (!team) throw new Refusal(isRenewal ? 'invalid_refresh_token' : 'invalid_code')
  from.delete(key)
  const token = isRenewal ? `xoxe.xoxb-${state.id('renewed')}` : team.botToken
  const refreshToken = state.id('xoxe-')
  state.teams.set(team.id, { ...team, botToken: token, ...(isRenewal && { formerToken: team.botToken }) })
  apps.refreshTokens.set(refreshToken, team.id)
  return {
    ok: true,
    app_id: 'A0LOCAL',
    access_token: token,
    token_type: 'bot',
    scope: team.scopes.join(','),
    bot_user_id: team.botUserId,
    team: team.isOrganisation ? null : { id: team.id, name: team.name },
    enterprise: organisationOf(state, team),
    is_enterprise_install: team.isOrganisation,
    authed_user: { id: [...state.users.values()].find((user) => user.teamId === team.id || team.isOrganisation)?.id },
    refresh_token: refreshToken,
    expires_in: 43_200,
  }
}

function organisationOf(state: SlackState, team: SlackTeam): Json | null {
  const whole = team.isOrganisation ? team : state.teams.get(team.organisation ?? '')
  return whole ? { id: whole.id, name: whole.name } : null
}

function profile(user: SlackUser): Json {
  const { id, name, realName, tz, locale, teamId, isStranger } = user
  return {
    id,
    name,
    real_name: realName,
    tz,
    locale,
    team_id: teamId,
    is_stranger: isStranger,
    profile: { real_name: realName },
  }
}

function userOf(state: SlackState, id: unknown): SlackUser {
  const user = state.users.get(String(id))
  if (!user) throw new Refusal('user_not_found')
  return user
}

function channelOf(state: SlackState, id: unknown) {
  const channel = state.channels.get(String(id))
  if (!channel) throw new Refusal('channel_not_found')
  return channel
}

const listOfBlocks = (blocks: unknown) => (Array.isArray(blocks) ? blocks.map(({ type }) => String(type)) : [])

export function blocksOf(args: Json): Json[] {
  const blocks = typeof args.blocks === 'string' ? JSON.parse(args.blocks) : args.blocks
  return Array.isArray(blocks) ? blocks : []
}

function listed(value: unknown): readonly Json[] {
  const list: unknown = typeof value === 'string' ? JSON.parse(value) : value
  return Array.isArray(list) ? list : []
}

/** The Web API takes nested values as JSON in form fields. */
function parsed(value: unknown): Json {
  return typeof value === 'string' ? JSON.parse(value) : (value as Json)
}
