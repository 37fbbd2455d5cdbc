import type { WorkspaceId } from '../../kit/brand.ts'
import type { Db } from '../../kit/db.ts'
import { mayEarn } from './rules/regulation.ts'
import { findAsk } from './store/asks.ts'

/** What other domains may ask of the partners' desk. */

/**
 * The rail (product.md 6): whether a request may ever earn points, rewards or a place on a leaderboard. Asks for regulated
 * partners never may, whoever asks and whatever comes of it; for every other request this says yes.
 */
export async function mayEarnRewards(db: Db, workspaceId: WorkspaceId, requestId: string): Promise<boolean> {
  return mayEarn(await findAsk(db, workspaceId, requestId))
}

/**
 * Whether somebody who says this looks for a partner, and the button that offers help with it. The button opens a form; nothing
 * is ever asked by hearing.
 */
export { needButton } from './cards/need.ts'
/** The form in which a member asks for a partner, with what is known filled in. Nothing is asked before they send it. */
export { partnerAskForm } from './handlers/chat-ask.ts'
export { PARTNER_TYPES, type PartnerType } from './model.ts'
export { type Need, needHeard } from './needs/hear.ts'
export { findGroup } from './store/groups.ts'
export { findPartner } from './store/partners.ts'
