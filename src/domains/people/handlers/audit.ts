import { memberId } from '../../../kit/brand.ts'
import type { ReadCtx } from '../../../kit/ctx.ts'
import type { Person } from '../../../kit/person.ts'
import { refuse } from '../../../kit/reply.ts'
import { LIMITS } from '../../../kit/ui/limits.ts'
import { auditCard, auditFilterForm } from '../cards-audit.ts'
import { AUDIT_AREAS, type AuditArea } from '../contracts-audit.ts'
import { halvesOf, memberCalled, namesOf, person } from '../store/members.ts'
import type { Handlers } from './kinds.ts'

export const audit = {
  async deskAudit(ctx, { filter }) {
    if (!filter) return show(ctx, {})
    const area = AUDIT_AREAS.find((known) => known === filter.toLowerCase())
    if (area) return show(ctx, { area })
    const who = await memberCalled(ctx.db, ctx.workspace.id, filter)
    return who ? show(ctx, { who }) : refuse({ kind: 'audit_unknown', said: filter })
  },
  showAudit: (ctx) => show(ctx, {}),
  async pageAudit(ctx, { before, area, who }) {
    return show(ctx, { before, area, who: who ? await find(ctx, who) : null })
  },
  openAuditFilter: async () => auditFilterForm(),
  async auditFilter(ctx, _values, { area, member }) {
    const who = member ? await find(ctx, member) : null
    if (member && !who) return refuse({ kind: 'person_unknown' })
    return show(ctx, { area: area === 'all' ? undefined : area, who })
  },
} satisfies Handlers<'deskAudit' | 'showAudit' | 'pageAudit' | 'openAuditFilter' | 'auditFilter'>

interface Wanted {
  readonly before?: number
  readonly area?: AuditArea | undefined
  readonly who?: Person | null
}

/** A page of it, with the names that its people have today. */
async function show({ db, workspace, audit: reader }: ReadCtx, { before, area, who }: Wanted) {
  const people = who ? await halvesOf(db, workspace.id, who.id) : undefined
  const { lines, total } = await reader.lines({ before, area, people, limit: LIMITS.listItems })
  const names = await namesOf(
    db,
    workspace.id,
    lines.flatMap(({ actorId, aboutId }) => [actorId, aboutId]).filter((id) => id !== null),
  )
  return auditCard({ lines, total, names, area, who: who ?? undefined, brokenAt: await reader.firstBroken() })
}

const find = (ctx: ReadCtx, who: string) => person(ctx.db, ctx.workspace.id, memberId(who))
