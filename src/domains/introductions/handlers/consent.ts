import type { MemberId } from '../../../kit/brand.ts'
import type { Ctx, ReadCtx, Work } from '../../../kit/ctx.ts'
import type { LinkCtx, LinkWorkCtx } from '../../../kit/domain.ts'
import type { Page } from '../../../kit/page.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { Card } from '../../../kit/ui/card.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { findContact, isNeverContact } from '../../people/api.ts'
import { consentCard } from '../cards/consent.ts'
import { consentPage, gonePage } from '../cards/consent-outside.ts'
import * as forms from '../forms.ts'
import { type RequestState, targetOf } from '../model.ts'
import { alreadyAsked, askConsent, giveConsent, leadOf, refuseConsent, targetConsent } from '../rules/consent.ts'
import { type IntroRefusal, movedOn } from '../rules/refusals.ts'
import { approachOf, inHandFor, lockApproach } from '../store/approach.ts'
import { readConsent } from '../store/consents.ts'
import { decideInside, decideOn } from './commit.ts'
import { answerWith, see, seeConsent } from './see.ts'

/** Whether the person to be met wants to: asked by the facilitator, answered in chat or by a link. */

type Answered<T> = Promise<T | Refused<IntroRefusal>>
interface OneRequest {
  readonly requestId: string
}
interface OneConsent extends OneRequest {
  readonly consentId: string
}

/**
 * One click asks about everything that they have taken for this person, with one card or one mail. While a question to them is
 * still open, the new ones join it.
 */
export async function takeConsentWish(ctx: Ctx, { requestId }: OneRequest) {
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  const contactId = targetOf(seen.state)?.contactId
  if (!contactId) return refuse({ kind: 'moved_on' } as const)
  return answerWith(ctx, await ctx.work((w) => askAbout(w, ctx, { requestId, contactId })))
}

async function askAbout(
  w: Work,
  { workspace, actor }: Pick<Ctx, 'workspace' | 'actor'>,
  { requestId, contactId }: { requestId: string; contactId: string },
): Promise<RequestState | Refused<IntroRefusal>> {
  await lockApproach(w.db, workspace.id, contactId)
  const contact = await findContact(w.db, workspace.id, contactId)
  const unaskable = contact === null || (await isNeverContact(w.db, workspace.id, contact))
  const inHand = await inHandFor(w.db, workspace.id, { facilitatorId: actor.id, contactId })
  const others = inHand.filter((one) => one.requestId !== requestId)
  const ask = (id: string, askedWithId: string | null) => {
    const rule = (state: RequestState) =>
      // They may have lost this person since, and have found another.
      targetOf(state)?.contactId === contactId
        ? askConsent(state, { by: actor.id, unaskable, askedWithId }, w)
        : movedOn
    return decideInside(w, { workspace, actorId: actor.id, requestId: id, rule })
  }
  const open = others.find(({ consent }) => consent?.status === 'ASKED')?.consent
  const asked = await ask(requestId, open ? leadOf(open) : null)
  const consent = isRefused(asked) ? null : targetConsent(asked)
  if (consent?.status !== 'ASKED') return asked
  for (const other of others.filter((one) => one.consent === null)) await ask(other.requestId, leadOf(consent))
  return asked
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
  const { workspace, actor } = ctx
  const decided = await ctx.work((w) => refuseInside(w, { workspace, by: actor.id }, { ...values, ...said }))
  return consentAnswer(ctx, values, decided)
}

interface Refusing {
  readonly workspace: WorkspaceInfo
  /** Null for a person outside. */
  readonly by: MemberId | null
}

/** A "never" is said to everything that they were asked with it, too. */
async function refuseInside(
  w: Work,
  { workspace, by }: Refusing,
  { requestId, consentId, ...said }: OneConsent & { note: string | null; never: boolean },
): Promise<RequestState | Refused<IntroRefusal>> {
  const refuseOne = (part: OneConsent, note: string | null) =>
    decideInside(w, {
      ...{ workspace, actorId: by, requestId: part.requestId },
      rule: (state) => refuseConsent(state, { consentId: part.consentId, by, never: said.never, note }, w),
    })
  if (!said.never) return refuseOne({ requestId, consentId }, said.note)
  const contactId = (await readConsent(w.db, workspace.id, consentId))?.contactId
  if (contactId) await lockApproach(w.db, workspace.id, contactId)
  const refused = await refuseOne({ requestId, consentId }, said.note)
  if (isRefused(refused)) return refused
  for (const part of await approachOf(w.db, workspace.id, consentId)) {
    if (part.consentId !== consentId) await refuseOne(part, null)
  }
  return refused
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
  const consent = await readConsent(ctx.db, ctx.workspace.id, values.consentId)
  if (!consent) return refuse({ kind: 'not_found' } as const)
  if (consent.memberId !== ctx.actor.id) return refuse({ kind: 'not_yours' } as const)
  return consent.status === 'ASKED' ? forms.notNow(values) : refuse({ kind: 'moved_on' } as const)
}

export async function showConsentPage(ctx: LinkCtx, values: OneConsent): Promise<Page> {
  const seen = await seeConsent(ctx, values)
  return seen ? consentPage(seen, (id) => ctx.linkUrl(id)) : gonePage()
}

export async function answerConsentPage(
  ctx: LinkWorkCtx,
  values: OneConsent,
  { choice, note }: { choice: 'yes' | 'later' | 'never'; note: string | undefined },
): Answered<Page> {
  const { requestId, consentId } = values
  const refusal = { requestId, consentId, note: note ?? null, never: choice === 'never' }
  const decided =
    choice === 'yes'
      ? await decideOn(ctx, requestId, (state, w) => giveConsent(state, { consentId, by: null }, w))
      : await ctx.work((w) => refuseInside(w, { workspace: ctx.workspace, by: null }, refusal))
  if (isRefused(decided)) return decided
  return showConsentPage({ ...ctx, used: true }, values)
}
