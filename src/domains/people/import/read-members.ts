import { err, ok, type Result } from '../../../kit/result.ts'
import { cleanLine, clipWithWarning, excerptOf, unescapeFormula } from './clean.ts'
import type { MemberField } from './columns.ts'
import { isName, nameFromEmails, withoutGaps } from './contact.ts'
import { decodeFile } from './decode.ts'
import { joinRows } from './join-rows.ts'
import { MAX_NAME_LENGTH, MAX_ROW_WARNINGS, MAX_ROWS, MAX_WORD_LENGTH } from './limits.ts'
import type {
  FileRefusal,
  ImportReport,
  ImportWarning,
  MemberMatchReason,
  ParsedMember,
  SkippedRow,
  SkipReason,
  Warn,
  WarningKind,
} from './model.ts'
import { checkRow, unreadColumns } from './read-contacts.ts'
import { readTable, type Table } from './table.ts'
import { readEmails } from './values.ts'
import { isVcard } from './vcard.ts'

export type MembersRead = { readonly members: readonly ParsedMember[]; readonly report: ImportReport }

export type MembersGiven = {
  /** The roles that exist, lower-case; others are dropped with a warning. Without it every word is kept. */
  readonly knownRoles?: readonly string[]
}

/** Slack's user ids: U, or W in an enterprise, then capitals and digits. */
const SLACK_ID = /^[UW][A-Z0-9]{2,20}$/
/** Discord's snowflakes. A spreadsheet rounds them to 15 digits, which shows as 1.23E+17 or as zeros at the end. */
const DISCORD_ID = /^\d{17,20}$/
const ROUNDED_NUMBER = /e\+?\d|0000$/i

/** Reads a members file. A bad row is skipped with its reason; only whole-file problems are refused. */
export function readMembers(bytes: Uint8Array, given: MembersGiven = {}): Result<MembersRead, FileRefusal> {
  const decoded = decodeFile(bytes)
  if (!decoded.ok) return decoded
  const { text, warnings } = decoded.value
  if (isVcard(text)) return err({ kind: 'wrong-kind', format: 'vcard', wanted: 'members' })
  const table = readTable(text, 'members')
  if (!table.ok) return table
  return collect(table.value, [...warnings, ...unreadColumns(table.value)], given)
}

function collect(table: Table, warnings: ImportWarning[], given: MembersGiven): Result<MembersRead, FileRefusal> {
  const skipped: SkippedRow[] = []
  const built: ParsedMember[] = []
  let count = 0
  for (const csvRow of table.rows) {
    const checked = checkRow(csvRow, table.header.length)
    if (checked === null) continue
    if (++count > MAX_ROWS) return err({ kind: 'too-many-rows', maxRows: MAX_ROWS })
    const { row } = csvRow
    const pending: ImportWarning[] = checked.warnings.map((warning) => ({ row, ...warning }))
    const warn = (kind: WarningKind, detail: string) => {
      if (pending.length < MAX_ROW_WARNINGS) pending.push({ row, kind, detail })
    }
    const member = checked.cells.ok ? buildMember(checked.cells.value, { table, row, warn, given }) : checked.cells
    if (member.ok) built.push(member.value)
    else skipped.push({ row, reason: member.error, what: checked.what })
    warnings.push(...pending)
  }
  if (count === 0) return err({ kind: 'no-rows', format: 'members' })
  const join = (base: ParsedMember, extra: ParsedMember) => joinTwoMembers(base, extra, warnings)
  const { joined: members, merged } = joinRows(built, { keysOf: memberKeys, join })
  return ok({
    members,
    report: { format: 'members', rows: count, accepted: members.length, merged, skipped, warnings },
  })
}

