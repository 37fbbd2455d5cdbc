import type { MemberId } from '../../../kit/brand.ts'
import type { Ctx, ReadCtx, Work } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { PickOption } from '../../../kit/ui/card.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { addDays } from '../../../kit/working-time.ts'
import {
  type ContactGlimpse,
  type ContactView,
  findContact,
  isBlockedPair,
  isNeverContact,
  searchContacts,
} from '../../people/api.ts'
import { requestMoved } from '../events.ts'
import * as forms from '../forms.ts'
import { isLive, type ReferralRequest, type RequestState, type Urgency } from '../model.ts'
import { answer } from '../rules/offer.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { type AskFacts, edit, extend, type NewAsk, putOnBoard, seal, submit, withdraw } from '../rules/request.ts'
import { houseRulesOf } from '../store/house-rules.ts'
import { askedBefore, countLiveRequests } from '../store/lists.ts'
import { readParty, toTarget } from '../store/state.ts'
import { insertRequest } from '../store/write.ts'
import { decideOn, keep } from './commit.ts'
import { answerWith, isAdmin, see } from './see.ts'

/** What the asker does: ask, change, withdraw, keep open, answer a question. */

type Answered<T> = Promise<T | Refused<IntroRefusal>>

const MOST_OPTIONS = 20
const MOST_NAMESAKES = 100

export async function searchForContact(ctx: ReadCtx, query: string): Promise<PickOption[]> {
  const found = await searchContacts(ctx.db, ctx.workspace.id, { viewerId: ctx.actor.id, query, limit: MOST_OPTIONS })
  return found.map(toOption)
}

const toOption = ({ id, name, title, organization }: ContactGlimpse): PickOption => {
  const hint = [title, organization].filter(Boolean).join(', ')
  return { value: id, label: name, ...(hint && { hint }) }
}

/** `who` is a contact where the platform's type-ahead was used, and otherwise just words. */
export async function openAsk(
  ctx: ReadCtx,
  said: { who?: string | undefined; why?: string | undefined },
): Promise<Form> {
  const contact = said.who ? await findVisible(ctx, ctx.db, said.who) : null
  return forms.ask(await houseRulesOf(ctx.db, ctx.workspace.id), {
    ...(contact && { target: toOption(contact) }),
    ...(said.who && !contact && { someone: said.who }),
    ...(said.why && { message: said.why }),
  })
}

export const startAsk = async (ctx: ReadCtx): Promise<Form> => forms.ask(await houseRulesOf(ctx.db, ctx.workspace.id))

export const openAskFor = (ctx: ReadCtx, { contactId }: { contactId: string }): Promise<Form> =>
  openAsk(ctx, { who: contactId })

export async function openAskAgain(ctx: ReadCtx, { requestId }: { requestId: string }): Answered<Form> {
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  if (seen.viewer !== 'asker') return refuse({ kind: 'not_yours' } as const)
  const { criteria, contactId, purpose, message, urgency } = seen.state.request
  const target = contactId && criteria === null ? await findVisible(ctx, ctx.db, contactId) : null
  return forms.ask(seen.state.house, {
    ...{ purpose, message, urgency },
    ...(criteria && { someone: criteria }),
    ...(target && { target: toOption(target) }),
  })
}

interface Viewing {
  readonly workspace: WorkspaceInfo
  readonly actor: { readonly id: MemberId }
}

/**
 * A contact that this member could have found by typing: an id alone, from an old or a forged form, must not tell that somebody
 * is known whose knowing is kept private. Oneself is found too, to be told so.
 */
export async function findVisible({ workspace, actor }: Viewing, db: Db, id: string): Promise<ContactView | null> {
  const contact = await findContact(db, workspace.id, id)
  if (!contact || contact.memberId === actor.id) return contact
  const namesakes = { viewerId: actor.id, query: contact.name, limit: MOST_NAMESAKES }
  const found = await searchContacts(db, workspace.id, namesakes)
  return found.some((one) => one.id === id) ? contact : null
}

export interface Asked {
  readonly target: string | undefined
  readonly someone: string | undefined
  readonly purpose: string
  readonly message: string
  readonly urgency: Urgency
}

export async function takeAsk(ctx: Ctx, _: object, asked: Asked): Answered<undefined> {
  const { target: contactId = null, someone: criteria = null, purpose, message, urgency } = asked
  return ctx.work(async (w) => {
    const ask = { contactId, criteria, purpose, message, urgency }
    const { workspace, actor } = ctx
    const taken = await submitAsk(w, { workspace, requesterId: actor.id, actorId: actor.id, ask })
    return isRefused(taken) ? taken : undefined
  })
}

export interface AskTaken {
  readonly workspace: WorkspaceInfo
  readonly requesterId: MemberId
  /** Who acts just now; null for a system that asks for the requester. */
  readonly actorId: MemberId | null
  readonly ask: NewAsk
}

