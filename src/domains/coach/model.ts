import type { MemberId } from '../../kit/brand.ts'
import type { Spot } from '../../kit/ctx.ts'
import type { ModelUsage } from '../../kit/model.ts'
import type { PartnerType } from '../partners/api.ts'

/** What exists in the coach's world (product.md 5). */

/** What a member's words may be a sign of. The first two never reach a model. */
export const CLASSES = ['CRISIS', 'HARM', 'LEGAL_MONEY', 'ASKS_HUMAN'] as const
export type CoachClass = (typeof CLASSES)[number]

/** Languages in which phrases are built in, and in which the fixed words for a crisis are written. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'ja'] as const
export type Language = (typeof LANGUAGES)[number]

export function languageOf(locale: string): Language {
  const wanted = locale.slice(0, 2).toLowerCase()
  return LANGUAGES.find((known) => known === wanted) ?? 'en'
}

export const RATINGS = { didNotHelp: 1, helped: 2 } as const
export type Rating = (typeof RATINGS)[keyof typeof RATINGS]

export type AnswerStatus = 'WAITING' | 'WRITING' | 'DONE' | 'STOPPED' | 'FAILED' | 'FIXED'

/** Why there is no answer of the model, or only a part of one. */
export const WHYS = [
  'CRISIS',
  'HARM',
  'ASKS_HUMAN',
  'OUT_OF_BUDGET',
  'SWITCHED_OFF',
  'NO_MODEL',
  'BUSY',
  'DOWN',
  'NONSENSE',
  'REFUSED',
  'BROKEN_OFF',
  'TOO_LONG',
] as const
export type Why = (typeof WHYS)[number]

export interface Conversation {
  readonly id: string
  readonly memberId: MemberId
  readonly title: string
  readonly summary: string | null
  readonly summarisedTo: number
  readonly messageCount: number
  readonly hasEscalation: boolean
  readonly lastMessageAt: Date
  /** Its thread; null where it goes on in direct messages, on whatever surface. */
  readonly spot: Spot | null
  /** Others read it as well, in a channel's thread. */
  readonly isShared: boolean
}

/** An ask that the coach suggests; a person decides whether it is asked. */
export type Proposal = IntroductionProposal | PartnerProposal

export interface PartnerProposal {
  readonly partner: PartnerType
  readonly state?: string | undefined
  readonly need: string
}

export interface IntroductionProposal {
  readonly contactId?: string | undefined
  readonly someone?: string | undefined
  readonly purpose: string
  readonly message: string
}

/** What is left of the member's day after an answer. */
export interface Left {
  readonly tokens: number
  readonly limit: number
}

/** What is remembered of how an answer came about. */
export interface AnswerFacts {
  readonly model?: string | undefined
  readonly inputTokens?: number | undefined
  readonly cachedTokens?: number | undefined
  readonly proposal?: Proposal | undefined
  readonly left?: Left | undefined
  /** Links and addresses were taken out of the model's words. */
  readonly isCleaned?: boolean | undefined
  /** The question was longer than what is read of it. */
  readonly isClipped?: boolean | undefined
}

export interface Answer {
  readonly id: string
  readonly conversationId: string
  readonly memberId: MemberId
  readonly position: number
  readonly question: Question
  readonly content: string
  readonly status: AnswerStatus
  readonly why: Why | null
  readonly stopWanted: boolean
  readonly rating: Rating | null
  readonly ratingFeedback: string | null
  readonly isFlagged: boolean
  readonly facts: AnswerFacts
  readonly createdAt: Date
}

export interface Question {
  readonly id: string
  readonly text: string
  readonly screened: CoachClass | null
  readonly language: Language | null
}

/** An answer that is being written or waits for its turn. */
export const isUnderWay = (status: AnswerStatus): boolean => status === 'WAITING' || status === 'WRITING'

export type Speaker = 'user' | 'assistant' | 'human'

