import { distance } from 'fastest-levenshtein'
import { auditReader } from '../../app/audit-store.ts'
import { secretsByKey } from '../../app/secrets.ts'
import { closedWorkspaces, openWorkspaces } from '../../app/tenancy-store.ts'
import { configShape, isSlackConfigured, playgroundMode } from '../../config.ts'
import { KEPT_KEY } from '../../infra/crypto/seal.ts'
import { auditReference } from '../../kit/audit.ts'
import { systemClock } from '../../kit/clock.ts'
import type { Finding } from '../../kit/finding.ts'
import { addDays } from '../../kit/working-time.ts'
import type { Desk } from '../../main.ts'
import { version } from '../../version.ts'
import type { DeskVerb } from '../verb.ts'

export const doctorVerb: DeskVerb = {
  name: 'doctor',
  usage: 'doctor [--json]',
  summary: 'look everything over and say what to mend',
  needs: 'desk',
  options: { json: { type: 'boolean', describe: 'as JSON' } },
  async run({ options, print }, desk) {
    const findings = [
      runtime(),
      ...(await database(desk)),
      await jobs(desk),
      ...(await audits(desk)),
      ...(await closed(desk)),
      ...(await keys(desk)),
      model(desk),
      mail(desk),
      ...(await slack(desk)),
      ...platforms(desk),
      ...(await discord(desk)),
      ...strangers(),
    ]
    const hasProblem = findings.some(({ state }) => state === 'problem')
    if (options.json) print(JSON.stringify({ version, healthy: !hasProblem, findings }, null, 2))
    else for (const finding of findings) for (const line of linesOf(finding)) print(line)
    return hasProblem ? 1 : 0
  },
}

const MARKS = { ok: 'ok     ', note: 'note   ', problem: 'PROBLEM' } as const

function linesOf({ name, state, finding, advice }: Finding): string[] {
  return [`${MARKS[state]}  ${name}: ${finding}`, ...(advice ? [`         ${advice}`] : [])]
}

function runtime(): Finding {
  return { name: 'Node.js', state: 'ok', finding: `${process.version}, Introdesk ${version}` }
}

async function database({ database: opened, config }: Desk): Promise<Finding[]> {
  const { rows } = await opened.pool.query<{ name: string }>("select current_setting('server_version') as name")
  const server = `PostgreSQL ${rows[0]?.name ?? 'of unknown version'}`
  if (opened.kind === 'postgres') return [{ name: 'Database', state: 'ok', finding: `${server}, up to date` }]
  const embedded: Finding = {
    name: 'Database',
    state: 'note',
    finding: `${server}, embedded in ${config.DATA_DIR}, up to date. Safe against a killed process, not against a power cut; one process.`,
    advice:
      'For a community that lives by it: introdesk backup desk.backup, set DATABASE_URL and LINK_SECRET, introdesk restore desk.backup',
  }
  if (opened.isWritable()) return [embedded]
  return [
    embedded,
    {
      name: 'Disk',
      state: 'problem',
      finding: 'full: nothing can be saved',
      advice: 'Free some space; the desk goes on by itself.',
    },
  ]
}

async function jobs({ ports }: Desk): Promise<Finding> {
  const counts = await ports.engine.counts()
  const failed = counts.filter((count) => count.failed > 0)
  const waiting = counts.reduce((sum, count) => sum + count.waiting, 0)
  if (failed.length === 0) return { name: 'Jobs', state: 'ok', finding: `${waiting} waiting, none failed` }
  const names = failed.map(({ name, failed: count }) => `${name} (${count})`).join(', ')
  return {
    name: 'Jobs',
    state: 'problem',
    finding: `failed for good: ${names}`,
    advice: 'The log says why, under the same names.',
  }
}

/** Whether every line of every workspace's audit is as it was written. */
async function audits({ ports }: Desk): Promise<Finding[]> {
  const { reader } = ports.database
  const findings: Finding[] = []
  for (const { id, name } of await openWorkspaces(reader)) {
    const broken = await auditReader(reader, id).firstBroken()
    if (broken === null) continue
    findings.push({
      name: 'Audit',
      state: 'problem',
      finding: `line ${auditReference(broken)} of ${name} is not as it was written`,
      advice: 'Somebody changed it past the desk. A backup from before holds the lines as they were.',
    })
  }
  return findings.length > 0 ? findings : [{ name: 'Audit', state: 'ok', finding: 'every line is as it was written' }]
}

