import { z } from 'zod'
import { route } from '../../kit/contracts.ts'
import { pageOf, pageQuery } from '../../kit/listing.ts'
import { stateCode } from './context.ts'
import * as wire from './wire.ts'

/** What can be said over REST: the PRD's seventeen routes, and what a team needs around them. */

const id = z.string().min(1).max(64)
const one = z.object({ id })
const inGroup = z.object({ groupId: id })
const admin = { tag: 'Partners (team)', scopes: ['admin'] } as const
const referrals = { tag: 'Referrals', scopes: ['admin', 'group'] } as const
const coverage = { tag: 'Coverage', scopes: ['admin', 'group', 'partner'] } as const
const directory = { tag: 'Directory', scopes: ['admin', 'group', 'partner'] } as const
const own = { tag: 'Partner’s own', scopes: ['partner'] } as const
const groups = { tag: 'Groups', scopes: ['admin'] } as const

const filters = {
  type: wire.partnerType.optional(),
  state: stateCode.optional().describe('Who serves this state'),
  q: z.string().trim().max(100).optional().describe('Words of the company or contact; typing mistakes are forgiven'),
}

export const listPartners = route({
  ...{ name: 'partners.list', method: 'get', path: '/api/admin/partners', summary: 'List all partners', ...admin },
  query: z.object({
    ...pageQuery(['-created_at', 'created_at', 'company_name', '-company_name', '-updated_at', 'updated_at']),
    ...{ ...filters, status: wire.partnerStatus.optional() },
  }),
  returns: pageOf(wire.partner),
})
export const createPartner = route({
  ...{ name: 'partners.create', method: 'post', path: '/api/admin/partners', summary: 'Invite a partner', ...admin },
  ...{ body: wire.newPartner, returns: wire.partner },
})
export const showPartner = route({
  ...{ name: 'partners.show', method: 'get', path: '/api/admin/partners/{id}', summary: 'Get a partner', ...admin },
  ...{ params: one, returns: wire.partner },
})
export const updatePartner = route({
  ...{
    name: 'partners.update',
    method: 'put',
    path: '/api/admin/partners/{id}',
    summary: 'Update a partner',
    ...admin,
  },
  ...{ params: one, body: wire.partnerChange, returns: wire.partner },
})
export const setPartnerStatus = route({
  ...{ name: 'partners.set_status', method: 'put', path: '/api/admin/partners/{id}/status', ...admin },
  ...{ summary: 'Change a partner’s status', params: one, body: wire.statusBody, returns: wire.partner },
})

export const createReferral = route({
  ...{ name: 'referrals.create', method: 'post', path: '/api/groups/{groupId}/referrals', ...referrals },
  ...{ summary: 'Request a partner for a group', params: inGroup, body: wire.newReferral, returns: wire.madeReferral },
})
export const listReferrals = route({
  ...{ name: 'referrals.list', method: 'get', path: '/api/groups/{groupId}/referrals', ...referrals },
  ...{ summary: 'List a group’s requests', params: inGroup, returns: pageOf(wire.referral) },
  query: z.object({
    ...pageQuery(['-created_at', 'created_at', '-updated_at', 'updated_at']),
    ...{ status: wire.referralStatus.optional(), partner_type: wire.partnerType.optional() },
  }),
})
export const showReferral = route({
  ...{ name: 'referrals.show', method: 'get', path: '/api/groups/{groupId}/referrals/{id}', ...referrals },
  ...{ summary: 'Get a group’s request', params: inGroup.extend({ id }), returns: wire.referral },
})
export const updateReferral = route({
  ...{ name: 'referrals.update', method: 'put', path: '/api/admin/referrals/{id}', ...referrals, scopes: ['admin'] },
  ...{ summary: 'Update a request', params: one, body: wire.referralChange, returns: wire.referral },
})
export const recordOutcome = route({
  ...{ name: 'referrals.record_outcome', method: 'put', path: '/api/admin/referrals/{id}/outcome', ...referrals },
  ...{ summary: 'Record what came of a request', params: one, body: wire.outcomeBody, returns: wire.referral },
  scopes: ['admin'],
})

