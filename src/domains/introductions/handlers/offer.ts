import type { Ctx, ReadCtx, Work } from '../../../kit/ctx.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { addDays, localDay, nextWaking, startOfDay } from '../../../kit/working-time.ts'
import { addContact, facilitator, findContact, person, resumeAsks, setAway, stopAsks } from '../../people/api.ts'
import { type Pause, pausedCard } from '../cards/news.ts'
import { pausedNotice } from '../contracts.ts'
import * as forms from '../forms.ts'
import type { LighterYes, ReasonFor, RequestKind, RequestState, Target } from '../model.ts'
import { MOST_TOGETHER } from '../model-defaults.ts'
import { accept, helpLighter, type Load, volunteer } from '../rules/accept.ts'
import { hoursOf } from '../rules/clocks.ts'
import { decline, defer, question, suggest } from '../rules/offer.ts'
import { type IntroRefusal, no } from '../rules/refusals.ts'
import { inHandFor } from '../store/approach.ts'
import { asMember } from '../store/lists.ts'
import { busyContacts, loadsOf, lockRouting } from '../store/routing.ts'
import { readState, toTarget } from '../store/state.ts'
import { findVisible, type OneOffer } from './ask.ts'
import { decideOn } from './commit.ts'
import { answerWith, seeOffer } from './see.ts'

/** What a facilitator says to an offer. */

type Answered<T> = Promise<T | Refused<IntroRefusal>>

export async function takeAcceptance(ctx: Ctx, { requestId, offerId }: OneOffer) {
  const decided = await decideOn(ctx, requestId, async (state, w) =>
    accept(state, { offerId, by: ctx.actor.id, load: await loadOf(ctx, w, { offerId, kind: state.request.kind }) }, w),
  )
  return answerWith(ctx, decided)
}

/** Counted under the lock that routing takes too: nobody gets above their caps, whoever is first. */
export async function loadOf(
  ctx: Ctx,
  w: Work,
  { offerId, kind }: { offerId: string; kind: RequestKind },
): Promise<Load> {
  await lockRouting(w.db, ctx.workspace.id)
  const memberIds = [ctx.actor.id]
  const loads = await loadsOf(w.db, ctx.workspace.id, { memberIds, exceptOfferId: offerId, kind, now: w.now })
  return loads.get(ctx.actor.id) ?? { openOffers: 0, thisWeek: 0, thisQuarter: 0 }
}

export async function openDecline(ctx: ReadCtx, values: OneOffer): Answered<Form> {
  const seen = await seeOffer(ctx, values)
  if (isRefused(seen)) return seen
  const { status } = seen.offer
  const isHeld = ['OPEN', 'QUESTIONED', 'DEFERRED', 'ACCEPTED'].includes(status)
  return isHeld ? forms.decline(values, status === 'ACCEPTED') : refuse({ kind: 'moved_on' } as const)
}

export const takeDecline = async (
  ctx: Ctx,
  { requestId, offerId }: OneOffer,
  { reason, reasonFor }: { reason: string | undefined; reasonFor: ReasonFor },
) =>
  answerWith(
    ctx,
    await decideOn(ctx, requestId, (state, w) =>
      decline(state, { offerId, by: ctx.actor.id, reason: reason ?? null, reasonFor }, w),
    ),
  )

export async function openQuestion(ctx: ReadCtx, values: OneOffer): Answered<Form> {
  const seen = await seeOffer(ctx, values)
  if (isRefused(seen)) return seen
  return seen.offer.status === 'OPEN' ? forms.question(values) : refuse({ kind: 'moved_on' } as const)
}

export const takeQuestion = async (ctx: Ctx, { requestId, offerId }: OneOffer, fields: { question: string }) =>
  answerWith(
    ctx,
    await decideOn(ctx, requestId, (state, w) =>
      question(state, { offerId, by: ctx.actor.id, text: fields.question }, w),
    ),
  )

/** The menu of quieter answers: each opens its form. */
export async function openMore(ctx: ReadCtx, values: OneOffer, pick: string | undefined): Answered<Form> {
  const seen = await seeOffer(ctx, values)
  if (isRefused(seen)) return seen
  if (!['OPEN', 'QUESTIONED', 'DEFERRED'].includes(seen.offer.status)) return refuse({ kind: 'moved_on' } as const)
  switch (pick) {
    case 'suggest':
      return forms.suggest(values)
    case 'defer':
      return forms.defer(values, localDay(addDays(ctx.now, 7), ctx.actor.timeZone))
    default:
      return forms.lighter(values)
  }
}

export const takeSuggestion = async (
  ctx: Ctx,
  { requestId, offerId }: OneOffer,
  { member, text }: { member: string | undefined; text: string | undefined },
) =>
  answerWith(
    ctx,
    await decideOn(ctx, requestId, async (state, w) => {
      const memberId = asMember(member)
      const isHere = memberId === null || (await person(w.db, ctx.workspace.id, memberId)) !== null
      if (!isHere) return no({ kind: 'unfit_suggestion' })
      return suggest(state, { offerId, by: ctx.actor.id, memberId, text: text ?? null }, w)
    }),
  )

