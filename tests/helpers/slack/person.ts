import type { Answer } from '../slack-server.ts'
import { addAnswer } from '../slack-server.ts'
import { messageProblems } from './limits.ts'
import { newView } from './methods.ts'
import { channelBetween, type Json, type Message, type SlackState, type SlackUser, type View } from './state.ts'

/** Somebody in Slack: what they type, press and fill in goes to the app as Slack would send it; what comes back is what they see. */
export interface SlackPerson {
  readonly id: string
  /** A slash command, in their direct message with the app or in a channel. */
  says(text: string, channel?: string): Promise<Answer>
  /** Presses the newest button with this label: in a modal, else in a message, else in Home. */
  clicks(label: string, choice?: { readonly option?: string; readonly home?: boolean }): Promise<Answer>
  /** Presses a button that they may never have seen, as a forged or very old message would. */
  forges(token: string): Promise<Answer>
  /** Fills and submits the modal on top. A list chooses several. */
  fills(fields: Readonly<Record<string, string | readonly string[]>>): Promise<Answer>
  /** The labels and values that a type-ahead of the modal offers. */
  looksFor(field: string, query: string): Promise<readonly { label: string; value: string }[]>
  usesShortcut(callbackId: string, message?: string): Promise<Answer>
  opensHome(): Promise<Answer>
  opensMessages(): Promise<Answer>
  /** The titles that they may choose from in their Messages tab. */
  suggestions(): readonly string[]
  /** Chooses one: Slack then says its words for them. */
  takes(suggestion: string): Promise<Answer>
  /** The status beside their name, as the profile has it. */
  changesStatus(status: { status_text?: string; status_emoji?: string; status_expiration?: number }): Promise<Answer>
  writes(text: string, eventId?: string): Promise<Answer>
  /** Mentions the desk in a channel. */
  mentions(text: string, channel: string): Promise<Answer>
  /** The words of the modal on top, of Home, and of every message that they can read. */
  modal(): string
  home(): string
  reads(): string
  messages(): readonly Message[]
  /** Resolves once they can read this somewhere: in a message, a modal or Home. */
  sees(text: string | RegExp): Promise<void>
  readonly user: SlackUser
}

interface Town {
  readonly state: SlackState
  readonly base: string
  /** The team, or the organisation, whose installation hears what they do. */
  readonly installedIn: string
  readonly isOrganisation: boolean
  send(kind: string, payload: Json): Promise<Answer>
  until(what: () => string, isTrue: () => boolean): Promise<void>
}

