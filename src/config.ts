import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseLogLevels } from './infra/log/levels.ts'

/** The environment, parsed once. `.env.example` says the same in prose; a test holds the two together. */
export type Config = z.output<typeof configSchema>

const secret = (describe: string) => z.string().min(1).optional().describe(describe)
const url = (describe: string) =>
  z
    .url({ protocol: /^https?$/, error: 'Give a whole address, such as https://example.org' })
    .optional()
    .describe(describe)

/** "0-3/8" as the shards 0, 1, 2 and 3 of 8. */
function shardsOf(text: string): { ids: number[]; count: number } {
  const [range = '', count = ''] = text.split('/')
  const [first = 0, last = first] = range.split('-').map(Number)
  return {
    ids: Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index),
    count: Number(count),
  }
}

const port = z.coerce.number('PORT is a number from 0 to 65535; 0 picks a free one').int().min(0).max(65535)

export const configShape = {
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'Give a PostgreSQL address: postgresql://user:password@host:5432/name' })
    .optional()
    .describe('PostgreSQL; unset: the embedded database in DATA_DIR'),
  DATA_DIR: z.string().default('./.introdesk').describe('Where the embedded database and the kept secrets live'),
  HOST: z.string().default('127.0.0.1').describe('The address to listen on'),
  PORT: port.default(3000).describe('The port to listen on; 0 picks a free one and prints it'),
  PUBLIC_URL: url('Where others reach this desk; http://HOST:PORT when unset'),
  PLAYGROUND: z
    .enum(['on', 'off', 'public'])
    .optional()
    .describe('on where no platform token is set, else off; never reachable from outside this machine unless public'),
  SLACK_SIGNING_SECRET: secret('Slack over HTTP: the signing secret'),
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-', 'A bot token starts with xoxb-')
    .optional()
    .describe('Slack for one workspace: the bot token'),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'An app token starts with xapp-')
    .optional()
    .describe('Slack over Socket Mode: the app token'),
  SLACK_CLIENT_ID: secret('Slack for many workspaces over OAuth: the client id'),
  SLACK_CLIENT_SECRET: secret('Slack for many workspaces over OAuth: the client secret'),
  SLACK_API_URL: url("Where Slack's Web API is; the public one when unset"),
  SLACK_AUTHORIZE_URL: url("Where Slack's authorize page is; the public one when unset"),
  DISCORD_TOKEN: secret('Discord: the bot token'),
  DISCORD_APPLICATION_ID: z
    .string()
    .regex(/^\d{17,20}$/, 'The application id has 17 to 20 digits')
    .optional()
    .describe('Discord: the application id'),
  DISCORD_API_URL: url("Where Discord's REST API is; the public one when unset"),
  DISCORD_SHARDS: z
    .string()
    .regex(/^\d+(-\d+)?\/[1-9]\d*$/, 'Give the shards of this process and how many there are, such as 0-3/8')
    .transform(shardsOf)
    .refine(
      ({ ids, count }) => ids.length > 0 && ids.every((id) => id < count),
      'There is no such shard; they begin at 0',
    )
    .optional()
    .describe('Which shards this process holds, of how many, such as 0-3/8; unset: all that Discord recommends'),
  OPENAI_API_KEY: secret('The key of the model server; neither key nor base URL: templates write the drafts'),
  OPENAI_BASE_URL: url('Any OpenAI-compatible server'),
  OPENAI_MODEL: z.string().default('gpt-5-mini').describe('The model that drafts'),
  OPENAI_API: z
    .enum(['responses', 'chat'])
    .default('responses')
    .describe('responses, or chat for servers that only speak chat completions'),
  ENCRYPTION_KEYS: z
    .string()
    .regex(
      /^[\w-]+:[A-Za-z0-9+/=]{43,44}(,[\w-]+:[A-Za-z0-9+/=]{43,44})*$/,
      'Give id:base64key[,id:base64key]; a key is 32 random bytes in base64',
    )
    .optional()
    .describe(
      'Encrypts stored tokens and webhook secrets: id:base64key[,id:base64key]; the first encrypts, all decrypt',
    ),
  LINK_SECRET: z
    .string()
    .min(32, 'At least 32 characters')
    .optional()
    .describe('Signs links; made and kept in DATA_DIR when unset on the embedded database, required on PostgreSQL'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'Give smtp://user:password@host:587 or smtps://…' })
    .optional()
    .describe('Mail to people outside; unset: a link to copy'),
  MAIL_FROM: z
    .string()
    .regex(/[^\s@<>]+@[^\s@<>]+>?$/, 'Give an address or a name with one: Introductions <desk@example.org>')
    .optional()
    .describe('The sender of that mail, such as "Introductions <desk@example.org>"'),
  WEBHOOK_PRIVATE_HOSTS: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter(Boolean))
    .describe('Hosts inside your own network that webhooks may reach, with commas between; none when unset'),
  KEEP_REMOVED_DAYS: z.coerce
    .number('KEEP_REMOVED_DAYS is a number of days, from 1 to 3650')
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe('How many days the data of a community is kept after its last Slack or Discord removed the app'),
  LOG_LEVEL: z
    .string()
    .refine((text) => parseLogLevels(text) !== null, 'Give debug, info, warn or error, such as info or info,jobs=debug')
    .default('info')
    .describe('How much is logged; with levels of modules: info,jobs=debug'),
  LOG_FORMAT: z.enum(['pretty', 'json']).optional().describe('pretty on a terminal, else json'),
  ROLE: z.enum(['all', 'web', 'worker']).default('all').describe('What this process runs: all, web or worker'),
} as const

