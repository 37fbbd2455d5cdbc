import { z } from 'zod'
import { action, command, form, job, notice } from '../../kit/contracts.ts'
import { day, id, line, nothing, optionalLine } from '../../kit/schema.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { CAPABILITIES } from './model.ts'

/** What the people behind the coach can do: answer members, look at what went wrong, decide how the coach behaves. */

const escalationOnly = z.object({ escalationId: id })
const configOnly = z.object({ configId: id })

/** A control for several values gives one as a word and none as nothing. */
const capabilities = z
  .union([z.enum(CAPABILITIES).transform((one) => [one]), z.array(z.enum(CAPABILITIES))])
  .optional()
  .transform((chosen) => chosen ?? [])

const MOST_KEYWORDS = 200

/** One keyword or phrase a line. */
const keywords = optionalLine(LIMITS.paragraph, 'The list').transform((typed) =>
  [...new Set((typed ?? '').split(/[\n;]+/).flatMap((word) => word.trim().slice(0, 80) || []))].slice(0, MOST_KEYWORDS),
)

const tokens = (most: number) =>
  z.coerce
    .number('Please give a number.')
    .int('Please give a whole number.')
    .min(100, 'At least 100; less is no answer.')
    .max(most, `At most ${most.toLocaleString('en')}.`)

export const care = {
  /** Somebody needs a human. Level 2 is the second call; each `round` is news, because the member wrote again. */
  escalation: notice({
    name: 'coach.escalation',
    data: escalationOnly.extend({
      level: z.union([z.literal(1), z.literal(2)]),
      round: z.number().int().min(0),
    }),
    topic: 'essential',
    subject: ({ escalationId }) => `coach-escalation:${escalationId}`,
    key: ({ escalationId, level, round }) => `${escalationId}:${level}:${round}`,
  }),
  /** Any member may hold the card of an escalation; whether they may answer it is the rules' business. */
  openReply: action({ name: 'coach.open_reply', values: escalationOnly, answers: 'form' }),
  reply: form({
    name: 'coach.reply',
    values: escalationOnly,
    answers: 'update',
    fields: z.object({ words: line(LIMITS.paragraph, 'An answer') }),
  }),
  readOn: action({
    name: 'coach.read_on',
    answers: 'card',
    values: escalationOnly.extend({ page: z.coerce.number().int().min(1).max(100) }),
  }),
  close: action({ name: 'coach.close', values: escalationOnly, answers: 'update' }),

  desk: command({
    command: 'desk',
    verb: 'coach',
    summary: 'See and change how the coach behaves, and what needs a look',
    input: nothing,
    options: [],
    answers: 'card',
    who: 'admin',
  }),
  showDesk: action({ name: 'coach.show_desk', values: nothing, answers: 'card', who: 'admin' }),
  openSettings: action({ name: 'coach.open_settings', values: nothing, answers: 'form', who: 'admin' }),
  settings: form({
    name: 'coach.settings',
    values: nothing,
    answers: 'nothing',
    who: 'admin',
    fields: z.object({
      isActive: z.enum(['on', 'off']).transform((chosen) => chosen === 'on'),
      systemPrompt: optionalLine(LIMITS.paragraph, 'The text'),
      capabilities,
      maxTokensPerMessage: tokens(4000),
      maxTokensPerDay: tokens(100_000),
    }),
  }),
  openKeywords: action({ name: 'coach.open_keywords', values: nothing, answers: 'form', who: 'admin' }),
  keywords: form({
    name: 'coach.keywords',
    values: nothing,
    answers: 'nothing',
    who: 'admin',
    fields: z.object({
      crisis: keywords,
      harm: keywords,
      legalMoney: keywords,
      asksHuman: keywords,
      helpNote: optionalLine(LIMITS.line, 'The line'),
    }),
  }),
  openHelpLines: action({ name: 'coach.open_help_lines', values: nothing, answers: 'form', who: 'admin' }),
  /** The numbers of one country. Without an emergency number the built-in ones count again. */
  helpLines: form({
    name: 'coach.help_lines',
    values: nothing,
    answers: 'nothing',
    who: 'admin',
    fields: z.object({
      country: z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]{2}$/, 'Please give the two letters of the country, such as DE.'),
      emergency: optionalLine(LIMITS.line, 'The number'),
      crisis: optionalLine(LIMITS.line, 'The line'),
      harm: optionalLine(LIMITS.line, 'The line'),
    }),
  }),
  /** A version that is not live yet, or was: what it changes, what a try showed, the way to make it live. */
  version: notice({
    name: 'coach.version',
    data: configOnly,
    topic: 'essential',
    subject: ({ configId }) => `coach-config:${configId}`,
    key: ({ configId }) => configId,
  }),
  tryOut: action({ name: 'coach.try_out', values: configOnly, answers: 'update', who: 'admin' }),
  makeLive: action({ name: 'coach.make_live', values: configOnly, answers: 'update', who: 'admin' }),
  discard: action({ name: 'coach.discard', values: configOnly, answers: 'update', who: 'admin' }),
  showVersions: action({ name: 'coach.show_versions', values: nothing, answers: 'card', who: 'admin' }),
  restore: action({ name: 'coach.restore', values: configOnly, answers: 'nothing', who: 'admin' }),
  dryRun: job({ name: 'coach.dry_run', data: configOnly, retries: 1 }),

  showQueue: action({ name: 'coach.show_queue', values: nothing, answers: 'card', who: 'admin' }),
  reviewed: action({
    name: 'coach.reviewed',
    values: z.object({ answerId: id }),
    answers: 'update',
    who: 'admin',
  }),
  showReport: action({ name: 'coach.show_report', values: nothing, answers: 'card', who: 'admin' }),
  report: notice({
    name: 'coach.report',
    data: z.object({ day }),
    topic: 'digest',
    subject: ({ day }) => `coach-report:${day}`,
    key: ({ day }) => day,
  }),
}
