import type { LocalGateway } from './gateway.ts'
import {
  type Account,
  type Answered,
  type Asked,
  botUser,
  EPHEMERAL,
  type Json,
  type Message,
  messageToJson,
  userOf,
  type World,
} from './world.ts'

/**
 * Somebody on the local Discord. What they do resolves with the bot's first answer, once the desks that `waitsFor` knows have
 * said all: a first answer may be "wait".
 */
export interface DiscordPerson {
  readonly id: string
  readonly account: Account
  /** `/intro ask`; options by name. */
  types(command: string, verb: string, options?: Readonly<Record<string, string>>, where?: Where): Promise<Answered>
  /** What a type-ahead offers. */
  looksUp(
    command: string,
    verb: string,
    option: { name: string; typed: string },
  ): Promise<readonly { name: string; value: string }[]>
  /** Presses the newest button that they see whose label begins so; `pick` chooses in a menu by its placeholder. */
  clicks(label: string, choice?: { pick?: string }): Promise<Answered>
  /** Presses a button of a message that they see no more, or never saw. */
  presses(customId: string, on: Message): Promise<Answered>
  /** Fills the modal that is open before them, by the names of its fields, and sends it. */
  fills(values: Readonly<Record<string, string | readonly string[]>>): Promise<Answered>
  /** The title and the first values of the modal that is open before them. */
  modal(): { readonly title: string; readonly values: Readonly<Record<string, unknown>> } | null
  menu(name: string, on: { person?: DiscordPerson; message?: string }): Promise<Answered>
  writes(text: string): void
  /** Mentions the desk in the guild's channel. */
  mentions(text: string): void
  /** Every message that they can read, the oldest first. */
  messages(): readonly Message[]
  /** All the words of those messages. */
  reads(): string
  /** Sends the last interaction once more, as a gateway that repeats itself. */
  repeats(): void
  /** The last interaction as the bot got it. */
  last(): Json
}

/** In the guild's channel, in the direct message with the bot, or in a server that knows the app only from the person's own account. */
export type Where = 'guild' | 'direct' | 'elsewhere'

const STRANGERS = { guild: '1300000000000000099', channel: '1300000000000000098' }

interface Around {
  readonly world: World
  readonly gateway: LocalGateway
  /** Resolves when every desk has answered whatever it heard. */
  settled(): Promise<unknown>
}

/** The intent without which a bot hears nothing of a guild's messages. */
const GUILD_MESSAGES = 1 << 9
const ANSWER_WITHIN_MS = 60_000

