import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Answers, AnyContract, SeenBy, Who } from '../kit/contracts.ts'
import type { Ctx } from '../kit/ctx.ts'
import type { Domain } from '../kit/domain.ts'
import type { Interaction } from '../kit/interaction.ts'
import { type FieldProblem, isRefused, type Refused, type Reply } from '../kit/reply.ts'
import { decodeToken, namedValues, type RawToken } from '../kit/token.ts'
import type { Card } from '../kit/ui/card.ts'
import type { Form, RawFields } from '../kit/ui/form.ts'
import { toPlainText } from '../kit/ui/text.ts'
import { isAudited } from './audit.ts'
import { auditReader } from './audit-store.ts'
import { isAllowed, type Recognised, recognise } from './authorize.ts'
import { helpCard, understand } from './commands.ts'
import { latestCard } from './deliver.ts'
import { gatherHome } from './home.ts'
import { createKeeping } from './keeping.ts'
import type { Ports } from './ports.ts'
import { wasInteractionKept } from './store.ts'
import * as say from './text.ts'
import { AlreadyKept, createWork } from './work.ts'

/** Understands an interaction, lets its handler decide, and says what the surface should show. Never throws: what we broke is told kindly, with a reference. */
export async function dispatch(ports: Ports, interaction: Interaction): Promise<Reply> {
  const reference = referenceOf(interaction)
  let known: Recognised | null = null
  try {
    known = await recognise(ports, interaction)
    if (!known) return refused('unknown_place', say.unknownPlace())
    return await understandAndAnswer({ ports, interaction, reference, ...known })
  } catch (error) {
    ports.log.error({ reference, surface: interaction.surface, said: interaction.kind, error }, 'An interaction failed')
    if (ports.database.isFull(error)) return { kind: 'failed', text: say.noSpace(reference), reference }
    return { kind: 'failed', text: say.wentWrong(await safetyOf(ports, known, interaction), reference), reference }
  }
}

/** Whether what somebody did was kept before it failed. The database knows, unless it is what failed. */
async function safetyOf(ports: Ports, known: Recognised | null, { surface, id }: Interaction): Promise<say.Safety> {
  if (!known) return 'not_saved'
  try {
    const wasKept = await wasInteractionKept(ports.database.reader, known.workspace.id, { surface, externalId: id })
    return wasKept ? 'saved' : 'not_saved'
  } catch {
    return 'unknown'
  }
}

interface Scene extends Recognised {
  readonly ports: Ports
  readonly interaction: Interaction
  readonly reference: string
}

async function understandAndAnswer(scene: Scene): Promise<Reply> {
  const { interaction, ports } = scene
  switch (interaction.kind) {
    case 'command':
      return answerCommand(scene, interaction)
    case 'action':
      return answerAction(scene, interaction)
    case 'submit':
      return answerForm(scene, interaction)
    case 'search': {
      const entry = ports.registry.search(interaction.search)
      const options =
        entry && isAllowed(entry.contract.who, scene.actor)
          ? await entry.handler(contextFor(scene, interaction.search), interaction.query)
          : []
      return { kind: 'options', options }
    }
    case 'heard':
      return answerHeard(scene, interaction.words)
    case 'home':
      return { kind: 'home', home: await gatherHome(ports.registry, contextFor(scene, 'home')) }
  }
}

async function answerCommand(scene: Scene, said: Extract<Interaction, { kind: 'command' }>): Promise<Reply> {
  const { registry } = scene.ports
  const meaning = understand(registry, said)
  switch (meaning.kind) {
    case 'help':
      return { kind: 'card', card: helpCard(registry, meaning.command), seenBy: 'actor' }
    case 'unknown':
      return {
        kind: 'card',
        card: helpCard(registry, meaning.command, say.didYouMean(meaning.said, meaning.guesses)),
        seenBy: 'actor',
      }
    case 'known': {
      const { contract, handler, domain } = meaning.entry
      if (!isAllowed(contract.who, scene.actor)) return refused('not_allowed', say.notForYou(contract.who))
      const input = contract.input.safeParse(meaning.input)
      if (!input.success)
        return { kind: 'card', card: helpCard(registry, contract.command, sentenceOf(input.error)), seenBy: 'actor' }
      return settle(scene, { domain, contract }, (ctx) => handler(ctx, input.data))
    }
  }
}

/** The first need that is heard is offered help with, for its speaker alone; most of what people say is none. */
async function answerHeard(scene: Scene, words: string): Promise<Reply> {
  for (const { contract, handler } of scene.ports.registry.hearings) {
    const card = isAllowed(contract.who, scene.actor) ? await handler(contextFor(scene, contract.name), words) : null
    if (card) return { kind: 'card', card, seenBy: 'actor' }
  }
  return { kind: 'nothing' }
}

async function answerAction(scene: Scene, said: Extract<Interaction, { kind: 'action' }>): Promise<Reply> {
  const token = decodeToken(said.token)
  const entry = token && scene.ports.registry.action(token.name)
  if (!entry) return refused('not_understood', say.notUnderstood())
  const { contract, handler, domain } = entry
  if (!isAllowed(contract.who, scene.actor)) return refused('not_allowed', say.notForYou(contract.who))
  const values = contract.values.safeParse(valuesOf(contract, token))
  if (!values.success)
    return refused('old_button', say.oldButton(), await latestCard(scene.ports, scene.workspace, scene.interaction))
  return settle(scene, { domain, contract }, (ctx) => handler(ctx, values.data, said.pick))
}

