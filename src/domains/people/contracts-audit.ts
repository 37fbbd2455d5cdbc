import { z } from 'zod'
import { action, command, form } from '../../kit/contracts.ts'
import { id, nothing, optionalLine } from '../../kit/schema.ts'

/** What an administrator may look for, by the first word of what was done. */
export const AUDIT_AREAS = ['people', 'coach', 'partners', 'intro', 'webhooks', 'desk'] as const
export type AuditArea = (typeof AUDIT_AREAS)[number]

const filter = { area: z.enum(AUDIT_AREAS).optional(), who: id.optional() }

/** Who did what when, for administrators. */
export const auditContracts = {
  deskAudit: command({
    command: 'desk',
    verb: 'audit',
    order: 4,
    summary: 'See who did what, when',
    input: z.object({ filter: optionalLine(80, 'The filter') }),
    options: [{ name: 'filter', describe: 'people, coach, partners, or somebody’s name', kind: 'text', rest: true }],
    answers: 'card',
    who: 'admin',
  }),
  showAudit: action({ name: 'people.show_audit', values: nothing, answers: 'card', who: 'admin' }),
  pageAudit: action({
    name: 'people.page_audit',
    values: z.object({ before: z.coerce.number().int().min(1), ...filter }),
    answers: 'update',
    who: 'admin',
  }),
  openAuditFilter: action({ name: 'people.open_audit_filter', values: nothing, answers: 'form', who: 'admin' }),
  auditFilter: form({
    name: 'people.audit_filter',
    values: nothing,
    answers: 'card',
    who: 'admin',
    fields: z.object({ area: z.enum([...AUDIT_AREAS, 'all']), member: id.optional() }),
  }),
}
