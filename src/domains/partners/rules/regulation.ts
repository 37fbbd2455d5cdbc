import type { PartnerType } from '../model.ts'

/** What an administrator has said about a type, the latest last. */
export interface TypeRule {
  readonly partnerType: PartnerType
  readonly regulated: boolean
}

/**
 * Paying for referrals to settlement and legal services is restricted by law, so every type is regulated until an
 * administrator lifts it for that type, in writing.
 */
export function isRegulated(type: PartnerType, rules: readonly TypeRule[]): boolean {
  return rules.findLast(({ partnerType }) => partnerType === type)?.regulated ?? true
}

/**
 * The rail: whether an ask may ever earn points, rewards or a place on a leaderboard. It was fixed when the ask was made: a
 * type that is lifted later makes nothing of before worth anything.
 */
export const mayEarn = (ask: { readonly regulated: boolean } | null): boolean => ask === null || !ask.regulated
