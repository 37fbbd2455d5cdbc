import type { z } from 'zod'
import type {
  ActionContract,
  Answers,
  AnyContract,
  AnyEvent,
  CommandContract,
  FormContract,
  HearingContract,
  JobContract,
  LinkContract,
  LlmTaskContract,
  Method,
  NoticeContract,
  RouteContract,
  SearchContract,
  SweepContract,
} from './contracts.ts'
import type { Ctx, JobCtx, NoticeCtx, ReadCtx, RouteCtx, RouteWorkCtx, SweepCtx } from './ctx.ts'
import type { Db } from './db.ts'
import type { Example } from './examples.ts'
import type { ModelData, ModelInstructions } from './model.ts'
import type { Page } from './page.ts'
import type { PersonalData } from './personal-data.ts'
import type { Refusal, Refused, Sentence } from './reply.ts'
import type { SecretKeeper } from './seal.ts'
import type { Card, PickOption } from './ui/card.ts'
import type { Form } from './ui/form.ts'
import type { HomeSection } from './ui/home.ts'

export type Contracts = Readonly<Record<string, AnyContract>>

type AnswerOf<A extends Answers> = A extends 'form' ? Form : A extends 'card' | 'update' ? Card : undefined
type CtxOf<A extends Answers> = A extends 'form' ? ReadCtx : Ctx
type Answered<A extends Answers, R extends Refusal> = Promise<AnswerOf<A> | Refused<R>>

/** The handler that a contract asks for: its input, its context and its answer follow from the contract. */
export type HandlerOf<C, R extends Refusal> =
  C extends CommandContract<infer I, infer A>
    ? (ctx: CtxOf<A>, input: z.output<I>) => Answered<A, R>
    : C extends ActionContract<infer V, infer A>
      ? (ctx: CtxOf<A>, values: z.output<V>, pick: string | undefined) => Answered<A, R>
      : C extends FormContract<infer V, infer F, infer A>
        ? (ctx: CtxOf<A>, values: z.output<V>, fields: z.output<F>) => Answered<A, R>
        : C extends SearchContract
          ? (ctx: ReadCtx, query: string) => Promise<readonly PickOption[]>
          : C extends HearingContract
            ? (ctx: ReadCtx, words: string) => Promise<Card | null>
            : C extends NoticeContract<infer D>
              ? (ctx: NoticeCtx, data: z.output<D>) => Promise<Card | null>
              : C extends JobContract<infer D>
                ? (ctx: JobCtx, data: z.output<D>) => Promise<void>
                : C extends SweepContract
                  ? SweepHandler
                  : C extends LlmTaskContract<infer I, infer O>
                    ? LlmTaskHandler<z.output<I>, z.input<O>>
                    : C extends LinkContract<infer V, infer F>
                      ? LinkHandler<z.output<V>, z.output<F>, R>
                      : C extends RouteContract<infer M, infer P, infer Q, infer B, infer O>
                        ? (
                            ctx: RouteCtxOf<M>,
                            input: RouteInput<z.output<P>, z.output<Q>, z.output<B>>,
                          ) => Promise<z.input<O> | Refused<R>>
                        : never

type RouteCtxOf<M extends Method> = M extends 'get' ? RouteCtx : RouteWorkCtx

/** What came with a call, each part checked by its schema. */
export interface RouteInput<P, Q, B> {
  readonly params: P
  readonly query: Q
  readonly body: B
}

export interface SweepHandler {
  run(ctx: SweepCtx): Promise<void>
  /** The next moment at which `run` would find something, over all workspaces; for the clock and for sleeping well. */
  nextDue(db: Db): Promise<DueThing | null>
}

export interface DueThing {
  readonly at: Date
  /** In a few words, such as "nudge to Femi". */
  readonly what: string
}

/** The stable part first, so that the server's prefix cache hits; what people wrote comes as data. */
export interface ModelPrompt {
  readonly instructions: ModelInstructions
  readonly data: ModelData
}

export interface LlmTaskHandler<I, O> {
  prompt(input: I): ModelPrompt
  /** Writes without a model; also the answer when the model fails. */
  fallback(input: I): O
}

export interface LinkHandler<V, F, R extends Refusal> {
  show(ctx: LinkCtx, values: V): Promise<Page>
  act(ctx: LinkWorkCtx, values: V, fields: F): Promise<Page | Refused<R>>
}

