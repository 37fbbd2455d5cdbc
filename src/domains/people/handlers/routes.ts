import type { z } from 'zod'
import { memberId } from '../../../kit/brand.ts'
import type { RouteCtx } from '../../../kit/ctx.ts'
import type { HandlerOf } from '../../../kit/domain.ts'
import { pageIn } from '../../../kit/listing.ts'
import type { Person } from '../../../kit/person.ts'
import { refuse } from '../../../kit/reply.ts'
import type { contact, member, routeContracts } from '../contracts-routes.ts'
import type { PeopleRefusal } from '../rules.ts'
import { searchContacts } from '../store/contacts.ts'
import { members, person, personSummary } from '../store/members.ts'

type Routes = typeof routeContracts

/** More than that nobody pages through: a word makes it fewer. */
const MOST_CONTACTS = 1000

/** A system is nobody's acquaintance: it finds what every member may find, and nothing that somebody keeps to themselves. */
const NOBODY = memberId('')

export const routes: { readonly [K in keyof Routes]: HandlerOf<Routes[K], PeopleRefusal> } = {
  async listMembers(ctx, { query }) {
    const { role } = query
    const page = pageIn(await members(ctx.db, ctx.workspace.id, role ? { role } : {}), query, ({ name }) =>
      name.toLowerCase(),
    )
    const data = []
    for (const one of page.data) data.push(await memberView(ctx, one))
    return { ...page, data }
  },
  async showMember(ctx, { params }) {
    const found = await person(ctx.db, ctx.workspace.id, memberId(params.id))
    return found ? memberView(ctx, found) : refuse({ kind: 'not_found' })
  },
  async listContacts(ctx, { query }) {
    const search = { viewerId: NOBODY, query: query.q, limit: MOST_CONTACTS }
    const page = pageIn(await searchContacts(ctx.db, ctx.workspace.id, search), query, ({ name }) => name.toLowerCase())
    const data = page.data.map(
      ({ id, name, organization = null, title = null, city = null, memberId: own = null }): ContactView => ({
        ...{ id, name, organization, title, city, member_id: own },
      }),
    )
    return { ...page, data }
  },
}

type MemberView = z.input<typeof member>
type ContactView = z.input<typeof contact>

async function memberView({ db, workspace }: RouteCtx, { id, name, roles, timeZone }: Person): Promise<MemberView> {
  const summary = await personSummary(db, workspace.id, id)
  const { headline = null, organization = null, city = null, tags = [] } = summary ?? {}
  return { id, name, headline, organization, city, tags: [...tags], roles: [...roles], time_zone: timeZone }
}