/** A message as a reader of the conversation sees it. */
export interface Line {
  readonly id: string
  readonly position: number
  readonly role: Speaker
  readonly content: string
  readonly screened: CoachClass | null
  readonly status: AnswerStatus | null
  readonly tokens: number
  /** Set where two people write to each other in the conversation, past the coach. */
  readonly by: MemberId | null
  readonly at: Date
}

export const CAPABILITIES = ['PROFILE', 'PEOPLE', 'REQUESTS', 'PROPOSALS'] as const
/** Knows your profile · finds people you may find · knows your requests · proposes requests. */
export type Capability = (typeof CAPABILITIES)[number]

export type Keywords = Readonly<Record<CoachClass, readonly string[]>>

export const NO_KEYWORDS: Keywords = { CRISIS: [], HARM: [], LEGAL_MONEY: [], ASKS_HUMAN: [] }

/** Where to call in one country, as an administrator wrote it. */
export interface CountryLines {
  readonly emergency: string
  readonly crisis?: string | undefined
  readonly harm?: string | undefined
}

/** By ISO country code, such as "DE": it counts before the lines that are built in. */
export type OwnLines = Readonly<Record<string, CountryLines>>

/** What administrators decide about the coach. */
export interface Settings {
  readonly systemPrompt: string
  readonly maxTokensPerMessage: number
  readonly maxTokensPerDay: number
  readonly capabilities: readonly Capability[]
  readonly keywords: Keywords
  readonly helpNote: string | null
  readonly helpLines: OwnLines
  readonly isActive: boolean
}

/** Seed: 500 tokens a message, 5,000 a day. */
export const DEFAULT_SETTINGS: Settings = {
  systemPrompt: '',
  maxTokensPerMessage: 500,
  maxTokensPerDay: 5000,
  capabilities: CAPABILITIES,
  keywords: NO_KEYWORDS,
  helpNote: null,
  helpLines: {},
  isActive: true,
}

export type ConfigStatus = 'DRAFT' | 'LIVE' | 'PAST' | 'DISCARDED'

export interface Config extends Settings {
  readonly id: string
  readonly version: number
  readonly status: ConfigStatus
  readonly updatedBy: MemberId | null
  readonly updatedAt: Date
  readonly dryRun: DryRun | null
}

/** What past questions would have met with other settings. Words only of what members let others read. */
export interface DryRun {
  readonly isRunning: boolean
  readonly questions: number
  /** By class: how many the live settings find, and how many these do. */
  readonly found: readonly { readonly class: CoachClass; readonly before: number; readonly after: number }[]
  readonly answers: readonly { readonly question: string; readonly before: string; readonly after: string }[]
}

export const SHARES = ['NOTHING', 'QUESTION', 'CONVERSATION'] as const
export type Share = (typeof SHARES)[number]

export type EscalationStatus = 'OPEN' | 'ANSWERED' | 'CLOSED' | 'WITHDRAWN'

export interface Escalation {
  readonly id: string
  readonly conversationId: string
  readonly memberId: MemberId
  readonly reason: CoachClass
  readonly status: EscalationStatus
  readonly shared: Share
  readonly note: string | null
  readonly messageId: string | null
  readonly responderIds: readonly MemberId[]
  readonly answerBy: Date | null
  readonly escalatedAt: Date | null
  readonly answeredAt: Date | null
  readonly answeredById: MemberId | null
  readonly createdAt: Date
}

/** What an answer cost, as far as it is known. */
export interface Spent {
  readonly outputTokens: number
  readonly inputTokens: number
  readonly cachedTokens: number
}

export const NOTHING_SPENT: Spent = { outputTokens: 0, inputTokens: 0, cachedTokens: 0 }

export const plus = (one: Spent, other: ModelUsage | Spent): Spent => ({
  outputTokens: one.outputTokens + other.outputTokens,
  inputTokens: one.inputTokens + other.inputTokens,
  cachedTokens: one.cachedTokens + other.cachedTokens,
})
