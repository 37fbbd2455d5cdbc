import type { AllMiddlewareArgs, App as Bolt } from '@slack/bolt'
import type { z } from 'zod'
import { understand } from '../../app/commands.ts'
import type { Registry } from '../../app/registry.ts'
import type { Said } from '../../kit/interaction.ts'
import { decodeToken } from '../../kit/token.ts'
import { commandMouth, converse, type Mouth, messageMouth, modalMouth, suggestionMouth } from './answer.ts'
import { submitMouth } from './answer-submit.ts'
import { refToText } from './deliver.ts'
import { resolvePeople } from './fields.ts'
import type { Body } from './front.ts'
import { commandName } from './manifest.ts'
import {
  actId,
  actionBody,
  claimOf,
  commandBody,
  formMetadata,
  sharedChannel,
  shortcutBody,
  submitBody,
  suggestionBody,
  typedText,
} from './payload.ts'
import type { Carried } from './receiver.ts'
import { actionToToken, optionsToSlack } from './render-actions.ts'
import { actionIdToSearch, stateToFields } from './render-form.ts'
import { changeModal, readerOf, type Scene, type SlackDesk } from './scene.ts'
import type { Grant } from './tokens.ts'
import { cardModal } from './views.ts'

/** What Bolt hands to a listener of ours besides the payload: the door, and the grant that `authorize` found. */
export type Context = AllMiddlewareArgs['context'] & Carried & { readonly grant: Grant }

/** Tells Bolt who listens to what a person can do. Events are in `events.ts`. */
export function listen(bolt: Bolt, desk: SlackDesk): void {
  bolt.command(/.*/, ({ body, context }) => onCommand(desk, context as Context, body))
  bolt.action({ type: 'block_actions' }, ({ body, context }) => onAction(desk, context as Context, body))
  bolt.view({ type: 'view_submission' }, ({ body, context }) => onSubmit(desk, context as Context, body))
  bolt.options({ type: 'block_suggestion' }, ({ body, context }) => onSuggestion(desk, context as Context, body))
  bolt.shortcut(/.*/, ({ body, context }) => onShortcut(desk, context as Context, body))
}

async function onCommand(desk: SlackDesk, context: Context, payload: unknown): Promise<void> {
  const body = commandBody.parse(payload)
  const scene: Scene = {
    ...sceneOf(desk, context),
    claim: { externalId: body.user_id, ...(body.user_name && { name: body.user_name }) },
    id: actId(body.trigger_id, body.user_id, body.command, body.text),
    triggerId: body.trigger_id,
    responseUrl: body.response_url,
    channel: sharedChannel(body.channel_id),
  }
  const said = saidBy(body, desk.app.registry)
  await converse(scene, said, commandMouth(scene, opensForm(desk.app.registry, said)))
}

async function onAction(desk: SlackDesk, context: Context, payload: unknown): Promise<void> {
  const body = actionBody.parse(payload)
  const [action] = body.actions
  const token = action ? actionToToken(action) : null
  // A button that only opens an address, and a control inside a form, ask nothing of the desk.
  if (!action || !token || decodeToken(token) === null) return void context.door.answer()
  const channel = body.container?.channel_id ?? body.channel?.id
  const ts = body.container?.message_ts ?? body.message?.ts
  const scene: Scene = {
    ...sceneOf(desk, context),
    claim: claimOf(body),
    id: actId(body.trigger_id, body.user.id, action.action_ts, token, action.selected_option?.value),
    triggerId: body.trigger_id,
    responseUrl: body.response_url,
    origin: channel && ts ? refToText({ channel, ts }) : undefined,
    channel: sharedChannel(channel),
  }
  const pick = action.selected_option?.value
  const said = commandOfToken(token) ?? { kind: 'action', token, ...(pick !== undefined && { pick }) }
  await converse(scene, said, actionMouth(scene, body, said))
}

function actionMouth(
  scene: Scene,
  { view }: { view?: { id: string; type: string } | null | undefined },
  said: Said,
): Mouth {
  if (!view) return messageMouth(scene, opensForm(scene.desk.app.registry, said))
  if (view.type !== 'home') {
    return modalMouth(scene, 'push', async (card) => {
      scene.door.answer()
      await changeModal(scene, view.id, cardModal(card, await readerOf(scene, card)))
    })
  }
  return modalMouth(scene, 'open', async () => {
    scene.door.answer()
    await scene.desk.publishHome(scene.grant.installation, scene.claim.externalId)
  })
}

