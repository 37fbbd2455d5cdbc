import { prisma } from '../../src/infra/db/handle.ts'
import type { Db } from '../../src/kit/db.ts'

/** A note lives in a `UiState` row: the one table of the runtime that keeps whatever it is given. */
export interface Note {
  readonly id: string
  readonly workspaceId: string
  readonly author: string
  readonly text: string
  readonly markedBy: string | null
  readonly mark: string | null
  /** When the sweep remarks on it, as ISO; null when it did, or never shall. */
  readonly dueAt: string | null
}

const NEVER = new Date('2999-01-01T00:00:00Z')

export async function saveNote(db: Db, note: Note): Promise<void> {
  const { id, workspaceId, author, ...state } = note
  await prisma(db).uiState.upsert({
    where: { id },
    create: { id, workspaceId, memberId: author, state, expiresAt: NEVER },
    update: { state },
  })
}

export async function noteById(db: Db, workspaceId: string, id: string): Promise<Note | null> {
  const row = await prisma(db).uiState.findFirst({ where: { id, workspaceId } })
  // Only saveNote writes these rows.
  return row && ({ id, workspaceId, author: row.memberId, ...(row.state as object) } as Note)
}

/** True for the one mark that comes first. */
export async function markNote(db: Db, note: Note, mark: { by: string; as: string }): Promise<boolean> {
  const marked = await prisma(db).$executeRaw`
    update ui_states set state = state || jsonb_build_object('markedBy', ${mark.by}::text, 'mark', ${mark.as}::text)
    where id = ${note.id} and "workspaceId" = ${note.workspaceId} and state->>'markedBy' is null`
  return marked === 1
}

export async function notesIn(db: Db, workspaceId: string): Promise<Note[]> {
  const rows = await prisma(db).uiState.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })
  return rows.map((row) => ({ id: row.id, workspaceId, author: row.memberId, ...(row.state as object) }) as Note)
}

/** Notes of all workspaces with a due time, the earliest first. */
export async function notesWithDueTime(db: Db): Promise<Note[]> {
  const rows = await prisma(db).uiState.findMany()
  const notes = rows.map(
    (row) => ({ id: row.id, workspaceId: row.workspaceId, author: row.memberId, ...(row.state as object) }) as Note,
  )
  return notes.filter(({ dueAt }) => dueAt).toSorted((a, b) => String(a.dueAt).localeCompare(String(b.dueAt)))
}