/** A signed link is opened by whoever holds it: there is no actor. */
export type LinkCtx = Omit<ReadCtx, 'actor' | 'surface' | 'channel'> & {
  readonly linkId: string
  readonly used: boolean
}
export type LinkWorkCtx = Omit<Ctx, 'actor' | 'surface' | 'channel' | 'installation'> & { readonly linkId: string }

type WithHandler<C extends Contracts> = { [K in keyof C as C[K] extends AnyEvent ? never : K]: C[K] }
type WithExample<C extends Contracts> = {
  [K in keyof C as C[K] extends NoticeContract | FormContract | LinkContract ? K : never]: C[K]
}

type ExampleOf<C> = C extends FormContract ? Example<Form> : C extends LinkContract ? Example<Page> : Example<Card>

/** The refusals that `R` can be, each in words. A missing sentence does not compile. */
export type Sentences<R extends Refusal> = { readonly [K in R['kind']]: (refusal: Extract<R, { kind: K }>) => Sentence }

export interface DomainSpec<C extends Contracts, R extends Refusal> {
  readonly name: string
  readonly contracts: C
  readonly handlers: { readonly [K in keyof WithHandler<C>]: HandlerOf<C[K], R> }
  readonly refusals: Sentences<R>
  readonly listens?: readonly Listener[]
  readonly home?: (ctx: ReadCtx) => Promise<readonly HomeSection[]>
  /** Needed from every domain that stores something about members. */
  readonly personalData?: PersonalData
  /** Needed from every domain that stores sealed secrets. */
  readonly secrets?: SecretKeeper
  /**
   * Every column here in which a clock runs, as "table.column": at that moment the desk decides or reminds. They stand still while
   * nobody can reach the workspace.
   */
  readonly clocks?: readonly string[]
  readonly examples: { readonly [K in keyof WithExample<C>]: ExampleOf<C[K]> }
  /** Cards that are answers rather than notices, for the gallery and the limit tests. */
  readonly exampleCards?: Readonly<Record<string, Example<Card>>>
}

/** A domain as the runtime sees it. The precise types were checked by `defineDomain`. */
export interface Domain {
  readonly name: string
  readonly contracts: Contracts
  readonly handlers: Readonly<Record<string, unknown>>
  readonly refusals: Readonly<Record<string, (refusal: Refusal) => Sentence>>
  readonly listens: readonly Listener[]
  readonly home: ((ctx: ReadCtx) => Promise<readonly HomeSection[]>) | null
  readonly personalData: PersonalData | null
  readonly secrets: SecretKeeper | null
  readonly clocks: readonly string[]
  readonly examples: Readonly<Record<string, Example<Card | Form | Page>>>
  readonly exampleCards: Readonly<Record<string, Example<Card>>>
}

export interface Listener {
  readonly name: string
  readonly event: AnyEvent
  /** `eventId` tells one event from another with the same words, for whoever has to hear each exactly once. */
  readonly handle: (ctx: JobCtx, data: unknown, eventId: string) => Promise<void>
}

/** Declares a domain: one handler for every contract, one sentence for every refusal, one example for every card and form. */
export function defineDomain<const C extends Contracts, R extends Refusal>(spec: DomainSpec<C, R>): Domain {
  return {
    name: spec.name,
    contracts: spec.contracts,
    handlers: spec.handlers,
    // The domain's own refusals are narrower than `Refusal`; the runtime only calls a sentence with its own kind.
    refusals: spec.refusals as unknown as Domain['refusals'],
    listens: spec.listens ?? [],
    home: spec.home ?? null,
    personalData: spec.personalData ?? null,
    secrets: spec.secrets ?? null,
    clocks: spec.clocks ?? [],
    examples: spec.examples,
    exampleCards: spec.exampleCards ?? {},
  }
}

/** Hears an event of any domain after it was committed, in a job of its own that may run more than once. */
export function on<E extends AnyEvent>(
  name: string,
  event: E,
  handle: (ctx: JobCtx, data: z.output<E['data']>, eventId: string) => Promise<void>,
): Listener {
  return {
    name,
    event,
    handle: (ctx, data, eventId) => handle(ctx, event.data.parse(data) as z.output<E['data']>, eventId),
  }
}
