import type { MemberId } from '../../../kit/brand.ts'
import type { Work } from '../../../kit/ctx.ts'
import { refuse } from '../../../kit/reply.ts'
import { person } from '../../people/api.ts'
import { DESK, type Group } from '../model.ts'
import type { PartnerRefusal } from '../rules/refusals.ts'
import { groupOfChannel, insertGroup, lockChannel, updateGroup } from '../store/groups.ts'
import type { Acting, Answer } from './partners.ts'

/** Members who ask together. */

export interface GroupWanted {
  readonly name: string
  readonly channel: string | null
  readonly memberIds: readonly MemberId[]
}

export async function makeGroup(w: Work, acting: Acting, wanted: GroupWanted): Answer<Group> {
  const refusal = await refuseGroup(w, acting, { ...wanted, id: null })
  if (refusal) return refuse(refusal)
  const memberIds = [...new Set(wanted.memberIds)]
  const group = { id: w.newId(), ...wanted, memberIds, createdById: acting.actorId ?? memberIds[0] ?? null }
  return insertGroup(w.db, acting.workspace.id, { ...group, now: w.now })
}

export interface GroupChange {
  readonly group: Group
  readonly name?: string | undefined
  readonly channel?: string | null | undefined
  readonly memberIds?: readonly MemberId[] | undefined
}

/** Under the group's lock. */
export async function changeGroup(w: Work, acting: Acting, { group, ...wanted }: GroupChange): Answer<Group> {
  const { channel = null, memberIds = [] } = wanted
  const refusal = await refuseGroup(w, acting, { id: group.id, channel, memberIds })
  if (refusal) return refuse(refusal)
  return updateGroup(w.db, acting.workspace.id, group.id, { ...wanted, now: w.now })
}

interface Checked extends Omit<GroupWanted, 'name'> {
  readonly id: string | null
}

async function refuseGroup(
  w: Work,
  { workspace }: Acting,
  { id, channel, memberIds }: Checked,
): Promise<PartnerRefusal | null> {
  if (memberIds.length > DESK.groupMembers) return { kind: 'group_is_full' }
  for (const memberId of memberIds) {
    if (!(await person(w.db, workspace.id, memberId))) return { kind: 'member_unknown' }
  }
  if (!channel) return null
  await lockChannel(w.db, workspace.id, channel)
  const other = await groupOfChannel(w.db, workspace.id, channel)
  return other && other.id !== id ? { kind: 'channel_is_taken' } : null
}
