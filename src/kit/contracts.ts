import { z } from 'zod'
import type { Topic } from './notices.ts'
import type { AnySchema, Values } from './schema.ts'

/**
 * What can be said to a domain, as data. A contract names a thing, types what comes with it, says who may say it and how it is
 * answered; the domain's handler for it follows from these types (see `domain.ts`).
 */

/** `form` opens a form and so runs without a transaction · `card` shows a new card · `update` replaces the card that was clicked. */
export type Answers = 'form' | 'card' | 'update' | 'nothing'

/** The least role that may say it. Whether this person may do it to this thing is the rules' business. */
export type Who = 'anyone' | 'member' | 'facilitator' | 'partner_manager' | 'admin'

export type SeenBy = 'actor' | 'channel'

export interface CommandContract<I extends Values = Values, A extends Answers = Answers> {
  readonly kind: 'command'
  /** `<command>.<verb>`, such as "intro.ask". */
  readonly name: string
  readonly command: string
  readonly verb: string
  /** One line for menus and help: at most 100 characters. */
  readonly summary: string
  readonly input: I
  readonly options: readonly CommandOption[]
  readonly answers: A
  readonly seenBy: SeenBy
  readonly who: Who
  /** The verb that a bare command (Slack) means. One per command. */
  readonly bare: boolean
  /** Its place among the verbs of its command, in help and hints; verbs without one follow by name. */
  readonly order?: number
  /** Also offered without typing, where a platform has a menu for that: at most one for each place. */
  readonly shortcuts?: readonly Shortcut[]
  /** What somebody may say who opens the conversation for the first time, in the language of this locale, the most useful first. */
  readonly starters?: (locale: string) => readonly Starter[]
}

/** Where a platform suggests what to say: a title to choose by, and the words that it stands for. */
export interface Starter {
  readonly title: string
  readonly message: string
}

/** `message` brings the words of the message that it was called on as the command's free text. */
export interface Shortcut {
  /** At most 24 characters. */
  readonly label: string
  readonly on: 'anywhere' | 'message'
}

export interface CommandOption {
  readonly name: string
  readonly describe: string
  readonly kind: 'text' | 'member' | 'choice' | 'search'
  readonly required?: boolean
  readonly choices?: readonly { readonly label: string; readonly value: string }[]
  /** For `search`: the name of the search contract that completes it. */
  readonly search?: string
  /** Takes all the words after the verb, where a platform has no named options. One per command. */
  readonly rest?: boolean
}

export interface ActionContract<V extends Values = Values, A extends Answers = Answers> {
  readonly kind: 'action'
  readonly name: string
  readonly version: number
  readonly values: V
  readonly answers: A
  readonly seenBy: SeenBy
  readonly who: Who
  /** Values of older versions of this button, turned into today's; null when nothing of it can be saved. */
  readonly upgrade?: (version: number, values: readonly string[]) => z.input<V> | null
}

export interface FormContract<
  V extends Values = Values,
  F extends Values = Values,
  A extends FormAnswers = FormAnswers,
> {
  readonly kind: 'form'
  readonly name: string
  readonly version: number
  /** What the form is about; travels in its token. */
  readonly values: V
  /** What the person filled in. */
  readonly fields: F
  readonly answers: A
  readonly seenBy: SeenBy
  readonly who: Who
}

export type FormAnswers = Exclude<Answers, 'form'>

export interface SearchContract {
  readonly kind: 'search'
  readonly name: string
  readonly who: Who
}

/** A need that can be heard in what people say where the desk is mentioned. Hearing offers a quiet card, and does nothing. */
export interface HearingContract {
  readonly kind: 'hearing'
  readonly name: string
  readonly who: Who
}

/** A message that the desk owes somebody: a card that is built fresh when it is delivered and whenever its subject changes. */
export interface NoticeContract<D extends Values = Values> {
  readonly kind: 'notice'
  readonly name: string
  readonly data: D
  readonly topic: Topic
  /** The thing it is about, such as a request's id: `w.redraw(subject)` redraws every copy. */
  readonly subject: (data: z.infer<D>) => string
  /** One live card for each key and recipient: a second notice with the same key edits the first. */
  readonly key: (data: z.infer<D>) => string
}

export interface JobContract<D extends Values = Values> {
  readonly kind: 'job'
  readonly name: string
  readonly data: D
  /** How often a failing run is tried again before it is given up and shown to the operator. */
  readonly retries: number
}

/** Due work found by looking at columns. A tick enqueues one run for each slot, however many processes tick. */
export interface SweepContract {
  readonly kind: 'sweep'
  readonly name: string
  readonly every: 'minute' | 'hour'
}

/** Something that happened, past tense. Other domains listen; public ones also leave the house as webhooks. */
export interface EventContract<D extends Values = Values> {
  readonly kind: 'event'
  readonly name: string
  readonly version: number
  readonly data: D
  readonly public: boolean
}

/** A question to the model with a typed answer. `fallback` in its handler answers when there is no model or it fails. */
export interface LlmTaskContract<I extends AnySchema = AnySchema, O extends AnySchema = AnySchema> {
  readonly kind: 'llmTask'
  readonly name: string
  readonly input: I
  readonly output: O
  readonly maxOutputTokens: number
  readonly timeoutMs: number
}

