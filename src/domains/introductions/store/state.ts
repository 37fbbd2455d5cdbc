import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import {
  type ContactView,
  type FacilitatorView,
  facilitator,
  facilitators,
  findContacts,
  reachableMembers,
} from '../../people/api.ts'
import type { Party, RequestState, Target } from '../model.ts'
import { houseRulesOf } from './house-rules.ts'
import {
  consentFields,
  introductionFields,
  offerFields,
  reminderFields,
  requestFields,
  toConsent,
  toIntroduction,
  toOffer,
  toReminder,
  toRequest,
} from './rows.ts'

/** Reads a request to decide about it: its row is locked until the transaction ends, so the rules see the truth. */
export async function lockState(
  db: Db,
  workspaceId: WorkspaceId,
  requestId: string,
  now: Date,
): Promise<RequestState | null> {
  await prisma(db).$queryRaw`
    select 1 from referral_requests where "workspaceId" = ${workspaceId} and id = ${requestId} for update`
  return readState(db, workspaceId, requestId, now)
}

export async function readState(
  db: Db,
  workspaceId: WorkspaceId,
  requestId: string,
  now: Date,
): Promise<RequestState | null> {
  const [state] = await readStates(db, workspaceId, [requestId], now)
  return state ?? null
}

/** Several at once, for lists; in the order of `ids`, without those that are not there. */
export async function readStates(
  db: Db,
  workspaceId: WorkspaceId,
  ids: readonly string[],
  now: Date,
): Promise<RequestState[]> {
  if (ids.length === 0) return []
  const house = await houseRulesOf(db, workspaceId)
  const bare = await readRows(db, workspaceId, ids)
  const targets = await readTargets(db, workspaceId, bare)
  const people = await readPeople(db, workspaceId, { states: bare, targets, now })
  const byId = new Map(bare.map((state) => [state.request.id, { ...state, house, targets, people }]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

type BareState = Omit<RequestState, 'house' | 'targets' | 'people'>

/** Table by table, one after the other: nested reads would use the one session of a transaction side by side. */
async function readRows(db: Db, workspaceId: WorkspaceId, ids: readonly string[]): Promise<BareState[]> {
  const client = prisma(db)
  const ofThem = { workspaceId, requestId: { in: [...ids] } }
  const requests = await client.referralRequest.findMany({
    where: { workspaceId, id: { in: [...ids] } },
    select: requestFields,
  })
  const offers = await client.offer.findMany({
    where: ofThem,
    select: { ...offerFields, requestId: true },
    orderBy: [{ rank: 'asc' }, { id: 'asc' }],
  })
  const introductions = await client.introduction.findMany({
    where: ofThem,
    select: { ...introductionFields, requestId: true },
    orderBy: { id: 'asc' },
  })
  const consents = await client.consent.findMany({
    where: { workspaceId, introductionId: { in: introductions.map(({ id }) => id) } },
    select: consentFields,
    orderBy: { id: 'asc' },
  })
  const reminders = await client.reminder.findMany({
    where: ofThem,
    select: { ...reminderFields, requestId: true },
    orderBy: { id: 'asc' },
  })
  return requests.map((request) => {
    const prepared = introductions.filter(isOf(request.id))
    const current = prepared.find(({ cancelledAt }) => cancelledAt === null)
    return {
      request: toRequest(request),
      offers: offers.filter(isOf(request.id)).map((offer) => toOffer(without(offer))),
      introduction: current ? toIntroduction(without(current)) : null,
      consents: consents.filter(({ introductionId }) => introductionId === current?.id).map(toConsent),
      reminders: reminders.filter(isOf(request.id)).map((reminder) => toReminder(without(reminder))),
      pastTargets: prepared.flatMap(({ cancelledAt, contactId }) => (cancelledAt === null ? [] : [contactId])),
    }
  })
}

const isOf =
  (requestId: string) =>
  (row: { readonly requestId: string }): boolean =>
    row.requestId === requestId

function without<T extends { readonly requestId: string }>({ requestId: _, ...row }: T): Omit<T, 'requestId'> {
  return row
}

async function readTargets(db: Db, workspaceId: WorkspaceId, states: readonly BareState[]) {
  const ids = states.flatMap(({ request, offers }) => [request.contactId, ...offers.map(({ contactId }) => contactId)])
  const contacts = await findContacts(db, workspaceId, unique(ids))
  const memberIds = unique(contacts.map(({ memberId }) => memberId ?? null))
  const here = memberIds.length > 0 ? await reachableMembers(db, workspaceId, memberIds) : new Set<MemberId>()
  return new Map(
    contacts.map(({ memberId, ...contact }) => {
      // A member without an account where the desk is, such as one who was imported, is asked like somebody outside.
      const isHere = memberId !== undefined && here.has(memberId)
      return [contact.id, toTarget(isHere ? { ...contact, memberId } : contact)]
    }),
  )
}

interface Gathered {
  readonly states: readonly BareState[]
  readonly targets: ReadonlyMap<string, Target>
  readonly now: Date
}

async function readPeople(db: Db, workspaceId: WorkspaceId, { states, targets, now }: Gathered) {
  const ids = [
    ...states.flatMap(({ request, offers }) => [
      request.requesterId,
      ...offers.flatMap(({ facilitatorId, suggestedId }) => [facilitatorId, suggestedId]),
    ]),
    ...[...targets.values()].map(({ memberId }) => memberId),
  ]
  const found = await facilitators(db, workspaceId, unique(ids), now)
  return new Map(found.map((view): [MemberId, Party] => [view.id, toParty(view)]))
}

export async function readParty(db: Db, workspaceId: WorkspaceId, id: MemberId, now: Date): Promise<Party | null> {
  const view = await facilitator(db, workspaceId, id, now)
  return view && toParty(view)
}

const toParty = ({ id, name, timeZone, quiet, askRhythm }: FacilitatorView): Party => ({
  ...{ id, name, timeZone, quiet, askRhythm },
})

export function toTarget(contact: ContactView): Target {
  return {
    ...{ contactId: contact.id, name: contact.name, memberId: contact.memberId ?? null },
    ...{ title: contact.title ?? null, organization: contact.organization ?? null },
    ...{ email: contact.emails[0] ?? null, phone: contact.phones[0] ?? null },
  }
}

function unique<T extends string>(values: readonly (T | null)[]): T[] {
  return [...new Set(values.filter((value) => value !== null))]
}