/** Takes an ask inside the caller's transaction, whoever's desk it comes from. */
export async function submitAsk(w: Work, taken: AskTaken): Promise<ReferralRequest | Refused<IntroRefusal>> {
  const { workspace, actorId, ask } = taken
  const facts = await askFacts(w, taken)
  if (!facts) return refuse({ kind: 'not_found' } as const)
  const submitted = submit(ask, facts, w)
  if (!submitted.ok) return refuse(submitted.error)
  const { request, change } = submitted.value
  await insertRequest(w.db, workspace.id, request)
  const { requester, target, house } = facts
  const state: RequestState = {
    ...{ request, offers: [], introduction: null, consents: [], reminders: [], pastTargets: [] },
    house,
    targets: new Map(target ? [[target.contactId, target]] : []),
    people: new Map([[requester.id, requester]]),
  }
  await keep(w, { workspace, actorId, state, change })
  const { id, number, kind, requesterId, facilitatorId, contactId } = request
  w.emit(requestMoved, {
    ...{ requestId: id, number, kind, requesterId, facilitatorId, contactId, from: null, to: request.status },
  })
  return request
}

/** Taking the number first makes requests of one workspace wait for each other, so that nobody gets past the cap. */
async function askFacts(w: Work, { workspace, requesterId, ask }: AskTaken): Promise<AskFacts | null> {
  const { contactId } = ask
  const requester = await readParty(w.db, workspace.id, requesterId, w.now)
  if (!requester) return null
  const reference = await w.nextReference()
  const contact = contactId ? await findVisible({ workspace, actor: { id: requesterId } }, w.db, contactId) : null
  const memberId = contact?.memberId
  const isBlocked = memberId ? await isBlockedPair(w.db, workspace.id, requesterId, memberId) : false
  const house = await houseRulesOf(w.db, workspace.id)
  const about = { requesterId, contactId: contactId ?? '', since: addDays(w.now, -house.sameTargetDays) }
  return {
    ...{ number: Number(reference.slice('R-'.length)), requester, target: contact && toTarget(contact) },
    house,
    liveRequests: await countLiveRequests(w.db, workspace.id, requesterId),
    askedBefore: contactId ? await askedBefore(w.db, workspace.id, about) : null,
    unaskable: isBlocked || (contact !== null && (await isNeverContact(w.db, workspace.id, contact))),
  }
}

export async function openEdit(ctx: ReadCtx, { requestId }: { requestId: string }): Answered<Form> {
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  if (seen.viewer !== 'asker') return refuse({ kind: 'not_yours' } as const)
  const { request } = seen.state
  return isLive(request.status) ? forms.edit(request, seen.state.house) : refuse({ kind: 'moved_on' } as const)
}

type Words = Pick<Asked, 'purpose' | 'message' | 'urgency'>

export const takeEdit = async (ctx: Ctx, { requestId }: { requestId: string }, words: Words) =>
  answerWith(ctx, await decideOn(ctx, requestId, (state, w) => edit(state, { by: ctx.actor.id, ...words }, w)))

export async function takeWithdrawal(ctx: Ctx, { requestId }: { requestId: string }) {
  const by = { by: ctx.actor.id, isAdmin: isAdmin(ctx), why: 'Withdrew the request' }
  return answerWith(ctx, await decideOn(ctx, requestId, (state, w) => withdraw(state, by, w)))
}

export const keepOpen = async (ctx: Ctx, { requestId }: { requestId: string }) =>
  answerWith(ctx, await decideOn(ctx, requestId, (state) => extend(state, ctx.actor.id)))

export const offerToBoard = async (ctx: Ctx, { requestId }: { requestId: string }) =>
  answerWith(ctx, await decideOn(ctx, requestId, (state, w) => putOnBoard(state, ctx.actor.id, w)))

export const hideName = async (ctx: Ctx, { requestId }: { requestId: string }) =>
  answerWith(ctx, await decideOn(ctx, requestId, (state) => seal(state, ctx.actor.id)))

export interface OneOffer {
  readonly requestId: string
  readonly offerId: string
}

export async function openAnswer(ctx: ReadCtx, values: OneOffer): Answered<Form> {
  const seen = await see(ctx, values.requestId)
  if (isRefused(seen)) return seen
  if (seen.viewer !== 'asker') return refuse({ kind: 'not_yours' } as const)
  const offer = seen.state.offers.find(({ id }) => id === values.offerId)
  if (offer?.status !== 'QUESTIONED') return refuse({ kind: 'moved_on' } as const)
  return forms.answer(values, offer.question ?? '')
}

export const takeAnswer = async (ctx: Ctx, { requestId, offerId }: OneOffer, fields: { answer: string }) =>
  answerWith(
    ctx,
    await decideOn(ctx, requestId, (state, w) => answer(state, { offerId, by: ctx.actor.id, text: fields.answer }, w)),
  )
