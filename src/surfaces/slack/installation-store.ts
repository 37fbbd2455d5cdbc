import { z } from 'zod'
import { prisma } from '../../infra/db/handle.ts'
import { type WorkspaceId, workspaceId } from '../../kit/brand.ts'
import type { Db } from '../../kit/db.ts'
import type { SecretKeeper } from '../../kit/seal.ts'

/** What we know about an installed app, without secrets. */
export const installationDetails = z.object({
  name: z.string().default(''),
  botId: z.string().optional(),
  botUserId: z.string().optional(),
  appId: z.string().optional(),
  scopes: z.array(z.string()).default([]),
  installerId: z.string().optional(),
  /** An org-wide install: its id is the organisation's. */
  isEnterprise: z.boolean().default(false),
  /** The organisation that it is in. */
  enterpriseId: z.string().optional(),
  /** For an org-wide install: the workspaces that were said to be open or closed to the app, and when. */
  teams: z.record(z.string(), z.object({ isOpen: z.boolean(), at: z.string() })).default({}),
  /** Whose turn it is to renew the token, and until when nobody else tries. */
  renewingUntil: z.string().optional(),
})
export type InstallationDetails = z.output<typeof installationDetails>

export interface InstallationRow {
  readonly workspaceId: WorkspaceId
  readonly details: InstallationDetails
  readonly secrets: string | null
  readonly isActive: boolean
  readonly installedAt: Date
}

const slack = (externalId: string) => ({ surface_externalId: { surface: 'slack' as const, externalId } })

export async function installationBy(db: Db, externalId: string): Promise<InstallationRow | null> {
  const row = await prisma(db).installation.findUnique({
    where: slack(externalId),
    select: { workspaceId: true, details: true, secrets: true, status: true, installedAt: true },
  })
  if (!row) return null
  return {
    workspaceId: workspaceId(row.workspaceId),
    details: installationDetails.parse(row.details),
    secrets: row.secrets,
    isActive: row.status === 'ACTIVE',
    installedAt: row.installedAt,
  }
}

/**
 * What was said last about one workspace of an organisation; older news changes nothing, nor does what was said before the app
 * was installed.
 */
export async function saveTeamAccess(
  db: Db,
  externalId: string,
  news: { team: string; isOpen: boolean; at: Date },
): Promise<boolean> {
  const at = news.at.toISOString()
  const known = JSON.stringify({ [news.team]: { isOpen: news.isOpen, at } })
  const changed = await prisma(db).$executeRaw`
    update installations
    set details = details || jsonb_build_object('teams', coalesce(details->'teams', '{}') || ${known}::jsonb)
    where surface = 'slack' and "externalId" = ${externalId} and status = 'ACTIVE' and "installedAt" <= ${news.at}
      and coalesce((details->'teams'->${news.team}->>'at')::timestamptz, '-infinity') <= ${at}::timestamptz`
  return changed > 0
}

/**
 * True for the one process that may renew the token now: not for one that read it before another renewed it. The lease ends by
 * itself if that process dies.
 */
export async function claimRenewal(
  db: Db,
  externalId: string,
  lease: { secrets: string; until: Date; now: Date },
): Promise<boolean> {
  const claimed = await prisma(db).$executeRaw`
    update installations set details = jsonb_set(details, '{renewingUntil}', to_jsonb(${lease.until.toISOString()}::text))
    where surface = 'slack' and "externalId" = ${externalId} and status = 'ACTIVE' and secrets = ${lease.secrets}
      and coalesce((details->>'renewingUntil')::timestamptz, '-infinity') <= ${lease.now}`
  return claimed > 0
}

/** The renewed token in place of the old one, if that is still the one it came from. */
export async function saveRenewed(
  db: Db,
  externalId: string,
  secrets: { old: string; renewed: string },
): Promise<void> {
  await prisma(db).$executeRaw`
    update installations set secrets = ${secrets.renewed}, details = details - 'renewingUntil'
    where surface = 'slack' and "externalId" = ${externalId} and secrets = ${secrets.old}`
}

/** What the sealed tokens of an installation belong to. */
export function sealedFor(externalId: string): string {
  return `slack installation ${externalId} v1`
}

export const installationSecrets: SecretKeeper = {
  async list(db) {
    const rows = await prisma(db).installation.findMany({
      where: { surface: 'slack', secrets: { not: null } },
      select: { externalId: true, secrets: true },
    })
    return rows.flatMap(({ externalId: id, secrets }) =>
      secrets === null ? [] : [{ id, about: sealedFor(id), sealed: secrets }],
    )
  },
  async replace(db, { id: externalId, sealed }, renewed) {
    const { count } = await prisma(db).installation.updateMany({
      where: { surface: 'slack', externalId, secrets: sealed },
      data: { secrets: renewed },
    })
    return count > 0
  },
}