async function answerForm(scene: Scene, said: Extract<Interaction, { kind: 'submit' }>): Promise<Reply> {
  const token = decodeToken(said.token)
  const entry = token && scene.ports.registry.form(token.name)
  if (!entry) return refused('not_understood', say.notUnderstood())
  const { contract, handler, domain } = entry
  if (!isAllowed(contract.who, scene.actor)) return refused('not_allowed', say.notForYou(contract.who))
  const values = contract.values.safeParse(namedValues(contract, token.values))
  if (!values.success || token.version !== contract.version) return refused('old_button', say.oldButton())
  const fields = contract.fields.safeParse(said.fields)
  if (!fields.success) return { kind: 'invalid', problems: problemsOf(fields.error), typed: said.fields }
  return settle(scene, { domain, contract, typed: said.fields }, (ctx) => handler(ctx, values.data, fields.data))
}

interface Saying {
  readonly domain: Domain
  readonly contract: Extract<AnyContract, { answers: Answers }>
  readonly typed?: RawFields
}

/** Runs the handler and turns what it gave, refused or already did into a reply. */
async function settle(
  scene: Scene,
  saying: Saying,
  handle: (ctx: Ctx) => Promise<Form | Card | Refused | undefined>,
): Promise<Reply> {
  const { ports, interaction } = scene
  const { contract } = saying
  try {
    const answer = await handle(contextFor(scene, contract.name, contract.who))
    if (isRefused(answer)) return await refusedReply(scene, saying, answer)
    return replyFor(contract, answer)
  } catch (error) {
    if (!(error instanceof AlreadyKept)) throw error
    ports.log.info({ contract: contract.name, reference: scene.reference }, 'Delivered twice, done once')
    const latest = await latestCard(ports, scene.workspace, interaction)
    return latest && contract.answers === 'update' ? { kind: 'update', card: latest } : { kind: 'nothing' }
  }
}

function replyFor(
  contract: { answers: Answers; seenBy: SeenBy; name: string },
  answer: Form | Card | undefined,
): Reply {
  // The contract's `answers` fixed the handler's return type; the pair is not visible to the compiler here.
  switch (contract.answers) {
    case 'form':
      return { kind: 'form', form: answer as Form }
    case 'card':
      return { kind: 'card', card: answer as Card, seenBy: contract.seenBy }
    case 'update':
      return { kind: 'update', card: answer as Card }
    case 'nothing':
      return { kind: 'nothing' }
  }
}

/** The domain's own words; at the field where the refusal belongs to one, else with the clicked card as it is now. */
async function refusedReply(scene: Scene, { domain, contract, typed }: Saying, { refusal }: Refused): Promise<Reply> {
  const { ports, workspace, actor, reference, interaction } = scene
  ports.log.info({ contract: contract.name, refusal: refusal.kind, actor: actor.id, reference }, 'Refused')
  const { text, field } = ports.registry.sentence(domain, refusal)
  if (field && typed) return { kind: 'invalid', problems: [{ field, problem: toPlainText(text) }], typed }
  return refused(refusal.kind, text, await latestCard(ports, workspace, interaction))
}

function contextFor(scene: Scene, contract: string, who: Who = 'anyone'): Ctx {
  const { ports, workspace, actor, interaction, reference } = scene
  const now = ports.clock.now()
  const act = {
    id: ports.ids.next(),
    surface: interaction.surface,
    externalId: interaction.id,
    reference,
    actorId: actor.id,
    contract,
  }
  const accountable = { kind: contract, by: 'member', actorId: actor.id, isAudited: isAudited(who) } as const
  return {
    workspace,
    actor,
    now,
    surface: interaction.surface,
    channel: channelOf(interaction),
    db: ports.database.reader,
    log: ports.log,
    linkUrl: (linkId) => `${ports.publicUrl()}/l/${ports.links.sign(linkId)}`,
    canMail: ports.surfaces.has('mail'),
    installation: interaction.installation,
    keeping: createKeeping(ports),
    audit: auditReader(ports.database.reader, workspace.id),
    work: createWork(ports, { workspace, now, act, accountable }),
  }
}

const channelOf = ({ surface, installation, channel }: Interaction): string | null =>
  channel === undefined ? null : `${surface}:${installation}/${channel}`

function valuesOf(
  contract: { version: number } & Parameters<typeof namedValues>[0] & { upgrade?: unknown },
  token: RawToken,
): unknown {
  if (token.version === contract.version) return namedValues(contract, token.values)
  return typeof contract.upgrade === 'function' ? contract.upgrade(token.version, token.values) : null
}

function refused(code: string, text: Extract<Reply, { kind: 'refused' }>['text'], latest?: Card | null): Reply {
  return { kind: 'refused', code, text, ...(latest && { latest }) }
}

function problemsOf(error: z.ZodError): FieldProblem[] {
  const first = new Map<string, string>()
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? '')
    if (!first.has(field)) first.set(field, issue.message)
  }
  return [...first].map(([field, problem]) => ({ field, problem }))
}

const sentenceOf = (error: z.ZodError) => say.plainly(error.issues[0]?.message ?? 'Something is missing.')

/** Four letters that a person can read aloud, the same for every delivery of the same act. */
function referenceOf({ surface, installation, id }: Interaction): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const digest = createHash('sha256').update(`${surface}/${installation}/${id}`).digest()
  return [...digest.subarray(0, 4)].map((byte) => alphabet[byte % alphabet.length]).join('')
}
