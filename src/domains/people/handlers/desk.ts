import { memberId } from '../../../kit/brand.ts'
import { toMember } from '../../../kit/ctx.ts'
import { refuse } from '../../../kit/reply.ts'
import { button } from '../../../kit/ui/card.ts'
import { roleGivenCard, rolesCard, savedCard } from '../cards.ts'
import { contracts } from '../contracts.ts'
import { roleForm, setupForm } from '../forms.ts'
import { changeRoles } from '../rules.ts'
import { person } from '../store/members.ts'
import { lockAdmins, roleHolders, saveRoles, saveWorkspace } from '../store/settings.ts'
import * as say from '../text.ts'
import type { Handlers } from './kinds.ts'

export const desk = {
  deskSetup: async (ctx) => setupForm(ctx.workspace),
  openSetup: async (ctx) => setupForm(ctx.workspace),
  async setup(ctx, _values, wishes) {
    await ctx.work((w) => saveWorkspace(w.db, ctx.workspace.id, wishes))
    return savedCard('The desk is set up', say.workspaceSaved(wishes), button('Roles', contracts.showRoles, {}))
  },

  deskRoles: async (ctx) => rolesCard(await roleHolders(ctx.db, ctx.workspace.id)),
  showRoles: async (ctx) => rolesCard(await roleHolders(ctx.db, ctx.workspace.id)),
  openRole: async (_ctx, { change }) => roleForm(change),
  async role(ctx, { change }, { member: wanted, role }) {
    const { workspace, actor } = ctx
    const decided = await ctx.work(async (w) => {
      const admins = await lockAdmins(w.db, workspace.id)
      const member = await person(w.db, workspace.id, memberId(wanted))
      if (!member) return refuse({ kind: 'person_unknown' })
      const roles = changeRoles({ change, role, member, admins })
      if (!roles.ok) return refuse(roles.error)
      await saveRoles(w.db, workspace.id, member.id, roles.value)
      const isNews = change === 'give' && member.id !== actor.id
      if (isNews) w.notify(contracts.roleGiven, toMember(member.id), { memberId: member.id, role, byId: actor.id })
      w.homeChanged(member.id)
      return { member, holders: await roleHolders(w.db, workspace.id) }
    })
    return 'holders' in decided ? rolesCard(decided.holders, say.roleChanged(change, decided.member, role)) : decided
  },

  /** Not sent to somebody from whom the role was taken again meanwhile. */
  async roleGiven(ctx, { memberId: holder, role, byId }) {
    const member = await person(ctx.db, ctx.workspace.id, memberId(holder))
    if (!member?.roles.includes(role)) return null
    return roleGivenCard(role, await person(ctx.db, ctx.workspace.id, memberId(byId)))
  },
} satisfies Handlers<
  'deskSetup' | 'openSetup' | 'setup' | 'deskRoles' | 'showRoles' | 'openRole' | 'role' | 'roleGiven'
>