/** Communities that nobody can reach any more, and when they end. */
async function closed({ ports, config }: Desk): Promise<Finding[]> {
  const left = await closedWorkspaces(ports.database.reader)
  return left.map(({ name, closedAt }) => ({
    name: 'Community',
    state: 'note',
    finding: `${name} removed the app everywhere on ${dayOf(closedAt)}; erased on ${dayOf(addDays(closedAt, config.KEEP_REMOVED_DAYS))}`,
    advice: 'Installed again before that, it has everything again.',
  }))
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 'YYYY-MM-DD'.length)

/** Whether a key can be taken out of ENCRYPTION_KEYS, or is missing from it. */
async function keys({ ports }: Desk): Promise<Finding[]> {
  const known = ports.seal?.keys ?? []
  const counts = await secretsByKey(ports)
  return [...counts].flatMap(([key, count]): Finding[] => {
    const secrets = count === 1 ? '1 stored secret needs it' : `${count} stored secrets need it`
    const name = `Key ${key}`
    if (!known.includes(key)) {
      const advice = 'Add it at the end of ENCRYPTION_KEYS. If it is lost: install the app, or add the webhook, again.'
      return [{ name, state: 'problem', finding: `${secrets}, and ENCRYPTION_KEYS does not name it`, advice }]
    }
    if (key === known[0] || key === KEPT_KEY) return []
    if (count === 0) return [{ name, state: 'note', finding: 'no stored secret needs it any more; take it away' }]
    return [
      { name, state: 'note', finding: secrets, advice: 'The desk seals them anew with the first key when it starts.' },
    ]
  })
}

function model({ ports, config }: Desk): Finding {
  const { configured } = ports.model.describe
  if (configured) return { name: 'Model', state: 'ok', finding: `${config.OPENAI_MODEL} over ${config.OPENAI_API}` }
  return {
    name: 'Model',
    state: 'note',
    finding: 'none; templates write the drafts',
    advice: 'Set OPENAI_API_KEY, or OPENAI_BASE_URL for any compatible server.',
  }
}

function mail({ config }: Desk): Finding {
  if (config.SMTP_URL) return { name: 'Mail', state: 'ok', finding: `from ${config.MAIL_FROM}` }
  return {
    name: 'Mail',
    state: 'note',
    finding: 'none; people outside are reached by a link that the facilitator passes on',
    advice: 'Set SMTP_URL and MAIL_FROM.',
  }
}

async function slack({ config }: Desk): Promise<readonly Finding[]> {
  if (!isSlackConfigured(config)) return []
  const { examineSlack } = await import('../../surfaces/slack/doctor.ts')
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl } = config
  return examineSlack({ botToken, appToken, apiUrl }, systemClock)
}

function platforms({ config }: Desk): Finding[] {
  const found: Finding[] = []
  const mode = playgroundMode(config)
  if (mode === 'public')
    found.push({
      name: 'Playground',
      state: 'problem',
      finding: 'public: everybody who reaches this address can act as anybody',
      advice: 'Set PLAYGROUND=on or off.',
    })
  if (mode === 'on') found.push({ name: 'Playground', state: 'note', finding: 'on, for this machine only' })
  return found
}

async function discord({ config, ports }: Desk): Promise<readonly Finding[]> {
  const { DISCORD_TOKEN: token, DISCORD_APPLICATION_ID: applicationId, DISCORD_API_URL: apiUrl } = config
  if (!token || !applicationId) return []
  const { examineDiscord } = await import('../../surfaces/discord/doctor.ts')
  return examineDiscord(ports, { token, applicationId, apiUrl })
}

/** Settings that look like one of ours, mistyped: they would be ignored silently. */
function strangers(): Finding[] {
  const known = Object.keys(configShape)
  return Object.keys(process.env)
    .filter(
      (name) =>
        /^(SLACK|DISCORD|OPENAI|DATABASE|LINK|SMTP|PLAYGROUND|ENCRYPTION)_?/.test(name) &&
        !known.includes(name.replace(/_FILE$/, '')),
    )
    .map((name) => {
      const close = known.toSorted((a, b) => distance(a, name) - distance(b, name))[0]
      return {
        name,
        state: 'note' as const,
        finding: 'is set, but no setting of ours',
        advice: `Perhaps ${close} was meant.`,
      }
    })
}