const configSchema = z.object(configShape).superRefine((config, context) => {
  for (const { path, message } of halves(config)) context.addIssue({ code: 'custom', path: [path], message })
})

/** Exit code of a bad configuration (EX_CONFIG of sysexits.h). */
export const BAD_CONFIG_EXIT = 78

export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    )
    this.problems = problems
  }
}

/** Parses the environment, `<NAME>_FILE` variants included, and throws a ConfigError that lists every problem at once. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  const values = Object.fromEntries(
    Object.keys(configShape).flatMap((name) => {
      const value = settingOf(environment, name, problems)
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const parsed = configSchema.safeParse(values)
  if (!parsed.success)
    problems.push(...parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`))
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems)
  return parsed.data
}

/** `.env` beside the working directory, under what the environment itself says. */
export function environmentWithFile(folder: string): Record<string, string | undefined> {
  const file = join(folder, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return process.env
}

export function isSlackConfigured(config: Config): boolean {
  return Boolean(config.SLACK_SIGNING_SECRET || config.SLACK_APP_TOKEN)
}

export function isDiscordConfigured(config: Config): boolean {
  return Boolean(config.DISCORD_TOKEN)
}

export function playgroundMode(config: Config): 'on' | 'off' | 'public' {
  return config.PLAYGROUND ?? (isSlackConfigured(config) || isDiscordConfigured(config) ? 'off' : 'on')
}

function settingOf(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  problems: string[],
): string | undefined {
  const direct = environment[name]?.trim() || undefined
  const file = environment[`${name}_FILE`]
  if (!file) return direct
  if (direct) problems.push(`${name}: set ${name} or ${name}_FILE, not both`)
  try {
    return readFileSync(file, 'utf8').trim() || undefined
  } catch (error) {
    problems.push(`${name}_FILE: ${file} could not be read (${error instanceof Error ? error.message : error})`)
    return undefined
  }
}

interface Problem {
  readonly path: string
  readonly message: string
}

/** Settings that only make sense together; half of a pair never starts. */
function halves(config: z.output<z.ZodObject<typeof configShape>>): Problem[] {
  const problems: Problem[] = []
  const need = (when: unknown, name: keyof typeof config, why: string) => {
    if (when && !config[name]) problems.push({ path: name, message: why })
  }
  const hasOAuth = config.SLACK_CLIENT_ID || config.SLACK_CLIENT_SECRET
  need(config.SLACK_CLIENT_ID, 'SLACK_CLIENT_SECRET', 'is needed beside SLACK_CLIENT_ID')
  need(config.SLACK_CLIENT_SECRET, 'SLACK_CLIENT_ID', 'is needed beside SLACK_CLIENT_SECRET')
  need(hasOAuth, 'SLACK_SIGNING_SECRET', 'is needed to verify what Slack sends')
  need(
    hasOAuth,
    'ENCRYPTION_KEYS',
    'is needed because tokens of many workspaces are stored. Make one: echo "k1:$(openssl rand -base64 32)"',
  )
  need(
    config.SLACK_BOT_TOKEN && !config.SLACK_APP_TOKEN,
    'SLACK_SIGNING_SECRET',
    'is needed for HTTP; or set SLACK_APP_TOKEN for Socket Mode',
  )
  need(
    (config.SLACK_SIGNING_SECRET || config.SLACK_APP_TOKEN) && !hasOAuth,
    'SLACK_BOT_TOKEN',
    'is needed for one workspace; or set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many',
  )
  need(config.DISCORD_TOKEN, 'DISCORD_APPLICATION_ID', 'is needed beside DISCORD_TOKEN')
  need(config.DISCORD_SHARDS, 'DISCORD_TOKEN', 'is needed beside DISCORD_SHARDS')
  need(config.DISCORD_APPLICATION_ID, 'DISCORD_TOKEN', 'is needed beside DISCORD_APPLICATION_ID')
  need(config.SMTP_URL, 'MAIL_FROM', 'is needed beside SMTP_URL')
  need(
    config.DATABASE_URL,
    'LINK_SECRET',
    'is needed on PostgreSQL, the same for every replica. Make one: openssl rand -base64 48',
  )
  if (config.ROLE !== 'all' && !config.DATABASE_URL) {
    problems.push({
      path: 'ROLE',
      message:
        'web and worker are for several processes on PostgreSQL; the embedded database has one. Set DATABASE_URL, or ROLE=all',
    })
  }
  return problems
}