export function slackPerson(town: Town, id: string): SlackPerson {
  const { state } = town
  const user = () => known(state, id)
  const me = () => ({ id, username: user().name, name: user().name, team_id: user().teamId })
  const bot = () => `U0BOT${town.installedIn}`
  const here = () => (town.isOrganisation ? user().teamId : town.installedIn)
  const direct = () => channelBetween(state, 'im', [bot(), id])
  const trigger = () => {
    const trigger = state.id('trigger')
    state.triggers.set(trigger, { madeAt: performance.now(), user: id, used: false })
    return trigger
  }
  const hook = (channel: string, ts?: string) => {
    const key = state.id('hook')
    state.hooks.set(key, { madeAt: performance.now(), channel, user: id, uses: 0, ...(ts && { ts }) })
    return `${town.base}/hooks/${key}`
  }
  const placed = (kind: string, extra: Json): Json => ({
    type: kind,
    user: me(),
    team: { id: here() },
    enterprise: town.isOrganisation ? { id: town.installedIn } : null,
    is_enterprise_install: town.isOrganisation,
    api_app_id: 'A0LOCAL',
    trigger_id: trigger(),
    ...extra,
  })
  const messages = () => state.messages.filter((message) => isVisible(state, message, id))
  const top = () => {
    const view = user().modals.at(-1)
    if (!view) throw new Error(`${id} sees no modal. They read: ${words(messages().map(({ blocks }) => blocks))}`)
    return view
  }
  const suggested = () => state.prompts.get(direct().id) ?? []
  const writes = (text: string, eventId?: string) => {
    const event = {
      type: 'message',
      channel_type: 'im',
      user: id,
      team: user().teamId,
      channel: direct().id,
      ts: state.nextTs(),
      text,
    }
    return sendEvent(town, here(), event, eventId)
  }
  const click = (action: Json, where: Json) =>
    town.send('interactive', placed('block_actions', { actions: [action], ...where }))
  return {
    id,
    get user() {
      return user()
    },
    async says(text, channel = direct().id) {
      const [, command = '', rest = ''] = /^(\/\S+)\s*(.*)$/s.exec(text) ?? []
      const body = {
        command,
        text: rest,
        user_id: id,
        user_name: user().name,
        team_id: here(),
        ...(town.isOrganisation && { enterprise_id: town.installedIn }),
        channel_id: channel,
        trigger_id: trigger(),
        response_url: hook(channel),
        api_app_id: 'A0LOCAL',
        is_enterprise_install: String(town.isOrganisation),
      }
      const answer = await town.send('slash_commands', body)
      if (answer.body) show(state, answer.body, { channel, user: id })
      return answer
    },
    async clicks(label, { option, home } = {}) {
      const modal = user().modals.at(-1)
      const inModal = modal && elementIn(modal.blocks, label)
      if (modal && inModal)
        return click(pressed(inModal, option), { container: { type: 'view', view_id: modal.id }, view: modal })
      const page = user().home
      const inHome = home && page ? elementIn(page.blocks, label) : undefined
      if (page && inHome)
        return click(pressed(inHome, option), { container: { type: 'view', view_id: page.id }, view: page })
      for (const message of messages().toReversed()) {
        const element = elementIn(message.blocks, label)
        if (!element) continue
        const { channel, ts } = message
        const container = {
          type: 'message',
          channel_id: channel,
          message_ts: ts,
          is_ephemeral: Boolean(message.ephemeralTo),
        }
        return click(pressed(element, option), { container, channel: { id: channel }, response_url: hook(channel, ts) })
      }
      throw new Error(`${id} sees no button "${label}". They read: ${words(messages().map(({ blocks }) => blocks))}`)
    },
    forges(token) {
      const channel = direct().id
      const container = { type: 'message', channel_id: channel, message_ts: '1.2', is_ephemeral: false }
      const action = { action_id: token, type: 'button', action_ts: '1' }
      return click(action, { container, channel: { id: channel }, response_url: hook(channel) })
    },
    async fills(fields) {
      const view = top()
      const values = stateOf(view, fields)
      const answer = await town.send('interactive', placed('view_submission', { view: { ...view, state: { values } } }))
      takeSubmitAnswer(state, user(), view, answer.body)
      return answer
    },
    async looksFor(field, query) {
      const view = top()
      const element = inputOf(view, field)
      const body = placed('block_suggestion', { action_id: element.action_id, block_id: field, value: query, view })
      const answer = await town.send('interactive', body)
      const options = (answer.body?.options ?? []) as { text: { text: string }; value: string }[]
      return options.map(({ text, value }) => ({ label: text.text, value }))
    },
    usesShortcut(callbackId, message) {
      const kind = message === undefined ? 'shortcut' : 'message_action'
      const extra = message === undefined ? {} : { message: { text: message }, channel: { id: direct().id } }
      return town.send('interactive', placed(kind, { callback_id: callbackId, ...extra }))
    },
    opensMessages: () =>
      sendEvent(town, here(), { type: 'app_home_opened', user: id, tab: 'messages', channel: direct().id }),
    suggestions: () => suggested().map(({ title }) => title),
    takes(suggestion) {
      const taken = suggested().find(({ title }) => title === suggestion)
      if (!taken) throw new Error(`Nobody suggests "${suggestion}" to ${id}.`)
      return writes(taken.message)
    },
    opensHome: () => sendEvent(town, here(), { type: 'app_home_opened', user: id, tab: 'home', channel: direct().id }),
    changesStatus: (status) =>
      sendEvent(town, here(), {
        type: 'user_change',
        user: { id, profile: { status_text: '', status_emoji: '', ...status } },
      }),
    writes,
    mentions(text, channel) {
      const said = { user: id, team: user().teamId, channel, ts: state.nextTs(), text: `<@${bot()}> ${text}` }
      return sendEvent(town, here(), { type: 'app_mention', ...said })
    },
    modal: () => (user().modals.length > 0 ? words(top()) : ''),
    home: () => words(user().home),
    reads: () =>
      messages()
        .map(({ text, blocks }) => words(blocks) || text)
        .join('\n\n'),
    messages,
    sees(text) {
      const everything = () =>
        [words(messages().map((one) => [one.blocks, one.text])), words(user().modals), words(user().home)].join('\n')
      return town.until(
        () => `${id} sees ${String(text)}. They see:\n${everything()}`,
        () => new RegExp(text).test(everything()),
      )
    },
  }
}

function sendEvent(town: Town, team: string, event: Json, eventId = town.state.id('Ev')): Promise<Answer> {
  const about = { type: 'event_callback', team_id: team, api_app_id: 'A0LOCAL', event_id: eventId }
  const place = {
    enterprise_id: town.installedIn,
    authorizations: [{ enterprise_id: town.installedIn, team_id: team, is_bot: true, is_enterprise_install: true }],
  }
  const time = Math.floor(Date.now() / 1000)
  return town.send('events_api', { ...about, ...(town.isOrganisation && place), event_time: time, event })
}

function show(state: SlackState, body: Json, to: { channel: string; user: string }): void {
  const problems = messageProblems(body)
  if (problems.length > 0) throw new Error(`Slack would not show the answer to a command:\n${problems.join('\n')}`)
  addAnswer(state, body, to)
}

