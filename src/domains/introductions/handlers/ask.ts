import type { Ctx, ReadCtx, Work } from '../../../kit/ctx.ts'
import { isRefused, type Refused, refuse } from '../../../kit/reply.ts'
import type { PickOption } from '../../../kit/ui/card.ts'
import type { Form } from '../../../kit/ui/form.ts'
import { type ContactGlimpse, findContact, isBlockedPair, isNeverContact, searchContacts } from '../../people/api.ts'
import { requestMoved } from '../events.ts'
import * as forms from '../forms.ts'
import { isLive, type RequestState, type Urgency } from '../model.ts'
import { answer } from '../rules/offer.ts'
import type { IntroRefusal } from '../rules/refusals.ts'
import { type AskFacts, edit, extend, putOnBoard, submit, withdraw } from '../rules/request.ts'
import { askedBefore, countLiveRequests } from '../store/lists.ts'
import { readParty, toTarget } from '../store/state.ts'
import { insertRequest } from '../store/write.ts'
import { decideOn, keep } from './commit.ts'
import { answerWith, isAdmin, see } from './see.ts'

/** What the asker does: ask, change, withdraw, keep open, answer a question. */

type Answered<T> = Promise<T | Refused<IntroRefusal>>

const MOST_OPTIONS = 20

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
  const contact = said.who ? await findContact(ctx.db, ctx.workspace.id, said.who) : null
  return forms.ask({
    ...(contact && { target: toOption(contact) }),
    ...(said.who && !contact && { someone: said.who }),
    ...(said.why && { message: said.why }),
  })
}

export const startAsk = async (): Promise<Form> => forms.ask()

export const openAskFor = (ctx: ReadCtx, { contactId }: { contactId: string }): Promise<Form> =>
  openAsk(ctx, { who: contactId })

export async function openAskAgain(ctx: ReadCtx, { requestId }: { requestId: string }): Answered<Form> {
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  if (seen.viewer !== 'asker') return refuse({ kind: 'not_yours' } as const)
  const { criteria, contactId, purpose, message, urgency } = seen.state.request
  const target = contactId && criteria === null ? await findContact(ctx.db, ctx.workspace.id, contactId) : null
  return forms.ask({
    ...{ purpose, message, urgency },
    ...(criteria && { someone: criteria }),
    ...(target && { target: toOption(target) }),
  })
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
    const facts = await askFacts(ctx, w, contactId)
    const submitted = submit({ contactId, criteria, purpose, message, urgency }, facts, w)
    if (!submitted.ok) return refuse(submitted.error)
    const { request, change } = submitted.value
    await insertRequest(w.db, ctx.workspace.id, request)
    const { requester, target } = facts
    const state: RequestState = {
      ...{ request, offers: [], introduction: null, consents: [], reminders: [], pastTargets: [] },
      targets: new Map(target ? [[target.contactId, target]] : []),
      people: new Map([[requester.id, requester]]),
    }
    await keep(w, { workspace: ctx.workspace, actorId: ctx.actor.id, state, change })
    const { id, number, kind, requesterId, facilitatorId } = request
    w.emit(requestMoved, {
      ...{ requestId: id, number, kind, requesterId, facilitatorId, contactId, from: null, to: request.status },
    })
    return undefined
  })
}

/** Taking the number first makes requests of one workspace wait for each other, so that nobody gets past the cap. */
async function askFacts(ctx: Ctx, w: Work, contactId: string | null): Promise<AskFacts> {
  const { workspace, actor } = ctx
  const reference = await w.nextReference()
  const contact = contactId ? await findContact(w.db, workspace.id, contactId) : null
  const memberId = contact?.memberId
  const isBlocked = memberId ? await isBlockedPair(w.db, workspace.id, actor.id, memberId) : false
  const about = { requesterId: actor.id, contactId: contactId ?? '', now: w.now }
  const requester = await readParty(w.db, workspace.id, actor.id, w.now)
  if (!requester) throw new Error(`The asker ${actor.id} is no member of workspace ${workspace.id}.`)
  return {
    ...{ number: Number(reference.slice('R-'.length)), requester, target: contact && toTarget(contact) },
    liveRequests: await countLiveRequests(w.db, workspace.id, actor.id),
    askedBefore: contactId ? await askedBefore(w.db, workspace.id, about) : null,
    unaskable: isBlocked || (contact !== null && (await isNeverContact(w.db, workspace.id, contact))),
  }
}

export async function openEdit(ctx: ReadCtx, { requestId }: { requestId: string }): Answered<Form> {
  const seen = await see(ctx, requestId)
  if (isRefused(seen)) return seen
  if (seen.viewer !== 'asker') return refuse({ kind: 'not_yours' } as const)
  const { request } = seen.state
  return isLive(request.status) ? forms.edit(request) : refuse({ kind: 'moved_on' } as const)
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