const inState = z.object({ stateCode })
export const stateCoverage = route({
  ...{ name: 'coverage.state', method: 'get', path: '/api/coverage/{stateCode}', ...coverage },
  ...{ summary: 'Check what is covered in a state', params: inState },
  returns: z.object({ state_code: z.string(), coverage: z.array(wire.coverageLine) }),
})
export const typeCoverage = route({
  ...{ name: 'coverage.type', method: 'get', path: '/api/coverage/{stateCode}/{partnerType}', ...coverage },
  ...{ summary: 'Check one type in a state', params: inState.extend({ partnerType: wire.partnerType }) },
  returns: wire.coverageLine,
})
export const overrideCoverage = route({
  ...{ name: 'coverage.override', method: 'put', path: '/api/admin/coverage/{stateCode}/{partnerType}', ...coverage },
  ...{ summary: 'Say what is true of a type in a state', params: inState.extend({ partnerType: wire.partnerType }) },
  ...{ scopes: ['admin'], body: wire.overrideBody, returns: wire.coverageLine },
})

export const searchDirectory = route({
  ...{ name: 'directory.search', method: 'get', path: '/api/partners', summary: 'Search the directory', ...directory },
  query: z.object({ ...pageQuery(['company_name', '-company_name']), ...filters }),
  returns: pageOf(wire.publicPartner),
})
export const ownProfile = route({
  ...{ name: 'own.profile', method: 'get', path: '/api/partners/me', summary: 'Get your own profile', ...own },
  returns: wire.ownPartner,
})
export const updateOwnProfile = route({
  ...{ name: 'own.update', method: 'put', path: '/api/partners/me', summary: 'Update your own profile', ...own },
  ...{ body: wire.ownChange, returns: wire.ownPartner },
})
export const ownReferrals = route({
  ...{ name: 'own.referrals', method: 'get', path: '/api/partners/me/referrals', ...own },
  ...{ summary: 'List the requests that you are introduced for', returns: pageOf(wire.partnerReferral) },
  query: z.object({
    ...{ ...pageQuery(['-created_at', 'created_at']), status: wire.referralStatus.optional() },
  }),
})
export const showInDirectory = route({
  ...{
    name: 'directory.show',
    method: 'get',
    path: '/api/partners/{id}',
    summary: 'Get a public profile',
    ...directory,
  },
  ...{ params: one, returns: wire.publicPartner },
})

export const listGroups = route({
  ...{ name: 'groups.list', method: 'get', path: '/api/admin/groups', summary: 'List all groups', ...groups },
  ...{ query: z.object(pageQuery(['-created_at', 'created_at', 'name', '-name'])), returns: pageOf(wire.group) },
})
export const createGroup = route({
  ...{ name: 'groups.create', method: 'post', path: '/api/admin/groups', summary: 'Make a group', ...groups },
  ...{ body: wire.newGroup, returns: wire.group },
})
export const showGroup = route({
  ...{ name: 'groups.show', method: 'get', path: '/api/admin/groups/{id}', summary: 'Get a group', ...groups },
  ...{ params: one, returns: wire.group },
})
export const updateGroup = route({
  ...{ name: 'groups.update', method: 'put', path: '/api/admin/groups/{id}', summary: 'Update a group', ...groups },
  ...{ params: one, body: wire.groupChange, returns: wire.group },
})

export const setTypeRule = route({
  ...{ name: 'partner_types.set', method: 'put', path: '/api/admin/partner-types/{partnerType}', ...admin },
  ...{ summary: 'Say whether a type is regulated', params: z.object({ partnerType: wire.partnerType }) },
  ...{ body: wire.typeRuleBody, returns: wire.typeRule },
})
