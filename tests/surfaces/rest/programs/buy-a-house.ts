// @ts-nocheck: the client that it speaks through is generated when the test runs, and checked there together with this file.
import * as introdesk from './client.ts'

/** A community's own system, on a client that was generated from the document alone: it asks for a group, and tells what came of it. */

const { INTRODESK_URL = '', INTRODESK_KEY = '', MEMBER = '' } = process.env
introdesk.defaults.baseUrl = INTRODESK_URL
introdesk.defaults.headers = { authorization: `Bearer ${INTRODESK_KEY}` }

const made = await introdesk.partnersCreate({
  ...{ type: 'attorney', company_name: 'Bell & Rowe', contact_name: 'Marcus Bell', email: 'marcus@bell.example' },
  service_areas: ['MN'],
})
if (made.status !== 201) throw new Error(made.data.detail)
const partner: introdesk.Partner = made.data
await introdesk.partnersSetStatus(partner.id, { status: 'active' })

const group = await introdesk.groupsCreate({ name: 'Elm Street', member_ids: [MEMBER] })
if (group.status !== 201) throw new Error(group.data.detail)
const ask = { partner_type: 'attorney', context: { state: 'MN', group_size: 4 } } as const
const once = { idempotencyKey: 'asked-once' }
const asked = await introdesk.referralsCreate(group.data.id, ask, once)
const again = await introdesk.referralsCreate(group.data.id, ask, once)
if (asked.status !== 201 || again.status !== 201) throw new Error('It was not asked.')

const stale = await introdesk.partnersUpdate(partner.id, { phone: '+1 612 555 0100' }, { ifMatch: '"long-gone"' })
const listed = await introdesk.referralsList(group.data.id, { partnerType: 'attorney', limit: 10 })
if (listed.status !== 200) throw new Error(listed.data.detail)
const covered = await introdesk.coverageType('MN', 'attorney')

console.log(
  JSON.stringify({
    partner: partner.company_name,
    isSame: asked.data.id === again.data.id,
    listed: listed.data.data.map(({ id, disclosure }) => ({ isIt: id === asked.data.id, isSaid: disclosure !== null })),
    stale: stale.status === 412 ? stale.data.code : stale.status,
    covered: covered.status === 200 ? covered.data.label : covered.status,
  }),
)
