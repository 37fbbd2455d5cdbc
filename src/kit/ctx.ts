import type { z } from 'zod'
import type { AuditEntry, AuditReader } from './audit.ts'
import type { MemberId } from './brand.ts'
import type { AnyEvent, AnyJob, AnyLink, AnyNotice, LlmTaskContract } from './contracts.ts'
import type { Db } from './db.ts'
import type { Log } from './log.ts'
import type { ModelChunk, ModelStreamAsk } from './model.ts'
import type { OutgoingPost, Posted } from './outgoing.ts'
import type { Person, SurfaceName, WorkspaceInfo } from './person.ts'
import type { Keeping } from './personal-data.ts'
import type { Seal } from './seal.ts'
import type { Card } from './ui/card.ts'

/** What reading needs. Handlers that open a form get only this: no transaction, because a form must be the first answer. */
export interface ReadCtx {
  readonly workspace: WorkspaceInfo
  readonly actor: Person
  readonly surface: SurfaceName
  /** The shared place where it was said, as `<surface>:<installation>/<channel>`; null in a direct message or a home. */
  readonly channel: string | null
  readonly now: Date
  readonly db: Db
  readonly log: Log
  /** The address behind a link that was issued, for cards that offer it for copying. */
  linkUrl(linkId: string): string
  /** Whether this desk can send mail to people outside; else they are reached by hand. */
  readonly canMail: boolean
  /** What the whole house keeps about a member, to take along, erase or join. */
  readonly keeping: Keeping
  readonly audit: AuditReader
}

/** What deciding needs: one transaction in which everything that was promised is kept. */
export interface Ctx extends ReadCtx {
  /** The platform's name of the place that the interaction came from, such as a Slack workspace. */
  readonly installation: string
  work<T>(fn: (w: Work) => Promise<T>): Promise<T>
}

/** What jobs, sweeps and event listeners get: no actor, but the model. */
export interface JobCtx {
  readonly workspace: WorkspaceInfo
  readonly now: Date
  readonly db: Db
  readonly log: Log
  readonly signal: AbortSignal
  readonly keeping: Keeping
  work<T>(fn: (w: Work) => Promise<T>): Promise<T>
  /** Opens what was sealed; null where the desk has no keys for it. */
  readonly seal: Seal | null
  /** Sends a request to somebody else's server, once and without ever throwing. Never inside `work`. */
  post(request: OutgoingPost): Promise<Posted>
  /** Asks the model; the task's own fallback answers when there is none, or it fails. Never inside `work`. */
  write<I extends z.ZodType, O extends z.ZodType>(
    task: LlmTaskContract<I, O>,
    input: z.infer<I>,
  ): Promise<Written<z.infer<O>>>
  /** The model's words as they come, and a tick every `tickMs` of machine time. Leaving the loop hangs up. Never inside `work`. */
  stream(ask: ModelStreamAsk, pace: { readonly tickMs: number }): AsyncIterable<ModelChunk | Tick>
  /**
   * Shows what a card has come to while this job works on it, wherever the card stands already. Nothing of it is kept: the job
   * ends with a transaction that redraws the subject. Never inside `work`.
   */
  grow(subject: string, so: SoFar): Promise<void>
}

export interface SoFar {
  readonly card: Card
  /** The growing part of it, in markdown: always the part of before, and more. */
  readonly markdown: string
}

/** Comes between the chunks of a stream, also while the model is silent: the moment to show what there is, or to stop. */
export interface Tick {
  readonly kind: 'tick'
}

/** Whose key a call from outside was made with, already verified: the team's, or one group's or partner's own. */
export type ApiScope =
  | { readonly kind: 'admin' }
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'partner'; readonly partnerId: string }

/** What a route that reads gets. There is no actor: a key belongs to a system, not to a person. */
export interface RouteCtx {
  readonly workspace: WorkspaceInfo
  readonly scope: ApiScope
  readonly now: Date
  readonly db: Db
  readonly log: Log
}

/** What a route that decides gets: it runs inside one transaction, together with the answer that is kept for a repeated call. */
export interface RouteWorkCtx extends RouteCtx {
  readonly w: Work
  /** Seals secrets before they are stored; null where the desk has no keys for it. */
  readonly seal: Seal | null
  /** Whether the caller has seen the thing as it is now; always true for callers who did not say what they have seen. */
  isCurrent(view: unknown): boolean
}

/** A sweep looks over all workspaces for due rows and works in each. */
export interface SweepCtx {
  readonly now: Date
  readonly db: Db
  readonly log: Log
  readonly signal: AbortSignal
  in(workspaceId: string): Promise<JobCtx | null>
}

/** What building a notice's card needs. */
export interface NoticeCtx {
  readonly workspace: WorkspaceInfo
  /** Null for people outside the chat. */
  readonly recipient: Person | null
  readonly now: Date
  readonly db: Db
  linkUrl(linkId: string): string
  /** It is on somebody's screen: then it has to say how things stand, even when there was nothing to send any more. */
  readonly isShown: boolean
  readonly canMail: boolean
}

export interface Written<O> {
  readonly value: O
  readonly by: 'model' | 'template'
  /** The model's name, or why the template wrote it. */
  readonly note: string
  readonly inputTokens: number
  readonly outputTokens: number
}

/**
 * One transaction. The rows a handler changes, the events, jobs and notices named here and the id of the interaction commit
 * together or not at all. No network and no model inside it.
 */
export interface Work {
  readonly db: Db
  readonly now: Date
  newId(): string
  emit<E extends AnyEvent>(event: E, data: z.input<E['data']>): void
  enqueue<J extends AnyJob>(job: J, data: z.input<J['data']>): void
  notify<N extends AnyNotice>(notice: N, to: Recipient, data: z.input<N['data']>, when?: NoticeTiming): void
  /** Redraws every copy of every card about this subject. */
  redraw(subject: string): void
  /** Their home may look different now. */
  homeChanged(memberId: MemberId): void
  /** A signed single-use link; its address is made when it is shown, so the secret is never stored. */
  issueLink<L extends AnyLink>(link: L, values: z.input<L['values']>, expiresAt: Date): string
  /** Closes links that are no longer true, such as a consent after its introduction was withdrawn. */
  revokeLink(linkId: string): void
  /** A line of the audit about this act; gives its reference, such as "A-12". An administrator's act has one by itself. */
  audit(entry: AuditEntry): Promise<string>
  /** The next human reference of the workspace, such as "R-142". */
  nextReference(): Promise<string>
}

export type Recipient =
  /** Where they were last active; `on` names the surface that it has to be, such as the one that something happened to. */
  | { readonly kind: 'member'; readonly memberId: MemberId; readonly on?: SurfaceName }
  | { readonly kind: 'email'; readonly email: string; readonly name: string }
  /** One shared room; where the surfaces allow none, everybody gets the card in a direct message. */
  | { readonly kind: 'room'; readonly key: string; readonly title: string; readonly memberIds: readonly MemberId[] }

/**
 * `now` is the answer to something the recipient did just now; everything else waits for their waking hours (the default).
 * `notBefore` delays further. `at` is where the recipient asked for it.
 */
export interface NoticeTiming {
  readonly now?: boolean
  readonly notBefore?: Date
  readonly at?: Spot
}

/** A place on a surface, such as a thread, in that surface's own words. */
export interface Spot {
  readonly surface: SurfaceName
  readonly installation: string
  readonly place: string
}

export const toMember = (memberId: MemberId): Recipient => ({ kind: 'member', memberId })
