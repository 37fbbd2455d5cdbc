import { memberId } from '../../../kit/brand.ts'
import { type Ctx, toMember } from '../../../kit/ctx.ts'
import type { WorkspaceInfo } from '../../../kit/person.ts'
import { refuse } from '../../../kit/reply.ts'
import { button } from '../../../kit/ui/card.ts'
import { addDays } from '../../../kit/working-time.ts'
import { roleGivenCard, rolesCard, savedCard } from '../cards.ts'
import { contracts, type GIVEN_ROLES } from '../contracts.ts'
import { roleForm, setupForm } from '../forms.ts'
import { changeRoles } from '../rules.ts'
import { person } from '../store/members.ts'
import { keepForUndo, lockAdmins, roleHolders, saveRoles, saveWorkspace, takeForUndo } from '../store/settings.ts'
import * as say from '../text.ts'
import type { Handlers } from './kinds.ts'

/** So long a setup can be undone with a click. */
const UNDO_DAYS = 1

export const desk = {
  deskSetup: async (ctx) => setupForm(ctx.workspace),
  openSetup: async (ctx) => setupForm(ctx.workspace),
  async setup(ctx, _values, wishes) {
    const { workspace, actor } = ctx
    const undoId = await ctx.work(async (w) => {
      const undo = {
        id: w.newId(),
        memberId: actor.id,
        before: wishesOf(workspace),
        expiresAt: addDays(w.now, UNDO_DAYS),
      }
      await keepForUndo(w.db, workspace.id, undo)
      await saveWorkspace(w.db, workspace.id, wishes)
      return undo.id
    })
    return savedCard(
      'The desk is set up',
      say.workspaceSaved(wishes),
      button('Undo', contracts.undoSetup, { undoId }),
      button('Roles', contracts.showRoles, {}),
    )
  },
  async undoSetup(ctx, { undoId }) {
    const { workspace, now } = ctx
    const undone = await ctx.work(async (w) => {
      const before = await takeForUndo(w.db, workspace.id, { id: undoId, now })
      if (!before) return refuse({ kind: 'undo_late' })
      await saveWorkspace(w.db, workspace.id, before)
      await w.audit({ said: 'undid the last setup of the desk' })
      return before
    })
    return 'name' in undone ? savedCard('It is as it was', say.workspaceSaved(undone)) : undone
  },

  deskRoles: async (ctx) => rolesCard(await roleHolders(ctx.db, ctx.workspace.id)),
  showRoles: async (ctx) => rolesCard(await roleHolders(ctx.db, ctx.workspace.id)),
  openRole: async (_ctx, { change }) => roleForm(change),
  role: (ctx, { change }, { member, role }) => saveRole(ctx, { change, member, role }),
  undoRole: (ctx, { change, memberId: member, role }) => saveRole(ctx, { change, member, role }),

  /** Not sent to somebody from whom the role was taken again meanwhile. */
  async roleGiven(ctx, { memberId: holder, role, byId }) {
    const member = await person(ctx.db, ctx.workspace.id, memberId(holder))
    if (!member?.roles.includes(role)) return null
    return roleGivenCard(role, await person(ctx.db, ctx.workspace.id, memberId(byId)))
  },
} satisfies Handlers<
  | 'deskSetup'
  | 'openSetup'
  | 'setup'
  | 'undoSetup'
  | 'deskRoles'
  | 'showRoles'
  | 'openRole'
  | 'role'
  | 'undoRole'
  | 'roleGiven'
>

interface RoleWish {
  readonly change: 'give' | 'take'
  readonly member: string
  readonly role: (typeof GIVEN_ROLES)[number]
}

async function saveRole(ctx: Ctx, { change, member: wanted, role }: RoleWish) {
  const { workspace, actor } = ctx
  const decided = await ctx.work(async (w) => {
    const admins = await lockAdmins(w.db, workspace.id)
    const member = await person(w.db, workspace.id, memberId(wanted))
    if (!member) return refuse({ kind: 'person_unknown' })
    const roles = changeRoles({ change, role, member, admins })
    if (!roles.ok) return refuse(roles.error)
    await saveRoles(w.db, workspace.id, member.id, roles.value)
    await w.audit({ said: say.roleAudited(change, role), aboutId: member.id })
    const isNews = change === 'give' && member.id !== actor.id
    if (isNews) w.notify(contracts.roleGiven, toMember(member.id), { memberId: member.id, role, byId: actor.id })
    w.homeChanged(member.id)
    return { member, holders: await roleHolders(w.db, workspace.id) }
  })
  if (!('holders' in decided)) return decided
  const undo = { change: change === 'give' ? 'take' : 'give', memberId: decided.member.id, role } as const
  return rolesCard(decided.holders, { said: say.roleChanged(change, decided.member, role), undo })
}

const wishesOf = ({ name, timeZone, locale }: WorkspaceInfo) => ({ name, timeZone, locale })
