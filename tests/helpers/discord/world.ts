import type { ApiRequest } from './description.ts'

/** What the local Discord holds: people, a guild with its channels, messages, and the interactions that wait for an answer. */
export interface World {
  readonly applicationId: string
  readonly botId: string
  readonly token: string
  readonly guild: Guild
  readonly channels: Map<string, Channel>
  readonly messages: Message[]
  readonly people: Map<string, Account>
  readonly interactions: Map<string, Asked>
  commands: Json[]
  /** Every request that the bot made, with what was wrong with it. */
  readonly requests: Request[]
  nextId(): string
}

export type Json = Record<string, unknown>

export interface Request extends ApiRequest {
  readonly files: readonly SentFile[]
  readonly status: number
  readonly problems: readonly string[]
}

/** `part` is its place in the request, such as "files[0]". */
export interface SentFile {
  readonly part: string
  readonly name: string
  readonly data: Buffer
}

export interface Guild {
  readonly id: string
  readonly name: string
  ownerId: string
}

export interface Channel {
  readonly id: string
  /** 0 text · 1 direct · 12 private thread. */
  readonly type: number
  readonly name: string
  /** For a direct message and a private thread: who sees it. */
  readonly memberIds: Set<string>
  /** What the bot is answered here instead of being let in. */
  refuses?: { readonly status: number; readonly code: number }
}

export interface Account {
  readonly id: string
  readonly name: string
  /** Takes no direct messages from the bot. */
  closed: boolean
  locale: string
  /** The modal that is open before them. */
  modal: { readonly data: Json; readonly from: Asked } | null
}

export interface Message {
  readonly id: string
  readonly channelId: string
  body: Json
  readonly nonce: string | undefined
  /** Only this person sees it. */
  readonly onlyFor: string | undefined
  /** The interaction that it answers. */
  readonly answers: Asked | undefined
  createdAt: number
  edits: number
  deleted: boolean
}

/** An interaction that was sent to the bot. */
export interface Asked {
  readonly id: string
  readonly token: string
  readonly type: number
  readonly userId: string
  readonly channelId: string
  /** The message that was clicked, or whose button opened the modal. */
  readonly message: Message | undefined
  readonly askedAt: number
  answered: Answered | null
  /** Resolves with the first answer. */
  readonly answer: PromiseWithResolvers<Answered>
}

/** The callback's type, and the message that it made or will make. */
export interface Answered {
  readonly type: number
  readonly data: Json
  message: Message | null
}

/** What Discord says no with. */
export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Json
  constructor(
    status: number,
    code: number,
    message: string,
    more: { headers?: Record<string, string>; body?: Json } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.headers = more.headers ?? {}
    this.body = { message, code, ...more.body }
  }
}

export const EPHEMERAL = 64
const EPOCH = 1_420_070_400_000n

/** Snowflakes: their time comes first, so that they are in order. */
export function idSource(): () => string {
  let count = 0n
  return () => String(((BigInt(Date.now()) - EPOCH) << 22n) | (count++ & 0x3fffffn))
}

export function createWorld(options: { token: string; applicationId: string }): World {
  const nextId = idSource()
  const guild: Guild = { id: nextId(), name: 'Kelp & Friends', ownerId: '' }
  const general: Channel = { id: nextId(), type: 0, name: 'general', memberIds: new Set() }
  return {
    ...options,
    botId: options.applicationId,
    guild,
    channels: new Map([[general.id, general]]),
    messages: [],
    people: new Map(),
    interactions: new Map(),
    commands: [],
    requests: [],
    nextId,
  }
}

export const userOf = ({ id, name }: Pick<Account, 'id' | 'name'>): Json => ({
  id,
  username: name.toLowerCase().replace(/\W+/g, '_'),
  global_name: name,
  discriminator: '0',
  avatar: null,
  public_flags: 0,
  flags: 0,
  primary_guild: null,
})

export function botUser({ botId }: World): Json {
  return {
    ...userOf({ id: botId, name: 'Introdesk' }),
    bot: true,
    email: null,
    mfa_enabled: false,
    verified: true,
    locale: 'en-US',
  }
}

/** A message as Discord shows it to the bot. */
export function messageToJson(world: World, message: Message): Json {
  const { id, channelId, body, nonce, onlyFor, answers, edits } = message
  return {
    id,
    channel_id: channelId,
    type: 0,
    author: botUser(world),
    content: body.content ?? '',
    components: withDefaults(body.components ?? []),
    embeds: [],
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: edits > 0 ? new Date().toISOString() : null,
    flags: Number(body.flags ?? 0) | (onlyFor ? EPHEMERAL : 0),
    ...(nonce !== undefined && { nonce }),
    ...(answers?.message && { interaction_metadata: metadataOf(world, answers, answers.message) }),
  }
}

/** Whose act a message answers; for a form, also what had opened it. */
function metadataOf(world: World, { id, type, userId }: Asked, clicked: Message): Json {
  const act = { id, type, user: userOf(accountOf(world, userId)), authorizing_integration_owners: {} }
  const click = { ...act, type: 3, interacted_message_id: clicked.id }
  return type === 5 ? { ...act, triggering_interaction_metadata: click } : click
}

/** What Discord adds to the components that it was given: numbers for those without one, and its defaults. */
function withDefaults(value: unknown): unknown {
  let next = 1
  const fill = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(fill)
    if (typeof one !== 'object' || one === null) return one
    const inner = Object.fromEntries(Object.entries(one).map(([key, part]) => [key, fill(part)]))
    if (typeof inner.type !== 'number') return 'media' in inner ? shownMedia(inner) : inner
    return { ...DEFAULTS[inner.type], ...inner, id: inner.id ?? next++ }
  }
  return fill(value)
}

/** An attachment is shown from an address of Discord's own. */
function shownMedia(item: Json): Json {
  const media = item.media as { readonly url: string }
  const url = media.url.replace('attachment://', 'https://cdn.local/')
  return { spoiler: false, description: null, ...item, media: { id: '1100000000000000009', proxy_url: url, url } }
}

const DEFAULTS: Readonly<Record<number, Json>> = {
  3: { min_values: 1, max_values: 1 },
  14: { spacing: 1, divider: true },
  17: { accent_color: null, spoiler: false },
}

export function accountOf(world: World, id: string): Account {
  const account = [...world.people.values()].find((person) => person.id === id)
  if (!account) throw new Error(`Nobody here has the id ${id}.`)
  return account
}
