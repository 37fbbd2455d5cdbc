import { unescapeFormula } from './clean.ts'
import type { Field } from './columns.ts'
import type { ContactDraft } from './model.ts'

/** Google's groups that everybody has; they say nothing about a person. */
const SYSTEM_LABELS = new Set(['mycontacts', 'starred'])

/** Google puts several values of one column into one cell with this between them. */
const GOOGLE_DIVIDER = ' ::: '

/** A row's cells as a draft. When a field has several columns, texts take the first that is filled and lists take all. */
export function rowToDraft(cells: readonly string[], fieldByIndex: ReadonlyMap<number, Field>): ContactDraft {
  const draft: ContactDraft = { emails: [], phones: [], tags: [] }
  for (const [index, field] of fieldByIndex) {
    const cell = unescapeFormula(cells[index] ?? '')
    if (cell.trim() !== '') addCell(draft, field, cell)
  }
  return draft
}

function addCell(draft: ContactDraft, field: Field, cell: string): void {
  switch (field) {
    case 'email':
      draft.emails.push(cell)
      return
    case 'phone':
      draft.phones.push(cell)
      return
    case 'tags':
      draft.tags = draft.tags.concat(cell.split(/[;|\n]/.test(cell) ? /[;|\n]/ : ','))
      return
    case 'labels':
      draft.tags = draft.tags.concat(cell.split(GOOGLE_DIVIDER).flatMap(labelToTag))
      return
    case 'profile':
      if (draft.profileUrl === undefined || !draft.profileUrl.includes('linkedin.com')) draft.profileUrl = cell.trim()
      return
    case 'slackId':
    case 'discordId':
    case 'roles':
    case 'timeZone':
      // A contacts table never has the members' columns: `readTable` refuses it.
      return
    case 'notes':
      draft.notes ??= cell
      return
    default:
      draft[field] ??= cell.split(GOOGLE_DIVIDER)[0] ?? ''
  }
}

/** `* myContacts` is Google's own; `* friends` is Google's too, but somebody chose it. */
function labelToTag(label: string): string[] {
  const tag = label.replace(/^\s*\*\s*/, '').trim()
  return SYSTEM_LABELS.has(tag.toLowerCase()) ? [] : [tag]
}
