import { prisma } from '../../infra/db/handle.ts'
import type { Db } from '../../kit/db.ts'
import type { FieldProblem } from '../../kit/reply.ts'
import type { PickOption } from '../../kit/ui/card.ts'
import type { Form, RawFields } from '../../kit/ui/form.ts'

/** A form that somebody has open. Discord forgets a modal once it is sent, so what was typed is kept here for a day. */
export interface KeptForm {
  readonly form: Form
  readonly typed: RawFields
  /** What was typed where a name was asked for, by field. */
  readonly names: Readonly<Record<string, string>>
  readonly problems: readonly FieldProblem[]
  readonly matches: Readonly<Record<string, readonly PickOption[]>>
  /** The message whose button opened it. */
  readonly origin?: string | undefined
}

export interface FormPlace {
  readonly id: string
  readonly installation: string
  readonly userId: string
  readonly expiresAt: Date
}

/** Nothing is kept for whoever is no member. */
export async function keepForm(db: Db, place: FormPlace, kept: KeptForm): Promise<void> {
  const { id, installation, userId, expiresAt } = place
  const identity = await prisma(db).identity.findFirst({
    where: { surface: 'discord', externalId: userId, installation },
    select: { workspaceId: true, memberId: true },
  })
  if (!identity) return
  // Plain data, which `keptForm` gives back as it was.
  const state = JSON.parse(JSON.stringify(kept)) as object
  await prisma(db).uiState.upsert({
    where: { id },
    create: { id, ...identity, state, expiresAt },
    update: { state, expiresAt },
  })
}

export async function keptForm(db: Db, id: string, now: Date): Promise<KeptForm | null> {
  const row = await prisma(db).uiState.findFirst({ where: { id, expiresAt: { gt: now } }, select: { state: true } })
  // Only `keepForm` writes under these ids.
  return row ? (row.state as unknown as KeptForm) : null
}
