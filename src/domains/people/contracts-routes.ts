import { z } from 'zod'
import { route } from '../../kit/contracts.ts'
import { pageOf, pageQuery } from '../../kit/listing.ts'
import { ROLES } from '../../kit/person.ts'

/** What a community's own systems can look up about people. Who knows whom, and how to reach them, is not in it. */

const id = z.string().min(1).max(64)
const team = { tag: 'People', scopes: ['admin'] } as const
const optional = z.string().nullable()

export const member = z
  .object({
    ...{ id, name: z.string(), headline: optional, organization: optional, city: optional, tags: z.array(z.string()) },
    ...{ roles: z.array(z.enum(ROLES)), time_zone: z.string() },
  })
  .meta({ id: 'Member', description: 'A member as the others see one' })

export const contact = z
  .object({
    ...{ id, name: z.string(), organization: optional, title: optional, city: optional },
    member_id: optional.describe('Set where the contact is a member too'),
  })
  .meta({ id: 'Contact', description: 'Somebody whom a member knows and lets the desk use; never who knows them' })

export const routeContracts = {
  listMembers: route({
    ...{ name: 'members.list', method: 'get', path: '/api/members', summary: 'List members', ...team },
    ...{
      query: z.object({ ...pageQuery(['name', '-name']), role: z.enum(ROLES).optional() }),
      returns: pageOf(member),
    },
  }),
  showMember: route({
    ...{ name: 'members.show', method: 'get', path: '/api/members/{id}', summary: 'Get a member', ...team },
    ...{ params: z.object({ id }), returns: member },
  }),
  listContacts: route({
    ...{ name: 'contacts.list', method: 'get', path: '/api/contacts', summary: 'Search contacts', ...team },
    query: z.object({ ...pageQuery(['name', '-name']), q: z.string().trim().max(100).default('') }),
    returns: pageOf(contact),
  }),
}
