import { memberId } from '../../../kit/brand.ts'
import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import type { HandlerOf } from '../../../kit/domain.ts'
import { isRefused, refuse } from '../../../kit/reply.ts'
import { LIMITS } from '../../../kit/ui/limits.ts'
import { person } from '../../people/api.ts'
import { groupsCard, type Here } from '../cards/groups.ts'
import type * as contracts from '../contracts-chat.ts'
import * as forms from '../forms.ts'
import type { Group } from '../model.ts'
import type { PartnerRefusal } from '../rules/refusals.ts'
import { findGroup, groupOfChannel, groupsOfMember, lockGroup } from '../store/groups.ts'
import { acting } from './acting.ts'
import { changeGroup, type GroupChange, makeGroup } from './groups.ts'

/** What members say about the groups that they ask with. */

type Handlers<K extends keyof typeof contracts> = {
  readonly [P in K]: HandlerOf<(typeof contracts)[P], PartnerRefusal>
}

export const groupHandlers = {
  groupCommand: async (ctx) => showGroups(ctx),
  startGroup: async (ctx) => forms.group(ctx.channel !== null && (await groupHere(ctx)) === null),
  async groupForm(ctx, _values, { name, member, here }) {
    const memberIds = [ctx.actor.id, ...(member ? [memberId(member)] : [])]
    const channel = here === 'yes' ? ctx.channel : null
    const made = await ctx.work((w) => makeGroup(w, acting(ctx), { name, channel, memberIds }))
    return isRefused(made) ? made : showGroups(ctx, 'elsewhere')
  },
  async startMember(ctx, { groupId }) {
    const group = await findGroup(ctx.db, ctx.workspace.id, groupId)
    return group?.memberIds.includes(ctx.actor.id) ? forms.member(groupId) : refuse({ kind: 'not_in_group' })
  },
  memberForm: (ctx, { groupId }, { member }) =>
    changed(ctx, groupId, ({ memberIds }) => ({ memberIds: [...new Set([...memberIds, memberId(member)])] })),
  leaveGroup: (ctx, { groupId }) =>
    changed(ctx, groupId, ({ memberIds }) => ({ memberIds: memberIds.filter((id) => id !== ctx.actor.id) })),
  async tieGroup(ctx, { groupId }) {
    const { channel } = ctx
    return channel === null ? refuse({ kind: 'no_channel_here' }) : changed(ctx, groupId, () => ({ channel }))
  },
  untieGroup: (ctx, { groupId }) => changed(ctx, groupId, () => ({ channel: null })),
} satisfies Handlers<
  'groupCommand' | 'startGroup' | 'groupForm' | 'startMember' | 'memberForm' | 'leaveGroup' | 'tieGroup' | 'untieGroup'
>

/** The group that asks from the channel in which something was said. */
export async function groupHere({ db, workspace, channel }: ReadCtx): Promise<Group | null> {
  return channel === null ? null : groupOfChannel(db, workspace.id, channel)
}

/** `place`: whether the card stands in the channel that its buttons are about. */
async function showGroups(ctx: ReadCtx, place: 'here' | 'elsewhere' = 'here') {
  const { db, workspace, actor } = ctx
  const named = []
  for (const group of (await groupsOfMember(db, workspace.id, actor.id)).slice(0, LIMITS.listItems)) {
    const members = []
    for (const id of group.memberIds) members.push((await person(db, workspace.id, id))?.name ?? 'Somebody who left')
    named.push({ ...group, members })
  }
  const here: Here | null = ctx.channel !== null && place === 'here' ? { group: await groupHere(ctx) } : null
  return groupsCard(named, here)
}

async function changed(ctx: Ctx, groupId: string, changeOf: (group: Group) => Omit<GroupChange, 'group'>) {
  const decided = await ctx.work(async (w) => {
    const group = await lockGroup(w.db, ctx.workspace.id, groupId)
    if (!group?.memberIds.includes(ctx.actor.id)) return refuse({ kind: 'not_in_group' } as const)
    return changeGroup(w, acting(ctx), { group, ...changeOf(group) })
  })
  return isRefused(decided) ? decided : showGroups(ctx)
}
