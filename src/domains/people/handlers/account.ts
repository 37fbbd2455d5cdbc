import { memberId } from '../../../kit/brand.ts'
import type { Ctx, Work } from '../../../kit/ctx.ts'
import { refuse } from '../../../kit/reply.ts'
import { accountJoinedCard, joinedCard, joinOfferCard, linkCard, separatedCard } from '../cards-account.ts'
import { accountContracts as contracts } from '../contracts-account.ts'
import { memberJoined } from '../events.ts'
import { linkCodeForm } from '../forms-account.ts'
import { mayJoin } from '../rules.ts'
import { absorbMember, endSettling, lockHalves, separateAccount, settling, surfacesOf } from '../store/join.ts'
import {
  CODE_MINUTES,
  findCode,
  forgetTries,
  type LinkCode,
  lockCode,
  makeCode,
  takeTry,
  useCode,
} from '../store/link-codes.ts'
import type { Handlers } from './kinds.ts'

const MINUTE_MS = 60_000

/** What was being written while two members were joined is kept by then; a job that is tried again for longer is seen to be late. */
const SETTLED_AFTER_MINUTES = 60

export const account = {
  meLink: (ctx, { code }) => (code ? offerToJoin(ctx, code) : giveCode(ctx)),
  showLink: (ctx) => giveCode(ctx),
  openLinkCode: async () => linkCodeForm(),
  linkCode: (ctx, _values, { code }) => offerToJoin(ctx, code),

  async joinAccounts(ctx, { codeId }) {
    const { workspace, actor, surface, now } = ctx
    const joined = await ctx.work(async (w) => {
      const code = await lockCode(w.db, workspace.id, { id: codeId, now })
      if (!code) return refuse({ kind: 'link_unknown' })
      // The second of two clicks comes from the member that the first one made.
      if (code.usedBy) return code.ownerId === actor.id ? { owner: actor.id } : refuse({ kind: 'link_unknown' })
      const [owner, entering] = await lockHalves(w.db, workspace.id, [code.ownerId, actor.id])
      const allowed = mayJoin(owner, entering)
      if (!allowed.ok) return refuse(allowed.error)
      await join(ctx, w, code)
      const told = { memberId: code.ownerId, surface, at: now.toISOString() }
      const to = { kind: 'member', memberId: code.ownerId, on: code.surface } as const
      w.notify(contracts.accountJoined, to, told, { now: true })
      return { owner: code.ownerId }
    })
    return 'owner' in joined ? joinedCard(await surfacesOf(ctx.db, workspace.id, joined.owner)) : joined
  },
  /** An account that was separated again needs no telling. */
  accountJoined: async (ctx, { memberId: of, surface }) => {
    const surfaces = await surfacesOf(ctx.db, ctx.workspace.id, memberId(of))
    return surfaces.includes(surface) ? accountJoinedCard(surface) : ctx.isShown ? separatedCard(surface) : null
  },

  async separateAccount(ctx, { surface }) {
    const { workspace, actor } = ctx
    const separated = await ctx.work(async (w) => {
      const wanted = { memberId: actor.id, surface, newId: memberId(w.newId()) }
      w.redraw(`accounts of ${actor.id}`)
      w.homeChanged(actor.id)
      w.homeChanged(wanted.newId)
      return separateAccount(w.db, workspace.id, wanted)
    })
    return separated ? separatedCard(surface) : refuse({ kind: 'account_only' })
  },

  settleJoined: {
    async run(ctx) {
      for (const { until, ...halves } of await settling(ctx.db)) {
        const job = await ctx.in(halves.workspaceId)
        await job?.work(async (w) => {
          await job.keeping.join(w, halves)
          if (until <= ctx.now) await endSettling(w.db, halves)
        })
      }
    },
    async nextDue(db) {
      const [next] = await settling(db)
      return next ? { at: next.until, what: 'two accounts that are one' } : null
    },
  },
} satisfies Handlers<
  | 'meLink'
  | 'showLink'
  | 'openLinkCode'
  | 'linkCode'
  | 'joinAccounts'
  | 'accountJoined'
  | 'separateAccount'
  | 'settleJoined'
>

async function giveCode(ctx: Ctx) {
  const { workspace, actor, surface, now } = ctx
  const until = new Date(now.getTime() + CODE_MINUTES * MINUTE_MS)
  const code = await ctx.work((w) => makeCode(w.db, workspace.id, { ownerId: actor.id, surface, expiresAt: until }))
  return linkCard({ code, until })
}

/** A wrong code is counted, and the count is kept: so it is no refusal inside the transaction, which would undo it. */
async function offerToJoin(ctx: Ctx, typed: string) {
  const { workspace, actor, surface, now } = ctx
  const expiresAt = new Date(now.getTime() + CODE_MINUTES * MINUTE_MS)
  const found = await ctx.work(async (w) => {
    if (!(await takeTry(w.db, workspace.id, { memberId: actor.id, now, expiresAt }))) return 'too_many'
    const code = await findCode(w.db, workspace.id, { typed, now })
    if (!code || code.usedBy) return 'unknown'
    await forgetTries(w.db, workspace.id, actor.id)
    const allowed = mayJoin(...(await lockHalves(w.db, workspace.id, [code.ownerId, actor.id])))
    return allowed.ok ? code : refuse(allowed.error)
  })
  if (found === 'too_many') return refuse({ kind: 'link_tries' })
  if (found === 'unknown') return refuse({ kind: 'link_unknown' })
  if (!('ownerId' in found)) return found
  return joinOfferCard({ codeId: found.id, here: surface, there: found.surface })
}

/** Whoever enters the code comes to its owner. */
async function join(ctx: Ctx, w: Work, code: LinkCode): Promise<void> {
  const halves = { workspaceId: ctx.workspace.id, from: ctx.actor.id, into: code.ownerId }
  await useCode(w.db, ctx.workspace.id, code, ctx.actor.id)
  await ctx.keeping.join(w, halves)
  const settleUntil = new Date(w.now.getTime() + SETTLED_AFTER_MINUTES * MINUTE_MS)
  await absorbMember(w.db, { ...halves, now: w.now, settleUntil })
  await w.audit({ kind: 'people.joined', said: 'joined two accounts into one', aboutId: code.ownerId })
  w.emit(memberJoined, { from: halves.from, into: halves.into })
  w.homeChanged(code.ownerId)
}
