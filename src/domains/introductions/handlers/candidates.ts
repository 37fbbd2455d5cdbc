import { memberId as asMemberId, type MemberId } from '../../../kit/brand.ts'
import type { Work } from '../../../kit/ctx.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { trustBetween, type WarmPath, warmPaths } from '../../paths/api.ts'
import {
  blockedWith,
  type ContactView,
  contactsMatching,
  type FacilitatorView,
  facilitators,
  findContacts,
  type Knower,
  knowersOf,
  neverAskedAbout,
  reachableMembers,
} from '../../people/api.ts'
import type { RequestState } from '../model.ts'
import type { Acquaintance, Candidate } from '../rules/routing.ts'
import { busyContacts, loadsOf, pastsOf } from '../store/routing.ts'

/** Gathers everybody who could open a door, with all that the ranking looks at. */

/** How many contacts that fit the kind of person wanted are looked at. */
const MOST_MATCHES = 25
/** How many warm paths to one contact are looked at; several may end with the same colleague. */
const MOST_PATHS = 12

type Reading = Pick<Work, 'db' | 'now'>

/** One way to open the door, before anything else is known about it. */
interface Way {
  readonly memberId: MemberId
  readonly contactId: string | null
  /** What the member themselves says; null where only the other side says it, or a colleague suggested them. */
  readonly relationship: Acquaintance | null
  /** The warmest path that ends with them. */
  readonly path: WarmPath | null
}

/** Contacts, each with how much of the person wanted they are, 0–1. */
type Fits = ReadonlyMap<string, number>

export async function candidatesFor(
  w: Reading,
  workspace: WorkspaceInfo,
  { state, fits }: { state: RequestState; fits: Fits },
): Promise<Candidate[]> {
  const { db, now } = w
  const { requesterId } = state.request
  const contactIds = [...fits.keys()]
  const ways = [...(await knownWays(w, workspace, { requesterId, contactIds }))]
  ways.push(...suggestedWays(state, { ways, contactIds }))
  const ids = [...new Set(ways.map(({ memberId }) => memberId))]
  const views = await facilitators(db, workspace.id, ids, now)
  const facts: Facts = {
    fits,
    members: new Map(views.map((view) => [view.id, view])),
    contacts: new Map((await findContacts(db, workspace.id, contactIds)).map((one) => [one.id, one])),
    loads: await loadsOf(db, workspace.id, { memberIds: ids, now }),
    pasts: await pastsOf(db, workspace.id, ids, now),
    trusts: await trustBetween(db, workspace.id, { askerId: requesterId, memberIds: ids, now }),
    busy: await busyContacts(db, workspace.id, { contactIds, requestId: state.request.id }),
    blocked: new Set(await blockedWith(db, workspace.id, requesterId)),
    reachable: await reachableMembers(db, workspace.id, ids),
  }
  return ways.flatMap((way) => toCandidate(way, state, facts) ?? [])
}

interface Facts {
  readonly fits: Fits
  readonly members: ReadonlyMap<MemberId, FacilitatorView>
  readonly contacts: ReadonlyMap<string, ContactView>
  readonly loads: ReadonlyMap<MemberId, Candidate['load']>
  readonly pasts: ReadonlyMap<MemberId, Candidate['past']>
  readonly trusts: ReadonlyMap<MemberId, number>
  readonly busy: ReadonlySet<string>
  readonly blocked: ReadonlySet<MemberId>
  readonly reachable: ReadonlySet<MemberId>
}

function toCandidate(way: Way, state: RequestState, facts: Facts): Candidate | null {
  const { memberId: id, contactId, relationship, path } = way
  const facilitator = facts.members.get(id)
  const load = facts.loads.get(id)
  const past = facts.pasts.get(id)
  if (!facilitator || !load || !past) return null
  const contact = contactId === null ? null : facts.contacts.get(contactId)
  return {
    ...{ facilitator, contactId, relationship, load, past, path },
    contactName: contact?.name ?? null,
    trust: facts.trusts.get(id) ?? 0,
    fit: contactId === null ? 1 : (facts.fits.get(contactId) ?? 0),
    isBlocked: facts.blocked.has(id),
    isReachable: facts.reachable.has(id),
    isSuggested: isSuggested(state, id),
    isTargetBusy: contactId !== null && facts.busy.has(contactId),
    targetMemberId: contact?.memberId ?? null,
  }
}