function buildMember(
  cells: readonly string[],
  made: { readonly table: Table; readonly row: number; readonly warn: Warn; readonly given: MembersGiven },
): Result<ParsedMember, SkipReason> {
  const { table, row, warn, given } = made
  const cellOf = (wanted: MemberField): string => {
    for (const [index, field] of table.fieldByIndex) if (field === wanted) return unescapeFormula(cells[index] ?? '')
    return ''
  }
  const [email, ...otherEmails] = readEmails([cellOf('email')], warn)
  if (otherEmails.length > 0) warn('value-not-kept', `${email} stays, not ${otherEmails.join(', ')}`)
  const slackId = readId(cellOf('slackId').toUpperCase(), SLACK_ID, 'bad-slack-id', warn)
  const discordId = readId(cellOf('discordId'), DISCORD_ID, 'bad-discord-id', warn)
  const written = clipWithWarning(cleanLine(cellOf('name')), 'name', MAX_NAME_LENGTH, warn)
  const isWritten = isName(written)
  const guessed = isWritten ? ok(written) : nameFromEmails(email === undefined ? [] : [email])
  const account = slackId ?? discordId
  // With an account the platform itself can tell the name later; the id stands in until then.
  if (!guessed.ok && account === undefined) return guessed
  const name = guessed.ok ? guessed.value : (account ?? '')
  if (!isWritten && guessed.ok) warn('name-from-email', name)
  const roles = readRoles(cellOf('roles'), given.knownRoles, warn)
  const timeZone = readTimeZone(cellOf('timeZone'), warn)
  const nameIsGuess = isWritten ? undefined : (true as const)
  return ok(withoutGaps({ name, nameIsGuess, email, slackId, discordId, roles, timeZone, row }))
}

function readId(
  cell: string,
  pattern: RegExp,
  kind: 'bad-slack-id' | 'bad-discord-id',
  warn: Warn,
): string | undefined {
  const id = cleanLine(cell).replace(/^<?@!?|>$/g, '')
  if (id === '') return undefined
  const isRounded = kind === 'bad-discord-id' && ROUNDED_NUMBER.test(id)
  if (pattern.test(id) && !isRounded) return id
  warn(kind, isRounded ? `${excerptOf([id])} was rounded by a spreadsheet` : excerptOf([id]))
  return undefined
}

function readRoles(cell: string, known: readonly string[] | undefined, warn: Warn): string[] {
  const roles = new Set<string>()
  for (const word of cleanLine(cell)
    .toLowerCase()
    .split(/[\s,;|]+/)) {
    if (word === '') continue
    if (word.length <= MAX_WORD_LENGTH && (known === undefined || known.includes(word))) roles.add(word)
    else warn('role-unknown', excerptOf([word]))
  }
  return [...roles]
}

function readTimeZone(cell: string, warn: Warn): string | undefined {
  const zone = cleanLine(cell)
  if (zone === '') return undefined
  if (zone.length <= MAX_WORD_LENGTH && isTimeZone(zone)) return zone
  warn('time-zone-unknown', excerptOf([zone]))
  return undefined
}

/** Names of places only: an offset such as +02:00 is right for half a year. */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    // Intl throws on a zone it does not know; there is no other way to ask about aliases.
    return false
  }
}

/** The first row's values stay and gaps are filled; an account or e-mail that differs is lost, so that is told. */
function joinTwoMembers(base: ParsedMember, extra: ParsedMember, warnings: ImportWarning[]): ParsedMember {
  const { nameIsGuess: _, ...named } = base
  const start = base.nameIsGuess && !extra.nameIsGuess ? { ...named, name: extra.name } : base
  for (const field of ['email', 'slackId', 'discordId'] as const) {
    const [kept, lost] = [base[field], extra[field]]
    if (kept === undefined || lost === undefined || kept === lost) continue
    warnings.push({ row: extra.row, kind: 'value-not-kept', detail: `${kept} stays, not ${lost}` })
  }
  return { ...extra, ...start, roles: [...new Set([...base.roles, ...extra.roles])] }
}

function memberKeys(member: ParsedMember): { key: string; because: MemberMatchReason }[] {
  const keys: { key: string; because: MemberMatchReason }[] = []
  if (member.email !== undefined) keys.push({ key: `e:${member.email}`, because: 'same-email' })
  if (member.slackId !== undefined) keys.push({ key: `s:${member.slackId}`, because: 'same-slack-id' })
  if (member.discordId !== undefined) keys.push({ key: `d:${member.discordId}`, because: 'same-discord-id' })
  return keys
}
