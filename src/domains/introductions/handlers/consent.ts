import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import type { LinkCtx, LinkWorkCtx } from '../../../kit/domain.ts'
import type { Page } from '../../../kit/page.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { findContact, isNeverContact } from '../../people/api.ts'
import { consentCard, consentPage, gonePage } from '../cards/consent.ts'
import * as forms from '../forms.ts'
import { type RequestState, targetOf } from '../model.ts'
import { alreadyAsked, askConsent, giveConsent, refuseConsent } from '../rules/consent.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { decideOn } from './commit.ts'
import { answerWith, seeConsent } from './see.ts'

/** Whether the person to be met wants to: asked by the facilitator, answered in chat or by a link. */

type Answered<T> = Promise<T | Refused<IntroRefusal>>
interface OneRequest {
  readonly requestId: string
}
interface OneConsent extends OneRequest {
  readonly consentId: string
}

export async function takeConsentWish(ctx: Ctx, { requestId }: OneRequest) {
  const decided = await decideOn(ctx, requestId, async (state, w) => {
    const contactId = targetOf(state)?.contactId
    const contact = contactId ? await findContact(w.db, ctx.workspace.id, contactId) : null
    const unaskable = contact === null || (await isNeverContact(w.db, ctx.workspace.id, contact))
    return askConsent(state, { by: ctx.actor.id, unaskable }, w)
  })
  return answerWith(ctx, decided)
}

export const takeWordForConsent = async (ctx: Ctx, { requestId }: OneRequest) =>
  answerWith(ctx, await decideOn(ctx, requestId, (state, w) => alreadyAsked(state, ctx.actor.id, w)))

export const takeConsent = async (ctx: Ctx, values: OneConsent) =>
  consentAnswer(
    ctx,
    values,
    await decideOn(ctx, values.requestId, (state, w) =>
      giveConsent(state, { consentId: values.consentId, by: ctx.actor.id }, w),
    ),
  )

export const takeNever = async (ctx: Ctx, values: OneConsent) => takeRefusal(ctx, values, { note: null, never: true })

export const takeNotNow = async (ctx: Ctx, values: OneConsent, { note }: { note: string | undefined }) =>
  takeRefusal(ctx, values, { note: note ?? null, never: false })

async function takeRefusal(ctx: Ctx, values: OneConsent, said: { note: string | null; never: boolean }) {
  const { requestId, consentId } = values
  const decided = await decideOn(ctx, requestId, (state, w) =>
    refuseConsent(state, { consentId, by: ctx.actor.id, ...said }, w),
  )
  return consentAnswer(ctx, values, decided)
}

/** The consent as it was answered, which the request may have left behind. */
async function consentAnswer(
  ctx: Ctx,
  values: OneConsent,
  decided: RequestState | Refused<IntroRefusal>,
): Answered<Card> {
  if (isRefused(decided)) return decided
  const seen = await seeConsent(ctx, values)
  return seen ? consentCard(seen) : refuse({ kind: 'not_found' } as const)
}

export async function openNotNow(ctx: ReadCtx, values: OneConsent): Answered<Form> {
  const seen = await seeConsent(ctx, values)
  if (!seen?.consent) return refuse({ kind: 'not_found' } as const)
  if (seen.consent.memberId !== ctx.actor.id) return refuse({ kind: 'not_yours' } as const)
  return seen.consent.status === 'ASKED' ? forms.notNow(values) : refuse({ kind: 'moved_on' } as const)
}

export async function showConsentPage(ctx: LinkCtx, values: OneConsent): Promise<Page> {
  const seen = await seeConsent(ctx, values)
  return seen ? consentPage(seen) : gonePage()
}

export async function answerConsentPage(
  ctx: LinkWorkCtx,
  values: OneConsent,
  { choice, note }: { choice: 'yes' | 'later' | 'never'; note: string | undefined },
): Answered<Page> {
  const { requestId, consentId } = values
  const decided = await decideOn(ctx, requestId, (state, w) =>
    choice === 'yes'
      ? giveConsent(state, { consentId, by: null }, w)
      : refuseConsent(state, { consentId, by: null, note: note ?? null, never: choice === 'never' }, w),
  )
  if (isRefused(decided)) return decided
  return showConsentPage({ ...ctx, used: true }, values)
}
