import type { AuditLine } from '../../kit/audit.ts'
import { actions, button, type Card, list, text } from '../../kit/ui/card.ts'
import { type Form, formFor } from '../../kit/ui/form.ts'
import { clip, LIMITS } from '../../kit/ui/limits.ts'
import { AUDIT_AREAS, type AuditArea, auditContracts as contracts } from './contracts-audit.ts'
import * as say from './text-audit.ts'

export interface AuditView {
  readonly lines: readonly AuditLine[]
  readonly total: number
  readonly names: say.Names
  readonly area?: AuditArea | undefined
  /** Whose lines these are. */
  readonly who?: { readonly id: string; readonly name: string } | undefined
  readonly brokenAt: number | null
}

export function auditCard({ lines, total, names, area, who, brokenAt }: AuditView): Card {
  const filtered = [area && say.AREA_WORDS[area], who && clip(who.name, 60)].filter(Boolean).join(', ')
  const last = lines.at(-1)
  return {
    title: 'Who did what, when',
    ...(brokenAt !== null && { status: { word: 'Not whole', tone: 'bad' } }),
    body: [
      text(say.auditOf(total, filtered || null)),
      ...(lines.length > 0
        ? [
            list(
              lines.map((line) => ({
                title: clip(say.whatWasDone(line), LIMITS.line),
                text: say.whoAndWhen(line, names),
              })),
            ),
          ]
        : []),
      actions(
        last !== undefined &&
          last.position > 1 &&
          lines.length < total &&
          button('Show earlier', contracts.pageAudit, { before: last.position, area, who: who?.id }),
        button('Filter…', contracts.openAuditFilter, {}),
      ),
    ],
    footer: brokenAt === null ? say.auditWhole() : say.auditBroken(brokenAt),
  }
}

export function auditFilterForm(): Form {
  return formFor(contracts.auditFilter, {
    title: 'Look through the audit',
    submit: 'Show',
    values: {},
    fields: [
      {
        kind: 'pickOne',
        name: 'area',
        label: 'About',
        required: true,
        options: (['all', ...AUDIT_AREAS] as const).map((value) => ({ label: say.AREA_WORDS[value], value })),
        initial: 'all',
      },
      { kind: 'person', name: 'member', label: 'By or about', hint: 'Empty means everybody' },
    ],
  })
}