async function onSubmit(desk: SlackDesk, context: Context, payload: unknown): Promise<void> {
  const body = submitBody.parse(payload)
  const { view } = body
  const metadata = formMetadata.safeParse(parseJson(view.private_metadata))
  if (!metadata.success) return void context.door.answer()
  const { token, ...place } = metadata.data
  const id = actId(body.trigger_id, body.user.id, view.id, view.hash, JSON.stringify(view.state.values))
  const scene: Scene = { ...sceneOf(desk, context), claim: claimOf(body), id, triggerId: body.trigger_id, ...place }
  const said = async (): Promise<Said> => {
    const { values } = view.state
    return { kind: 'submit', token, fields: await resolvePeople(scene, stateToFields(values), values) }
  }
  await converse(scene, said, submitMouth(scene, view))
}

async function onSuggestion(desk: SlackDesk, context: Context, payload: unknown): Promise<void> {
  const body = suggestionBody.parse(payload)
  const search = actionIdToSearch(body.action_id)
  const scene: Scene = { ...sceneOf(desk, context), claim: claimOf(body), id: `${body.user.id} ${body.action_id}` }
  if (!search) return void context.door.answer({ options: [] })
  const mouth = suggestionMouth(scene, (options) => ({ options: optionsToSlack(options) }))
  await converse(scene, { kind: 'search', search, query: body.value }, mouth)
}

/** A shortcut says what the command of its name says; one on a message brings the message's words. */
async function onShortcut(desk: SlackDesk, context: Context, payload: unknown): Promise<void> {
  const body = shortcutBody.parse(payload)
  const [command = '', verb = ''] = body.callback_id.split('.')
  const scene: Scene = {
    ...sceneOf(desk, context),
    claim: claimOf(body),
    id: actId(body.trigger_id, body.user.id, body.callback_id),
    triggerId: body.trigger_id,
    channel: sharedChannel(body.channel?.id),
  }
  const words = typedText(body.message?.text ?? '')
  const said: Said = { kind: 'command', command, verb, ...(words && { words }) }
  const mouth = modalMouth(scene, 'open', async (card) => mouth.card(card, 'actor'))
  await converse(scene, said, mouth)
}

/**
 * Whether an act may wait in line when many come at once. A form needs its trigger within three seconds, type-ahead is of no use
 * later, and a click in a modal or in Home is answered there.
 */
export function canWait(registry: Registry, body: Body): boolean {
  const command = commandBody.safeParse(body)
  if (command.success) return !opensForm(registry, saidBy(command.data, registry))
  const click = actionBody.safeParse(body)
  if (click.success) {
    const token = click.data.actions[0] && actionToToken(click.data.actions[0])
    return !click.data.view && (!token || !opensForm(registry, commandOfToken(token) ?? { kind: 'action', token }))
  }
  return body.type === 'view_submission' || body.type === 'event_callback'
}

function saidBy(body: z.output<typeof commandBody>, registry: Registry): Extract<Said, { kind: 'command' }> {
  return { kind: 'command', command: commandName(body.command, registry), words: typedText(body.text) }
}

function sceneOf(desk: SlackDesk, { door, grant }: Context): Pick<Scene, 'desk' | 'door' | 'grant'> {
  return { desk, door, grant }
}

/** Known before the desk is asked, so that a modal can be opened while it thinks. */
function opensForm(registry: Registry, said: Said): boolean {
  if (said.kind === 'action') {
    const name = decodeToken(said.token)?.name
    return name !== undefined && registry.action(name)?.contract.answers === 'form'
  }
  if (said.kind !== 'command') return false
  const meaning = understand(registry, said)
  return meaning.kind === 'known' && meaning.entry.contract.answers === 'form'
}

/** The button of a welcome message that stands for typing a command. */
const COMMAND_TOKEN = 'slack.command'

export function commandToken(command: string, verb: string): string {
  return `${COMMAND_TOKEN}:1:${command},${verb}`
}

function commandOfToken(token: string): Said | null {
  const raw = decodeToken(token)
  if (raw?.name !== COMMAND_TOKEN) return null
  const [command = '', verb = ''] = raw.values
  return { kind: 'command', command, verb }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
