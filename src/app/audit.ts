import { type AuditBy, type AuditEntry, auditReference } from '../kit/audit.ts'
import type { MemberId, WorkspaceId } from '../kit/brand.ts'
import type { Who } from '../kit/contracts.ts'
import type { Db } from '../kit/db.ts'
import type { WorkspaceInfo } from '../kit/person.ts'
import { appendAudit } from './audit-store.ts'
import type { Ports } from './ports.ts'

/** Whose act a transaction is. One that has to be in the audit gets a line whether its handler writes one or not. */
export interface Accountable {
  readonly kind: string
  readonly by: AuditBy
  readonly actorId: MemberId | null
  readonly isAudited: boolean
}

export interface Auditor {
  write(entry: AuditEntry): Promise<string>
  /** At the end of the transaction; `changed` tells whether anything was written in it. */
  close(changed: boolean): Promise<void>
}

/** Acts of those who look after the desk are in the audit. */
export const isAudited = (who: Who): boolean => who === 'admin' || who === 'partner_manager'

interface AuditScope {
  readonly workspace: WorkspaceInfo
  readonly now: Date
  readonly accountable?: Accountable
}

export function createAuditor(ports: Pick<Ports, 'ids'>, scope: AuditScope, db: Db): Auditor {
  const { workspace, now, accountable } = scope
  const { kind = 'desk.unknown', by = 'operator', actorId = null, isAudited: has = false } = accountable ?? {}
  let isWritten = false
  const write = async (entry: AuditEntry) => {
    isWritten = true
    const position = await appendAudit(db, workspace.id, {
      id: ports.ids.next(),
      at: now,
      by,
      actorId: entry.isAnonymous ? null : actorId,
      kind: entry.kind ?? kind,
      said: entry.said ?? null,
      aboutId: entry.aboutId ?? null,
      why: entry.why ?? null,
    })
    return auditReference(position)
  }
  return {
    write,
    async close(changed) {
      if (has && changed && !isWritten) await write({})
    },
  }
}

/** For what whoever runs the desk does at the command line. */
export async function auditOperator(ports: Ports, workspaceId: WorkspaceId, entry: AuditEntry): Promise<void> {
  await ports.database.transaction(async (db) => {
    await appendAudit(db, workspaceId, {
      ...{ id: ports.ids.next(), at: ports.clock.now(), by: 'operator', actorId: null },
      ...{ kind: entry.kind ?? 'desk.operator', said: entry.said ?? null },
      ...{ aboutId: entry.aboutId ?? null, why: entry.why ?? null },
    })
  })
}