/**
 * The named contact, or those who fit the kind of person wanted in the asker's words or the model's. Who knows them, and may be
 * asked, is read by `candidatesFor` when it is decided.
 */
export async function contactsFor(w: Reading, workspace: WorkspaceInfo, { request }: RequestState): Promise<Fits> {
  if (request.contactId) return new Map([[request.contactId, 1]])
  const fits = new Map<string, number>()
  for (const criteria of [request.criteria, request.searchWords]) {
    if (!criteria) continue
    const search = { viewerId: request.requesterId, criteria, limit: MOST_MATCHES }
    for (const { contact, fit } of await contactsMatching(w.db, workspace.id, search)) {
      fits.set(contact.id, Math.max(fit, fits.get(contact.id) ?? 0))
    }
  }
  return fits
}

interface Sought {
  readonly requesterId: MemberId
  readonly contactIds: readonly string[]
}

/**
 * Members who say that they know a contact; and those whom a contact who is a member says they know, found as the last
 * colleague of a warm path. What a contact says makes nobody be asked who never wants to be asked about them.
 */
async function knownWays(w: Reading, workspace: WorkspaceInfo, { requesterId, contactIds }: Sought): Promise<Way[]> {
  const { db, now } = w
  const knowers = await knowersOf(db, workspace.id, contactIds, now)
  const asked = { askerId: requesterId, contactIds, k: MOST_PATHS, sharedOnly: true, now }
  const pathByDoor = new Map<string, WarmPath>()
  const found: Way[] = []
  const known = new Set(knowers.map(({ member, contactId }) => doorOf(member.id, contactId)))
  for (const [contactId, paths] of await warmPaths(db, workspace.id, asked)) {
    for (const path of paths.filter(({ personIds }) => personIds.length > 2)) {
      // Whoever stands before the contact on a path is a member: contacts are in nobody's row.
      const memberId = asMemberId(path.personIds.at(-2) ?? '')
      const door = doorOf(memberId, contactId)
      if (pathByDoor.has(door)) continue
      pathByDoor.set(door, path)
      if (!known.has(door)) found.push({ memberId, contactId, relationship: null, path })
    }
  }
  const never = await neverAskedAbout(db, workspace.id, contactIds)
  const told = knowers.map(({ member, contactId, relationship }: Knower) => {
    const path = pathByDoor.get(doorOf(member.id, contactId)) ?? null
    return { memberId: member.id, contactId, relationship, path }
  })
  return [
    ...told,
    ...found.filter((way) => !never.some((one) => one.memberId === way.memberId && one.contactId === way.contactId)),
  ]
}

const doorOf = (memberId: MemberId, contactId: string): string => `${memberId} ${contactId}`

const isSuggested = ({ offers }: RequestState, id: MemberId): boolean =>
  offers.some(({ suggestedId }) => suggestedId === id)

/** Colleagues who were named and of whom no relationship is known: they may know more than the desk does. */
function suggestedWays(
  { offers, request }: RequestState,
  { ways, contactIds }: { ways: readonly Way[]; contactIds: readonly string[] },
): Way[] {
  const known = new Set(ways.map(({ memberId }) => memberId))
  const ids = new Set(
    offers.flatMap(({ suggestedId }) => (suggestedId && !known.has(suggestedId) ? [suggestedId] : [])),
  )
  const contactId = request.contactId ? (contactIds[0] ?? null) : null
  return [...ids].map((memberId) => ({ memberId, contactId, relationship: null, path: null }))
}