export const takeDeferral = async (ctx: Ctx, { requestId, offerId }: OneOffer, fields: { until: string }) =>
  answerWith(
    ctx,
    await decideOn(ctx, requestId, (state, w) => {
      const { quiet, timeZone } = hoursOf(state, ctx.actor.id)
      const until = nextWaking(startOfDay(fields.until, timeZone), quiet, timeZone)
      return defer(state, { offerId, by: ctx.actor.id, until }, w)
    }),
  )

export const takeLighterHelp = async (
  ctx: Ctx,
  { requestId, offerId }: OneOffer,
  { how, note }: { how: LighterYes; note: string | undefined },
) =>
  answerWith(
    ctx,
    await decideOn(ctx, requestId, (state, w) =>
      helpLighter(state, { offerId, by: ctx.actor.id, how, note: note ?? null }, w),
    ),
  )

/** Anybody may look at the form: the board is for everybody, and whoever was asked without a name gives it here. */
export async function openHelp(ctx: ReadCtx, { requestId }: { requestId: string }): Answered<Form> {
  const state = await readState(ctx.db, ctx.workspace.id, requestId, ctx.now)
  if (!state) return refuse({ kind: 'not_found' } as const)
  const isOffered = state.request.boardAt !== null || state.offers.some((offer) => offer.facilitatorId === ctx.actor.id)
  if (!isOffered || !['PENDING', 'MATCHED'].includes(state.request.status)) return refuse({ kind: 'moved_on' } as const)
  const target = state.request.contactId ? state.targets.get(state.request.contactId) : null
  return forms.help(requestId, target ? { value: target.contactId, label: target.name } : null)
}

export interface HelpGiven {
  readonly contact: string | undefined
  readonly name: string | undefined
  readonly email: string | undefined
}

export async function takeHelp(ctx: Ctx, { requestId }: { requestId: string }, given: HelpGiven): Answered<undefined> {
  const decided = await decideOn(ctx, requestId, async (state, w) => {
    const target = await targetGiven(ctx, w, { ...given, wantedId: state.request.contactId })
    if (!target) return no({ kind: 'contact_is_missing' })
    const mine = state.offers.find(({ facilitatorId }) => facilitatorId === ctx.actor.id)
    const load = await loadOf(ctx, w, { offerId: mine?.id ?? '', kind: state.request.kind })
    const isTargetBusy = await isApproached(ctx, w, { requestId, contactId: target.contactId })
    return volunteer(withTarget(state, target), { by: ctx.actor.id, target, load, isTargetBusy }, w)
  })
  return isRefused(decided) ? decided : undefined
}

/** Under the lock of `loadOf`. What they have in hand for this person themselves, they may ask together with it. */
async function isApproached(
  { workspace, actor }: Ctx,
  w: Work,
  { requestId, contactId }: { requestId: string; contactId: string },
): Promise<boolean> {
  const busy = await busyContacts(w.db, workspace.id, { contactIds: [contactId], requestId })
  if (!busy.has(contactId)) return false
  const own = await inHandFor(w.db, workspace.id, { facilitatorId: actor.id, contactId })
  return own.length === 0 || own.length >= MOST_TOGETHER
}

type Given = HelpGiven & { readonly wantedId: string | null }

/** The very person who is wanted, somebody else whom the helper can find, or somebody new. */
async function targetGiven(ctx: Ctx, w: Work, { contact, name, email, wantedId }: Given): Promise<Target | null> {
  if (contact) {
    const isWanted = contact === wantedId
    const known = isWanted ? await findContact(w.db, ctx.workspace.id, contact) : await findVisible(ctx, w.db, contact)
    return known && toTarget(known)
  }
  if (!name) return null
  const named = { name, email, addedBy: ctx.actor.id, newId: () => w.newId(), now: w.now }
  return toTarget(await addContact(w.db, ctx.workspace.id, named))
}

export const withTarget = (state: RequestState, target: Target): RequestState => ({
  ...state,
  targets: new Map(state.targets).set(target.contactId, target),
})

/** After three silent offers: one month is what "in a month" means, whatever the calendar. */
const MONTH_DAYS = 30

export async function takeResume(ctx: Ctx, { choice }: { choice: 'stay' | 'month' | 'stop' }) {
  const { workspace, actor } = ctx
  return ctx.work(async (w) => {
    switch (choice) {
      case 'stay':
        await resumeAsks(w.db, workspace.id, actor.id)
        break
      case 'month':
        await setAway(w.db, workspace.id, actor.id, addDays(w.now, MONTH_DAYS))
        break
      case 'stop':
        await stopAsks(w.db, workspace.id, actor.id)
    }
    w.redraw(pausedNotice.subject({ memberId: actor.id, since: '' }))
    w.homeChanged(actor.id)
    const chosen: Pause | null = await facilitator(w.db, workspace.id, actor.id, w.now)
    return chosen ? pausedCard(chosen) : refuse({ kind: 'not_found' } as const)
  })
}
