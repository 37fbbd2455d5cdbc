import { memberId } from '../../../kit/brand.ts'
import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import { countPersonalData, type Whose } from '../../../kit/personal-data.ts'
import { refuse } from '../../../kit/reply.ts'
import { addDays } from '../../../kit/working-time.ts'
import { deleteCard, deletedCard, exportCard, exportPage } from '../cards-account.ts'
import { accountContracts as contracts } from '../contracts-account.ts'
import { deleteForm } from '../forms-account.ts'
import { person } from '../store/members.ts'
import { lockAdmins } from '../store/settings.ts'
import type { Handlers } from './kinds.ts'

const EXPORT_DAYS = 1

export const data = {
  meExport: (ctx) => giveExport(ctx),
  exportMine: (ctx) => giveExport(ctx),
  exportLink: {
    async show(ctx, { memberId: of }) {
      if (ctx.used) return exportPage('used')
      return exportPage((await person(ctx.db, ctx.workspace.id, memberId(of))) ? 'open' : 'gone')
    },
    async act(ctx, { memberId: of }) {
      const member = await person(ctx.db, ctx.workspace.id, memberId(of))
      if (!member) return exportPage('gone')
      const everything = await ctx.keeping.export({ workspaceId: ctx.workspace.id, memberId: member.id })
      await ctx.work(async () => {})
      const day = ctx.now.toISOString().slice(0, 10)
      const file = {
        name: `introdesk-${day}.json`,
        type: 'application/json',
        text: JSON.stringify(everything, null, 2),
      }
      return { ...exportPage('used'), file }
    },
  },

  meDelete: (ctx) => askToDelete(ctx),
  showDelete: (ctx) => askToDelete(ctx),
  openDelete: async () => deleteForm(),
  async deleteMine(ctx) {
    const { workspace, actor, now } = ctx
    const deleted = await ctx.work(async (w) => {
      const admins = await lockAdmins(w.db, workspace.id)
      if (admins.length === 1 && admins[0] === actor.id) return refuse({ kind: 'last_admin_leaves' })
      await ctx.keeping.erase(w, whoseOf(ctx))
      return { receipt: await w.audit({ kind: 'people.deleted', isAnonymous: true }) }
    })
    return 'receipt' in deleted ? deletedCard({ ...deleted, at: now }) : deleted
  },
} satisfies Handlers<'meExport' | 'exportMine' | 'exportLink' | 'meDelete' | 'showDelete' | 'openDelete' | 'deleteMine'>

async function giveExport(ctx: Ctx) {
  const until = addDays(ctx.now, EXPORT_DAYS)
  const linkId = await ctx.work(async (w) => w.issueLink(contracts.exportLink, { memberId: ctx.actor.id }, until))
  return exportCard({ url: ctx.linkUrl(linkId), until })
}

async function askToDelete(ctx: ReadCtx) {
  const counts = countPersonalData(await ctx.keeping.export(whoseOf(ctx)))
  return deleteCard(counts)
}

const whoseOf = ({ workspace, actor }: ReadCtx): Whose => ({ workspaceId: workspace.id, memberId: actor.id })
