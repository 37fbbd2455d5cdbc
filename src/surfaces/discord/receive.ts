import { DEFER_AFTER_MS, within } from '../../app/deadline.ts'
import type { Reply } from '../../kit/reply.ts'
import { sayReply, saySubmitted } from './answer.ts'
import { CHECK } from './commands.ts'
import { KEEP, labelOf, question } from './confirm.ts'
import { againIdOf, openAgain, sentence } from './form-again.ts'
import {
  type ClickGiven,
  type CommandGiven,
  type CompletionGiven,
  type InteractionGiven,
  interactionGiven,
  type SubmitGiven,
} from './payload.ts'
import { permissionCard } from './permission-card.ts'
import { customIdToToken } from './render-actions.ts'
import { renderCard } from './render-card.ts'
import { homePageOf } from './render-home.ts'
import { awaitedFor, commandToSaid, opensForm, wordsOf } from './said.ts'
import { askDesk, type DiscordDesk, readerOf, type Scene, sceneOf } from './scene.ts'
import { optionsFor, submitForm } from './submit.ts'
import { createVoice, type Voice } from './voice.ts'
import { nothingChanged } from './words.ts'

export interface Heard {
  readonly payload: unknown
  /** The connection was resumed and this happened before: perhaps it was answered, perhaps it is too late. */
  readonly isReplay: boolean
}

/** Everything that a person can do on Discord arrives here. Resolves when it was answered, or is kept to be; never throws. */
export async function receive(desk: DiscordDesk, { payload, isReplay }: Heard): Promise<void> {
  const given = read(desk, payload)
  if (!given) return
  const voice = createVoice(desk.api, given, desk.ports.log)
  // Whoever got no answer has been told by Discord that it failed, and has gone on: nothing is done behind their back.
  const needsClaim = isReplay && !opensForm(desk, given)
  if (needsClaim && (given.type === 4 || !(await voice.wait(awaitedFor(desk, given))))) return
  try {
    await admit(desk, given, voice)
  } catch (error) {
    desk.ports.log.error({ error, interaction: given.id }, 'An interaction could not be taken')
  }
}

/** Goes on with what a process had kept and not finished. Discord was told that the answer follows; it still can. */
export async function recover(desk: DiscordDesk): Promise<void> {
  for (const { id, payload } of await desk.line.leftBehind()) {
    const given = read(desk, JSON.parse(payload))
    const voice = given && createVoice(desk.api, given, desk.ports.log)
    if (voice && (await voice.wait(awaitedFor(desk, given), { again: true }))) {
      desk.line.wait(id, () => converseKindly(desk, given, voice))
    } else desk.line.forget(id)
  }
}

/** At once where there is room. In a rush the act is kept first and its person told that the answer follows. */
async function admit(desk: DiscordDesk, given: InteractionGiven, voice: Voice): Promise<void> {
  const { line } = desk
  const { promise: answered, resolve } = Promise.withResolvers<void>()
  const run = () => converseKindly(desk, given, voice).finally(resolve)
  if (given.type === 4 || opensForm(desk, given)) line.enterAnyway(run)
  else if (!line.enter(run)) return keepAndWait(desk, given, voice)
  return answered
}

async function keepAndWait(desk: DiscordDesk, given: InteractionGiven, voice: Voice): Promise<void> {
  const { line } = desk
  await line.keep({ id: given.id, payload: JSON.stringify(given) })
  if (await voice.wait(awaitedFor(desk, given))) line.wait(given.id, () => converseKindly(desk, given, voice))
  else line.forget(given.id)
}

function read(desk: DiscordDesk, payload: unknown): InteractionGiven | null {
  const parsed = interactionGiven.safeParse(payload)
  if (parsed.success) return parsed.data
  desk.ports.log.warn({ problem: parsed.error.issues[0] }, 'An interaction could not be read')
  return null
}

async function converseKindly(desk: DiscordDesk, given: InteractionGiven, voice: Voice): Promise<void> {
  try {
    await converse(await sceneOf(desk, given, voice), given)
  } catch (error) {
    desk.ports.log.error({ error, interaction: given.id }, 'An interaction could not be answered')
  }
}

async function converse(scene: Scene, given: InteractionGiven): Promise<void> {
  switch (given.type) {
    case 2:
      return onCommand(scene, given)
    case 3:
      return onClick(scene, given)
    case 4:
      return onCompletion(scene, given)
    case 5:
      return onSubmit(scene, given)
  }
}

async function onCommand(scene: Scene, given: CommandGiven): Promise<void> {
  const { command, verb } = wordsOf(given)
  if (command === 'desk' && verb === CHECK) return showPermissions(scene, given.app_permissions ?? '0')
  await decide(scene, given, async () => askDesk(scene, await commandToSaid(scene, given)))
}

async function onClick(scene: Scene, given: ClickGiven): Promise<void> {
  const { custom_id: customId, values } = given.data
  const again = againIdOf(customId)
  if (again) return openAgain(scene, again)
  const page = homePageOf(customId)
  if (page !== null) return decide(scene, given, () => askDesk(scene, { kind: 'home' }), page)
  if (customId === KEEP) return scene.voice.replace(sentence(nothingChanged(), { reader: await readerOf(scene, null) }))
  const { token, asksFirst } = customIdToToken(customId)
  if (asksFirst) {
    const label = labelOf(given.message.components, customId)
    return scene.voice.show(await question(scene, { token, label, questions: scene.desk.questions }), 'actor')
  }
  const pick = values?.[0]
  await decide(scene, given, () => askDesk(scene, { kind: 'action', token, ...(pick !== undefined && { pick }) }))
}

async function onSubmit(scene: Scene, given: SubmitGiven): Promise<void> {
  const submitting = submitForm(scene, given)
  const submitted = await inTime(scene, given, submitting)
  await saySubmitted(scene, given.data.custom_id, submitted)
}

/** Type-ahead has no "wait": what comes too late is of no use any more. */
async function onCompletion(scene: Scene, given: CompletionGiven): Promise<void> {
  const { command, verb, options } = wordsOf(given)
  const focused = options.find((option) => option.focused)
  const contract = scene.desk.app.registry.command(command, verb)?.contract
  const search = contract?.options.find(({ name }) => name === focused?.name)?.search
  if (!search) return scene.voice.complete([])
  const found = await within(DEFER_AFTER_MS, optionsFor(scene, search, String(focused?.value ?? '')))
  await scene.voice.complete(found ?? [])
}

async function decide(scene: Scene, given: InteractionGiven, ask: () => Promise<Reply>, homePage = 1): Promise<void> {
  const reply = await inTime(scene, given, ask())
  await sayReply(scene, reply, homePage)
}

/** The answer, after "I am on it" where it takes longer than Discord waits. */
async function inTime<T>(scene: Scene, given: InteractionGiven, answer: Promise<T>): Promise<T> {
  const soon = await within(DEFER_AFTER_MS, answer)
  if (soon !== null) return soon
  await scene.voice.wait(awaitedFor(scene.desk, given))
  return answer
}

async function showPermissions(scene: Scene, granted: string): Promise<void> {
  const card = permissionCard(scene.desk.applicationId, granted)
  await scene.voice.show(renderCard(card, await readerOf(scene, null)), 'actor')
}
