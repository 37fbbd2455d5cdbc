import type { ReadCtx } from '../../../kit/ctx.ts'
import type { Acting } from './partners.ts'

/** Whoever says something in chat, as the one who acts. */
export const acting = ({ workspace, actor }: ReadCtx): Acting => ({ workspace, actorId: actor.id })
