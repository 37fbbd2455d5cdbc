import { type AuditLine, auditReference } from '../../kit/audit.ts'
import { joinTexts, person, type Text, t, time } from '../../kit/ui/text.ts'
import type { AuditArea } from './contracts-audit.ts'

/** What was done, for lines whose act says no more. Kinds that are not here are read out as they are named. */
const KIND_WORDS: Readonly<Record<string, string>> = {
  'people.deleted': 'everything about somebody was deleted',
  'people.setup': 'set up the desk',
  'people.role': 'changed a role',
  'coach.settings': 'wrote a new version of the coach',
  'coach.keywords': 'changed the words that call a human',
  'coach.try_out': 'tried a version of the coach on past questions',
  'coach.make_live': 'made a version of the coach live',
  'coach.discard': 'discarded a version of the coach',
  'coach.restore': 'brought a version of the coach back',
  'coach.reviewed': 'reviewed an answer of the coach',
  'partners.invite': 'invited a partner',
  'partners.activate': 'made a partner active',
  'partners.pause': 'paused a partner',
  'partners.remove': 'removed a partner',
  'partners.question': 'asked a partner something',
  'partners.areas': 'changed where a partner works',
  'partners.rule': 'changed whether a kind of partner is regulated',
}

export const AREA_WORDS: Readonly<Record<AuditArea | 'all', string>> = {
  all: 'Everything',
  people: 'People, roles and setup',
  coach: 'The coach',
  partners: 'Partners',
  intro: 'Introductions',
  webhooks: 'Webhooks',
  desk: 'Keys',
}

const BY_WORDS = {
  member: 'somebody who is not here any more',
  key: 'a system with a key',
  operator: 'whoever runs the desk',
}

/** "A-12 · gave the role of facilitator". */
export const whatWasDone = ({ position, said, kind }: AuditLine): string =>
  `${auditReference(position)} · ${said ?? KIND_WORDS[kind] ?? kind.replace(/[._]/g, ' ')}`

/** Members by the ids of the lines; whoever is gone has no name any more. */
export type Names = ReadonlyMap<string, string>

export function whoAndWhen({ by, actorId, aboutId, why, at }: AuditLine, names: Names): Text {
  const who = named(actorId, names) ?? t`${BY_WORDS[by]}`
  const about = aboutId && aboutId !== actorId ? [t`about ${named(aboutId, names) ?? t`somebody who is gone`}`] : []
  return joinTexts([who, ...about, t`${time(at)}`, ...(why ? [t`${why}`] : [])], ' · ')
}

function named(id: AuditLine['actorId'], names: Names): Text | null {
  const name = id && names.get(id)
  return id && name ? t`${person(id, name)}` : null
}

export const auditOf = (total: number, filtered: string | null): Text =>
  total === 0
    ? t`Nothing is in the audit${filtered ? ` about ${filtered}` : ' yet'}.`
    : t`${total === 1 ? 'One line' : `${total.toLocaleString('en')} lines`}${filtered ? ` about ${filtered}` : ''}, the newest first.`
export const auditWhole = (): Text => t`Lines are only ever added. All of them are as they were written.`
export const auditBroken = (position: number): Text =>
  t`Line ${auditReference(position)} is not as it was written: somebody changed it, or took a line out, past the desk. Ask whoever runs the desk.`