export function personIn({ world, gateway, settled }: Around, name: string): DiscordPerson {
  const account: Account = { id: world.nextId(), name, closed: false, locale: 'en-US', modal: null }
  world.people.set(name, account)
  if (!world.guild.ownerId) world.guild.ownerId = account.id
  let last: Json | null = null
  const general = () => [...world.channels.values()].find(({ type }) => type === 0)?.id ?? ''
  const direct = () =>
    [...world.channels.values()].find(({ type, memberIds }) => type === 1 && memberIds.has(account.id))?.id ??
    openDirect(world, account)

  const ask = async (given: {
    type: number
    data: Json
    channelId: string
    message?: Message | undefined
  }): Promise<Answered> => {
    const isDirect = world.channels.get(given.channelId)?.type === 1
    const asked: Asked = {
      ...given,
      id: world.nextId(),
      token: `token-${world.nextId()}`,
      userId: account.id,
      message: given.message,
      askedAt: performance.now(),
      answered: null,
      answer: Promise.withResolvers<Answered>(),
    }
    world.interactions.set(asked.id, asked)
    last = interactionToJson(world, account, { asked, data: given.data, isDirect })
    gateway.tell('INTERACTION_CREATE', last)
    const answered = await inTime(asked.answer.promise, `${name}: ${JSON.stringify(given.data).slice(0, 200)}`)
    await settled()
    return answered
  }
  const visible = () => world.messages.filter((message) => canSee(world, account, message))
  const find = (label: string) => {
    for (const message of visible().toReversed()) {
      const control = controlsIn(message.body).find((one) =>
        String(one.label ?? one.placeholder ?? '').startsWith(label),
      )
      if (control) return { message, control }
    }
    const offered = visible().flatMap(({ body }) => controlsIn(body).map((one) => one.label ?? one.placeholder))
    throw new Error(`${name} sees nothing called "${label}". There is: ${offered.join(' · ') || 'nothing'}`)
  }
  const press = (control: Json, message: Message, pick?: string) => {
    const data = {
      custom_id: control.custom_id,
      component_type: control.type ?? 2,
      ...(pick !== undefined && { values: [pick] }),
    }
    return ask({ type: 3, data, channelId: message.channelId, message })
  }
  return {
    id: account.id,
    account,
    types(command, verb, options = {}, where = 'guild') {
      const list = Object.entries(options).map(([option, value]) => ({ name: option, type: 3, value }))
      const data = { id: world.nextId(), name: command, type: 1, options: [{ name: verb, type: 1, options: list }] }
      const channelBy = { guild: general, direct, elsewhere: () => STRANGERS.channel }
      return ask({ type: 2, data, channelId: channelBy[where]() })
    },
    async looksUp(command, verb, { name: option, typed }) {
      const focused = { name: option, type: 3, value: typed, focused: true }
      const data = {
        id: world.nextId(),
        name: command,
        type: 1,
        options: [{ name: verb, type: 1, options: [focused] }],
      }
      const answered = await ask({ type: 4, data, channelId: general() })
      return answered.data.choices as { name: string; value: string }[]
    },
    clicks(label, { pick } = {}) {
      const { message, control } = find(label)
      return press(control, message, pick)
    },
    presses: (customId, on) => press({ custom_id: customId, type: 2 }, on),
    fills(values) {
      const { modal } = account
      if (!modal) throw new Error(`No form is open before ${name}.`)
      account.modal = null
      const { from } = modal
      const channel = world.channels.get(from.channelId)
      const components = fillModal(modal.data, values)
      const data = { custom_id: modal.data.custom_id, components, resolved: { users: usersIn(world, components) } }
      return ask({ type: 5, data, channelId: channel?.id ?? general(), message: from.message })
    },
    modal: () => account.modal && { title: String(account.modal.data.title), values: valuesOf(account.modal.data) },
    menu(label, { person, message }) {
      const target = person ?? { id: world.nextId() }
      const users = person ? { [person.id]: userOf(person.account) } : {}
      const body = { id: target.id, channel_id: general(), content: message ?? '' }
      const resolved = person ? { users } : { messages: { [target.id]: body } }
      const data = { id: world.nextId(), name: label, type: person ? 2 : 3, target_id: target.id, resolved }
      return ask({ type: 2, data, channelId: general() })
    },
    writes(text) {
      const channel = direct()
      const author = userOf(account)
      gateway.tell('MESSAGE_CREATE', { id: world.nextId(), channel_id: channel, author, content: text, type: 0 })
    },
    mentions(text) {
      const said = { id: world.nextId(), channel_id: general(), guild_id: world.guild.id, type: 0 }
      const content = `<@${world.botId}> ${text}`
      const message = { ...said, author: userOf(account), content, mentions: [botUser(world)], member: { nick: null } }
      gateway.tell('MESSAGE_CREATE', message, GUILD_MESSAGES)
    },
    messages: visible,
    reads: () =>
      visible()
        .map((message) => wordsIn(message.body))
        .join('\n\n'),
    repeats() {
      if (last) gateway.tell('INTERACTION_CREATE', last)
    },
    last: () => last ?? {},
  }
}

function openDirect(world: World, account: Account): string {
  const id = world.nextId()
  world.channels.set(id, { id, type: 1, name: account.name, memberIds: new Set([account.id]) })
  return id
}

