import { z } from 'zod'
import type { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import { type MemberId, memberId, type WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import {
  CAPABILITIES,
  CLASSES,
  type Config,
  type ConfigStatus,
  DEFAULT_SETTINGS,
  type DryRun,
  NO_KEYWORDS,
  type OwnLines,
  type Settings,
} from '../model.ts'

const fields = {
  id: true,
  version: true,
  status: true,
  systemPrompt: true,
  maxTokensPerMessage: true,
  maxTokensPerDay: true,
  enabledCapabilities: true,
  escalationKeywords: true,
  helpNote: true,
  helpLines: true,
  isActive: true,
  dryRun: true,
  updatedBy: true,
  updatedAt: true,
} satisfies Prisma.CoachConfigSelect

const words = z.array(z.string()).default([])
const keywordsSchema = z
  .object({ CRISIS: words, HARM: words, LEGAL_MONEY: words, ASKS_HUMAN: words })
  .catch({ ...noWords() })
const linesSchema = z
  .record(z.string(), z.object({ emergency: z.string(), crisis: z.string().optional(), harm: z.string().optional() }))
  .catch({})
const dryRunSchema = z
  .object({
    isRunning: z.boolean(),
    questions: z.number(),
    found: z.array(z.object({ class: z.enum(CLASSES), before: z.number(), after: z.number() })),
    answers: z.array(z.object({ question: z.string(), before: z.string(), after: z.string() })),
  })
  .nullable()
  .catch(null)

function noWords() {
  return { CRISIS: [], HARM: [], LEGAL_MONEY: [], ASKS_HUMAN: [] }
}

function toConfig(row: Prisma.CoachConfigGetPayload<{ select: typeof fields }>): Config {
  const { enabledCapabilities, escalationKeywords, helpLines, dryRun, updatedBy, ...rest } = row
  return {
    ...rest,
    capabilities: z
      .array(z.enum(CAPABILITIES))
      .catch([...CAPABILITIES])
      .parse(enabledCapabilities),
    keywords: keywordsSchema.parse(escalationKeywords ?? NO_KEYWORDS),
    helpLines: linesSchema.parse(helpLines),
    dryRun: dryRunSchema.parse(dryRun),
    updatedBy: updatedBy === null ? null : memberId(updatedBy),
  }
}

/** What counts now: the live version, else the defaults. */
export async function settingsOf(db: Db, workspaceId: WorkspaceId): Promise<Settings> {
  return (await liveConfig(db, workspaceId)) ?? DEFAULT_SETTINGS
}

export async function liveConfig(db: Db, workspaceId: WorkspaceId): Promise<Config | null> {
  const row = await prisma(db).coachConfig.findFirst({ where: { workspaceId, status: 'LIVE' }, select: fields })
  return row && toConfig(row)
}

export async function configById(db: Db, workspaceId: WorkspaceId, id: string): Promise<Config | null> {
  const row = await prisma(db).coachConfig.findFirst({ where: { workspaceId, id }, select: fields })
  return row && toConfig(row)
}

/** Newest first. */
export async function versionsOf(db: Db, workspaceId: WorkspaceId, limit: number): Promise<Config[]> {
  const rows = await prisma(db).coachConfig.findMany({
    where: { workspaceId },
    orderBy: { version: 'desc' },
    take: limit,
    select: fields,
  })
  return rows.map(toConfig)
}

export interface NewVersion {
  readonly id: string
  readonly settings: Settings
  readonly by: MemberId
  readonly now: Date
}

/** A draft of a new version. Two administrators at once get two numbers. Only inside a transaction. */
export async function addVersion(db: Db, workspaceId: WorkspaceId, wanted: NewVersion): Promise<void> {
  const { id, settings, by, now } = wanted
  await lockVersions(db, workspaceId)
  const { _max } = await prisma(db).coachConfig.aggregate({ where: { workspaceId }, _max: { version: true } })
  const { capabilities, keywords, systemPrompt, maxTokensPerMessage, maxTokensPerDay, helpNote, helpLines, isActive } =
    settings
  await prisma(db).coachConfig.create({
    data: {
      ...{ id, workspaceId, version: (_max.version ?? 0) + 1, status: 'DRAFT', updatedBy: by, createdAt: now },
      ...{ systemPrompt, maxTokensPerMessage, maxTokensPerDay, helpNote, isActive },
      enabledCapabilities: [...capabilities],
      helpLines: storedLines(helpLines),
      escalationKeywords: Object.fromEntries(Object.entries(keywords).map(([key, list]) => [key, [...list]])),
    },
  })
}

// Prisma's input type for JSON wants an index signature that a readonly interface has not.
const storedLines = (own: OwnLines): object => ({ ...own })

/** The draft counts from now on; what counted before is kept. Only inside a transaction. */
export async function putLive(db: Db, workspaceId: WorkspaceId, id: string, now: Date): Promise<void> {
  await lockVersions(db, workspaceId)
  const { coachConfig } = prisma(db)
  await coachConfig.updateMany({ where: { workspaceId, status: 'LIVE' }, data: { status: 'PAST' } })
  await coachConfig.updateMany({ where: { workspaceId, id }, data: { status: 'LIVE', liveAt: now } })
}

async function lockVersions(db: Db, workspaceId: WorkspaceId): Promise<void> {
  await prisma(db).$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`coach of ${workspaceId}`}, 0))`
}

export async function setVersionStatus(
  db: Db,
  workspaceId: WorkspaceId,
  id: string,
  status: ConfigStatus,
): Promise<void> {
  await prisma(db).coachConfig.updateMany({ where: { workspaceId, id }, data: { status } })
}

export async function saveDryRun(db: Db, workspaceId: WorkspaceId, id: string, run: DryRun): Promise<void> {
  const { found, answers, ...rest } = run
  await prisma(db).coachConfig.updateMany({
    where: { workspaceId, id },
    data: { dryRun: { ...rest, found: found.map((one) => ({ ...one })), answers: answers.map((one) => ({ ...one })) } },
  })
}
