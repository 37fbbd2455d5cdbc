import type { WorkspaceId } from '../../../kit/brand.ts'
import type { Work } from '../../../kit/ctx.ts'
import type { Db } from '../../../kit/db.ts'
import type { CoverageLine, CoverageStatus, PartnerType } from '../model.ts'
import { coverageOf } from '../rules/coverage.ts'
import { activeCounts, addTypeRule, overrides, setOverride } from '../store/coverage.ts'
import { ruleAudited } from '../text.ts'
import { callLine } from './listeners.ts'
import type { Acting } from './partners.ts'

/** What is covered where. */

export async function coverageIn(db: Db, workspaceId: WorkspaceId, stateCode: string): Promise<CoverageLine[]> {
  const known = {
    overrides: await overrides(db, workspaceId, stateCode),
    counts: await activeCounts(db, workspaceId, stateCode),
  }
  return coverageOf(stateCode, known)
}

export interface Wanted {
  readonly stateCode: string
  readonly partnerType: PartnerType
  readonly status: CoverageStatus | null
}

/** The team says what is true of a line, or takes that back. Where a door opens by it, those in line are called. */
export async function override(w: Work, { workspace, actorId }: Acting, wanted: Wanted): Promise<void> {
  await setOverride(w.db, workspace.id, { id: w.newId(), ...wanted, setById: actorId })
  const lines = await coverageIn(w.db, workspace.id, wanted.stateCode)
  const line = lines.find(({ partnerType }) => partnerType === wanted.partnerType)
  if (line?.status === 'AVAILABLE' && line.partnerCount > 0) await callLine(w, workspace, wanted)
}

/** What an administrator says about a kind of partner: kept as it was said, by whom and why, in the audit too. */
export async function changeRule(
  w: Work,
  { workspace, actorId }: Acting,
  rule: { partnerType: PartnerType; regulated: boolean; reason: string },
): Promise<void> {
  await addTypeRule(w.db, workspace.id, { id: w.newId(), ...rule, setById: actorId, now: w.now })
  await w.audit({ said: ruleAudited(rule), why: rule.reason })
}
