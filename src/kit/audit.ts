import type { MemberId } from './brand.ts'

/** What a handler adds to the line of its act; nothing of it names a person in words, because a line outlives its people. */
export interface AuditEntry {
  /** The contract's name where nothing else is said. */
  readonly kind?: string
  /** What was done, in the past tense: "gave the role of facilitator". */
  readonly said?: string
  /** Whom it was done to. */
  readonly aboutId?: MemberId
  readonly why?: string
  /** Nobody is named as the one who did it, such as somebody who had everything about them deleted. */
  readonly isAnonymous?: true
}

/** Who did it: a member, a system with a key, or whoever runs the desk. */
export const AUDIT_BY = ['member', 'key', 'operator'] as const
export type AuditBy = (typeof AUDIT_BY)[number]

/** One line of the audit. Lines are only ever added, and each carries the hash of the one before. */
export interface AuditLine {
  /** Counted from 1 in each workspace; people say "A-12". */
  readonly position: number
  readonly at: Date
  readonly by: AuditBy
  readonly actorId: MemberId | null
  readonly kind: string
  readonly said: string | null
  readonly aboutId: MemberId | null
  readonly why: string | null
}

export interface AuditWanted {
  /** Only lines before this position, the newest first. */
  readonly before?: number | undefined
  readonly limit: number
  /** The first word of the kind, such as "coach". */
  readonly area?: string | undefined
  /** Done by or to one of these: a member, and whoever was joined with them. */
  readonly people?: readonly MemberId[] | undefined
}

/** Reads the audit of the workspace. */
export interface AuditReader {
  lines(wanted: AuditWanted): Promise<{ readonly lines: readonly AuditLine[]; readonly total: number }>
  /** The position of the first line that is not as it was written; null when all are. */
  firstBroken(): Promise<number | null>
}

export const auditReference = (position: number): string => `A-${position}`