function interactionToJson(
  world: World,
  account: Account,
  { asked, data, isDirect }: { asked: Asked; data: Json; isDirect: boolean },
): Json {
  const user = userOf(account)
  const isElsewhere = asked.channelId === STRANGERS.channel
  const place = isDirect
    ? { user, authorizing_integration_owners: { 0: '0' }, context: 1 }
    : {
        guild_id: isElsewhere ? STRANGERS.guild : world.guild.id,
        member: { user, nick: null, roles: [], permissions: '0' },
        authorizing_integration_owners: isElsewhere ? { 1: account.id } : { 0: world.guild.id },
        context: 0,
      }
  return {
    id: asked.id,
    application_id: world.applicationId,
    type: asked.type,
    token: asked.token,
    version: 1,
    locale: account.locale,
    guild_locale: 'en-US',
    channel_id: asked.channelId,
    channel: { id: asked.channelId, type: isDirect ? 1 : 0 },
    // All that the desk needs but private threads.
    app_permissions: '117760',
    entitlements: [],
    attachment_size_limit: 10_485_760,
    data,
    ...place,
    ...(asked.message && { message: messageToJson(world, asked.message) }),
  }
}

async function inTime(answer: Promise<Answered>, what: string): Promise<Answered> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`No answer to ${what}`)), ANSWER_WITHIN_MS)
  try {
    return await Promise.race([answer, promise])
  } finally {
    clearTimeout(timer)
  }
}

function canSee(world: World, account: Account, message: Message): boolean {
  if (message.deleted || (message.onlyFor && message.onlyFor !== account.id)) return false
  const channel = world.channels.get(message.channelId)
  return channel?.type === 0 || (channel?.memberIds.has(account.id) ?? false)
}

const CONTROLS = [2, 3]

export function controlsIn(value: unknown): Json[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'type' in value && CONTROLS.includes(Number(value.type)) && 'custom_id' in value ? [value as Json] : []
  return [...own, ...Object.values(value).flatMap(controlsIn)]
}

export function wordsIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const own = ['content', 'label', 'placeholder'].flatMap((key) => {
    const text = (value as Json)[key]
    return typeof text === 'string' ? [text] : []
  })
  return [...own, ...Object.values(value).map(wordsIn)].filter(Boolean).join('\n')
}

function controlsOf(modal: Json): Json[] {
  const labels = (modal.components as Json[]).filter(({ type }) => type === 18)
  return labels.map(({ component }) => component as Json)
}

const fieldOf = (control: Json) => String(control.custom_id).split('@')[0] ?? ''

function valuesOf(modal: Json): Record<string, unknown> {
  return Object.fromEntries(controlsOf(modal).map((control) => [fieldOf(control), firstValue(control)]))
}

function firstValue(control: Json): unknown {
  const options = (control.options ?? []) as Json[]
  const chosen = options.filter((option) => option.default === true).map(({ value }) => value)
  if (control.type === 4) return control.value ?? ''
  if (control.type === 21) return chosen[0] ?? null
  if (control.type === 5) return ((control.default_values ?? []) as Json[]).map(({ id }) => id)
  return chosen
}

/** What Discord would send: text and radio groups have a value, everything else a list. Refuses what the client would not let through. */
function fillModal(modal: Json, values: Readonly<Record<string, string | readonly string[]>>): Json[] {
  const names = controlsOf(modal).map(fieldOf)
  const unknown = Object.keys(values).filter((name) => !names.includes(name))
  if (unknown.length > 0)
    throw new Error(`The form has no field "${unknown.join('", "')}". It has: ${names.join(', ')}`)
  return controlsOf(modal).map((control, index) => {
    const given = values[fieldOf(control)] ?? firstValue(control)
    const isOne = control.type === 4 || control.type === 21
    const list = Array.isArray(given) ? given : given === null || given === '' ? [] : [given]
    if (control.required === true && list.length === 0) throw new Error(`"${fieldOf(control)}" is required.`)
    const component = { type: control.type, id: index * 2 + 2, custom_id: control.custom_id }
    return {
      type: 18,
      id: index * 2 + 1,
      component: {
        ...component,
        ...(isOne ? { value: list[0] ?? (control.type === 4 ? '' : null) } : { values: list }),
      },
    }
  })
}

function usersIn(world: World, components: readonly Json[]): Json {
  const chosen = components.flatMap(({ component }) =>
    (component as Json).type === 5 ? ((component as Json).values as string[]) : [],
  )
  const people = [...world.people.values()].filter(({ id }) => chosen.includes(id))
  return Object.fromEntries(people.map((person) => [person.id, userOf(person)]))
}

export const isPrivate = (message: Message) => (Number(message.body.flags ?? 0) & EPHEMERAL) !== 0