function takeSubmitAnswer(state: SlackState, user: SlackUser, view: View, body: Json | undefined): void {
  switch (body?.response_action) {
    case 'errors':
      view.errors = body.errors as Record<string, string>
      return
    case 'update':
      user.modals[user.modals.length - 1] = { ...newView(state, body.view), id: view.id }
      return
    case 'clear':
      user.modals = []
      return
    default:
      user.modals = user.modals.slice(0, -1)
  }
}

function stateOf(view: View, fields: Readonly<Record<string, string | readonly string[]>>): Json {
  const inputs = listOf(view.blocks).filter((block) => block.type === 'input')
  const unknown = Object.keys(fields).filter((name) => !inputs.some((block) => block.block_id === name))
  if (unknown.length > 0) throw new Error(`The modal has no field ${unknown.join(', ')}: ${words(view)}`)
  return Object.fromEntries(
    inputs.map((block) => {
      const element = asObject(block.element)
      const name = String(block.block_id)
      return [name, { [String(element.action_id)]: controlState(element, fields[name]) }]
    }),
  )
}

function controlState(element: Json, given: string | readonly string[] | undefined): Json {
  const type = String(element.type)
  const option = (value: string) =>
    listOf(element.options).find((one) => one.value === value) ?? { value, text: { type: 'plain_text', text: value } }
  switch (type) {
    case 'checkboxes':
    case 'multi_static_select':
      return {
        type,
        selected_options: given === undefined ? (element.initial_options ?? []) : [given].flat().map(option),
      }
    case 'radio_buttons':
    case 'static_select':
    case 'external_select':
      return { type, selected_option: given === undefined ? (element.initial_option ?? null) : option(String(given)) }
    case 'users_select':
      return { type, selected_user: given ?? element.initial_user ?? null }
    case 'datepicker':
      return { type, selected_date: given ?? element.initial_date ?? null }
    default:
      return { type, value: given ?? element.initial_value ?? null }
  }
}

function inputOf(view: View, field: string): Json {
  const block = listOf(view.blocks).find((one) => one.block_id === field)
  if (!block) throw new Error(`The modal has no field "${field}": ${words(view)}`)
  return asObject(block.element)
}

function pressed(element: Json, option: string | undefined): Json {
  const { action_id, type, options, value } = element
  const chosen = listOf(options).find((one) => one.value === option)
  return {
    action_id,
    type,
    ...(type === 'feedback_buttons' && { value }),
    block_id: 'b',
    action_ts: '1',
    ...(chosen && { selected_option: chosen }),
  }
}

function elementIn(blocks: unknown, label: string): Json | undefined {
  const all = listOf(blocks).flatMap((block) => [block, ...listOf(block.child_blocks)])
  const elements = all
    .flatMap((block) => [
      ...listOf(block.elements).flatMap((element) => [element, ...listOf(element.actions)]),
      ...listOf([block.accessory]),
    ])
    .flatMap(opinionsOf)
  return elements.find(
    (element) => element.action_id && (textOf(element.text) || textOf(element.placeholder)).startsWith(label),
  )
}

/** Feedback buttons are one element with two faces: what is pressed says its value. */
function opinionsOf(element: Json): Json[] {
  if (element.type !== 'feedback_buttons') return [element]
  const { type, action_id } = element
  return [element.positive_button, element.negative_button].map((face) => ({ type, action_id, ...asObject(face) }))
}

function isVisible(state: SlackState, message: Message, user: string): boolean {
  if (message.ephemeralTo) return message.ephemeralTo === user
  return state.channels.get(message.channel)?.members.includes(user) ?? false
}

/** Every word in a piece of Block Kit, in reading order. */
export function words(value: unknown): string {
  if (Array.isArray(value)) return value.map(words).filter(Boolean).join('\n')
  if (typeof value !== 'object' || value === null) return ''
  const { text, fallback, url, image_url, ...rest } = value as Json
  if (rest.type === 'markdown') return String(text).replace(/\*\*|`|^#+ |[ ]{2}$/gm, '')
  if (/^rich_text_(section|quote)$/.test(String(rest.type))) return listOf(rest.elements).map(words).join('')
  const own = typeof text === 'string' ? text : typeof fallback === 'string' ? fallback : ''
  const nested = typeof text === 'object' ? words(text) : ''
  return [
    own,
    nested,
    ...Object.entries(rest)
      .filter(([name]) => !['state', 'metadata'].includes(name))
      .map(([, child]) => words(child)),
  ]
    .filter(Boolean)
    .join('\n')
}

function textOf(text: unknown): string {
  const { text: own } = asObject(text)
  return typeof own === 'string' ? own : ''
}

function known(state: SlackState, id: string): SlackUser {
  const user = state.users.get(id)
  if (!user) throw new Error(`Nobody is called ${id} in this Slack.`)
  return user
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}