/** A page behind a signed single-use link, for people outside the chat. */
export interface LinkContract<V extends Values = Values, F extends Values = Values> {
  readonly kind: 'link'
  readonly name: string
  readonly values: V
  /** What the page's form posts, `choice` included. */
  readonly fields: F
}

export const METHODS = ['get', 'post', 'put', 'delete'] as const
export type Method = (typeof METHODS)[number]

/** Whose keys may call a route: the team's, a group's own, a partner's own. */
export const SCOPES = ['admin', 'group', 'partner'] as const
export type ScopeKind = (typeof SCOPES)[number]

/** What can be said to a domain from outside, as data: the REST surface only translates. `get` reads; the others decide. */
export interface RouteContract<
  M extends Method = Method,
  P extends Values = Values,
  Q extends Values = Values,
  B extends Values = Values,
  O extends AnySchema = AnySchema,
> {
  readonly kind: 'route'
  /** The operation's id, such as "partners.create". */
  readonly name: string
  readonly method: M
  /** With `{name}` for each of `params`, such as "/api/partners/{id}". */
  readonly path: string
  /** One line, in the imperative. */
  readonly summary: string
  readonly tag: string
  readonly scopes: readonly ScopeKind[]
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly returns: O
  /** The answer holds something that is shown once: where it is kept for a repeated call, it is kept sealed. */
  readonly isSecret?: boolean
}

export type AnyRoute = RouteContract
export type AnyCommand = CommandContract
export type AnyAction = ActionContract
export type AnyForm = FormContract
export type AnySearch = SearchContract
export type AnyHearing = HearingContract
export type AnyNotice = NoticeContract
export type AnyJob = JobContract
export type AnyEvent = EventContract
export type AnyLink = LinkContract
export type AnyContract =
  | CommandContract
  | ActionContract
  | FormContract
  | SearchContract
  | HearingContract
  | NoticeContract
  | JobContract
  | SweepContract
  | EventContract
  | LlmTaskContract
  | LinkContract
  | RouteContract

type Defaults<T, K extends keyof T> = Omit<T, 'kind' | K> & Partial<Pick<T, K>>

export function command<I extends Values, const A extends Answers>(
  spec: Defaults<CommandContract<I, A>, 'name' | 'who' | 'seenBy' | 'bare'>,
): CommandContract<I, A> {
  return { kind: 'command', name: `${spec.command}.${spec.verb}`, who: 'member', seenBy: 'actor', bare: false, ...spec }
}

export function action<V extends Values, const A extends Answers>(
  spec: Defaults<ActionContract<V, A>, 'version' | 'who' | 'seenBy'>,
): ActionContract<V, A> {
  return { kind: 'action', version: 1, who: 'member', seenBy: 'actor', ...spec }
}

export function form<V extends Values, F extends Values, const A extends FormAnswers>(
  spec: Defaults<FormContract<V, F, A>, 'version' | 'who' | 'seenBy'>,
): FormContract<V, F, A> {
  return { kind: 'form', version: 1, who: 'member', seenBy: 'actor', ...spec }
}

export function search(spec: Defaults<SearchContract, 'who'>): SearchContract {
  return { kind: 'search', who: 'member', ...spec }
}

export function hearing(spec: Defaults<HearingContract, 'who'>): HearingContract {
  return { kind: 'hearing', who: 'member', ...spec }
}

export function notice<D extends Values>(spec: Omit<NoticeContract<D>, 'kind'>): NoticeContract<D> {
  return { kind: 'notice', ...spec }
}

export function job<D extends Values>(spec: Defaults<JobContract<D>, 'retries'>): JobContract<D> {
  return { kind: 'job', retries: 5, ...spec }
}

export function sweep(spec: Omit<SweepContract, 'kind'>): SweepContract {
  return { kind: 'sweep', ...spec }
}

export function event<D extends Values>(spec: Defaults<EventContract<D>, 'version' | 'public'>): EventContract<D> {
  return { kind: 'event', version: 1, public: false, ...spec }
}

export function llmTask<I extends AnySchema, O extends AnySchema>(
  spec: Omit<LlmTaskContract<I, O>, 'kind'>,
): LlmTaskContract<I, O> {
  return { kind: 'llmTask', ...spec }
}

/** What is not said is empty: no parameters, no query, no body. */
export function route<
  const M extends Method,
  O extends AnySchema,
  P extends Values = typeof noValues,
  Q extends Values = typeof noValues,
  B extends Values = typeof noValues,
>(spec: RouteSpec<M, O, P, Q, B>): RouteContract<M, P, Q, B, O> {
  // What was left out is the default of its type parameter, which the compiler cannot see through the spread.
  return { kind: 'route', params: noValues, query: noValues, body: noValues, ...spec } as RouteContract<M, P, Q, B, O>
}

const noValues = z.strictObject({})

interface RouteSpec<M extends Method, O, P, Q, B>
  extends Omit<RouteContract<M>, 'kind' | 'params' | 'query' | 'body' | 'returns'> {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly returns: O
}

export function signedLink<V extends Values, F extends Values>(
  spec: Omit<LinkContract<V, F>, 'kind'>,
): LinkContract<V, F> {
  return { kind: 'link', ...spec }
}
