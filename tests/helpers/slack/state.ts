import { randomBytes } from 'node:crypto'

/** What the local Slack knows: one or more workspaces, people, conversations, messages, views. Nothing of it is ours. */
export type Json = Record<string, unknown>

export interface SlackTeam {
  readonly id: string
  readonly name: string
  readonly botToken: string
  /** The one before a renewal: good until its own end, so that a process that holds it can go on. */
  readonly formerToken?: string
  readonly botUserId: string
  readonly botId: string
  /** A whole organisation, for an org-wide install. */
  readonly isOrganisation: boolean
  /** The organisation that the team is in. */
  readonly organisation?: string
  scopes: string[]
}

export interface SlackUser {
  readonly id: string
  readonly teamId: string
  readonly name: string
  readonly realName: string
  readonly tz: string
  readonly locale: string
  /** From another organisation, over Slack Connect. */
  readonly isStranger: boolean
  /** Their Home tab, as it was published last. */
  home: Json | null
  /** The modals that they see, the topmost last. */
  modals: View[]
}

export interface View extends Json {
  readonly id: string
  hash: string
  errors?: Record<string, string>
}

export interface Message {
  readonly channel: string
  readonly ts: string
  readonly author: string
  text: string
  blocks: Json[]
  metadata?: unknown
  readonly threadTs?: string
  /** Only this person sees it. */
  readonly ephemeralTo?: string
  readonly responseUrl?: string
  edits: number
  /** It grows by appending, and takes no edits meanwhile. */
  isStreaming?: boolean
  /** What a stream is said to be doing, as the blocks that Slack makes of it, until the message is edited. */
  tasks?: Json[]
}

export interface Channel {
  readonly id: string
  readonly kind: 'im' | 'mpim' | 'channel'
  readonly members: readonly string[]
  isArchived: boolean
}

export interface SlackState {
  readonly teams: Map<string, SlackTeam>
  readonly users: Map<string, SlackUser>
  readonly channels: Map<string, Channel>
  readonly messages: Message[]
  /** Every status that an agent's session was given, in order. */
  /** What is suggested to say, by the direct message with the app. */
  readonly prompts: Map<string, readonly { readonly title: string; readonly message: string }[]>
  readonly sessions: { readonly channel: string; readonly thread: string; readonly status: string }[]
  /** When each was made; used once, within three seconds. */
  readonly triggers: Map<string, { readonly madeAt: number; readonly user: string; used: boolean }>
  readonly hooks: Map<
    string,
    { readonly madeAt: number; readonly channel: string; readonly user: string; readonly ts?: string; uses: number }
  >
  readonly apps: {
    clientId: string
    clientSecret: string
    codes: Map<string, string>
    refreshTokens: Map<string, string>
  }
  /** Block types that this workspace does not take yet. */
  readonly refusesBlocks: Set<string>
  /** Answers hold what the documentation promises and nothing more, and a method named here is not there at all. */
  readonly thin: { isOn: boolean; readonly without: Set<string> }
  nextTs(): string
  id(prefix: string): string
}

export function emptyState(): SlackState {
  let at = 1_700_000_000
  let n = 0
  return {
    teams: new Map(),
    users: new Map(),
    channels: new Map(),
    messages: [],
    sessions: [],
    prompts: new Map(),
    triggers: new Map(),
    hooks: new Map(),
    apps: { clientId: 'client', clientSecret: 'client secret', codes: new Map(), refreshTokens: new Map() },
    refusesBlocks: new Set(),
    thin: { isOn: false, without: new Set() },
    nextTs: () => `${++at}.000100`,
    id: (prefix) => `${prefix}${String(++n).padStart(4, '0')}${randomBytes(3).toString('hex').toUpperCase()}`,
  }
}

export function channelBetween(state: SlackState, kind: Channel['kind'], members: readonly string[]): Channel {
  const key = [...members].sort().join(',')
  const known = [...state.channels.values()].find(
    (one) => one.kind === kind && [...one.members].sort().join(',') === key,
  )
  if (known) return known
  const channel: Channel = {
    id: state.id(kind === 'im' ? 'D' : kind === 'mpim' ? 'G' : 'C'),
    kind,
    members,
    isArchived: false,
  }
  state.channels.set(channel.id, channel)
  return channel
}
