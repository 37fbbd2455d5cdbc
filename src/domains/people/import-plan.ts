import type { ContactFields } from './import/combine.ts'
import type { ContactDecision, ExistingContact } from './import/merge.ts'
import type { ParsedContact } from './import/model.ts'
import type { Visibility } from './model.ts'

/** A contact that rows of a file may meet. */
export interface Existing extends ExistingContact {
  /** The owner knows them already. */
  readonly isKnown: boolean
  /** Somebody else knows or named them too. */
  readonly isShared: boolean
}

/** What an import changes, decided before anything is written. */
export interface ImportPlan {
  readonly created: readonly ParsedContact[]
  /** One for each contact, with whole new values; none where all that is new is that the owner knows them. */
  readonly changed: readonly Change[]
  /** How many rows added something, and how many added nothing. */
  readonly updatedRows: number
  readonly unchangedRows: number
}

export interface Change {
  readonly existing: Existing
  readonly fields: ContactFields
}

/** Turns decisions about rows into changes of contacts. `edgeVisibility` is what the owner's new relationships get. */
export function planImport(
  decisions: readonly ContactDecision[],
  existingById: ReadonlyMap<string, Existing>,
  edgeVisibility: Visibility,
): ImportPlan {
  const created: ParsedContact[] = []
  const changes = new Map<string, Change>()
  let updatedRows = 0
  let unchangedRows = 0
  for (const decision of decisions) {
    if (decision.kind === 'create') {
      created.push(decision.contact)
      continue
    }
    const existing = existingById.get(decision.id)
    if (!existing)
      throw new Error(`The import decided about contact ${decision.id}, which was not among those it was given.`)
    const before = changes.get(decision.id)
    const fields = decision.kind === 'update' ? allowedFields(decision.fields, existing, edgeVisibility) : {}
    const isNews = Object.keys(fields).length > 0 || !(existing.isKnown || before)
    if (isNews) changes.set(decision.id, { existing, fields: { ...before?.fields, ...fields } })
    if (isNews) updatedRows += 1
    else unchangedRows += 1
  }
  return { created, changed: [...changes.values()], updatedRows, unchangedRows }
}

/** What the owner keeps to themselves does not reach an entry that others see too; only their own relationship changes. */
function allowedFields(fields: ContactFields, existing: Existing, edgeVisibility: Visibility): ContactFields {
  const visibility = existing.visibility ?? fields.visibility ?? edgeVisibility
  return visibility === 'ONLY_ME' && existing.isShared ? relationshipFields(fields) : fields
}

/** The part of an import that belongs to the owner's relationship. */
export function relationshipFields(fields: ContactFields): ContactFields {
  const { strength, interactions, lastInteractionAt, visibility, notes } = fields
  return {
    ...(strength !== undefined && { strength }),
    ...(interactions !== undefined && { interactions }),
    ...(lastInteractionAt !== undefined && { lastInteractionAt }),
    ...(visibility !== undefined && { visibility }),
    ...(notes !== undefined && { notes }),
  }
}
