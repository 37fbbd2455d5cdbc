import { LISTED_ROWS } from './limits.ts'
import type {
  FileFormat,
  FileRefusal,
  ImportReport,
  ImportWarning,
  MatchReason,
  MemberMatchReason,
  SkipReason,
  WarningKind,
} from './model.ts'

const FORMAT_NAMES: Readonly<Record<FileFormat, string>> = {
  linkedin: 'a LinkedIn export',
  google: 'a Google Contacts export',
  outlook: 'an Outlook export',
  vcard: 'a vCard file',
  introdesk: 'a contacts file',
  members: 'a members file',
}

const MATCH_TEXT: Readonly<Record<MatchReason | MemberMatchReason, string>> = {
  'same-email': 'the same e-mail',
  'same-profile': 'the same LinkedIn profile',
  'same-phone': 'the same phone number and name',
  'same-name-and-organization': 'the same name and organization',
  'same-slack-id': 'the same Slack account',
  'same-discord-id': 'the same Discord account',
}

const WARNING_TEXT: Readonly<Record<WarningKind, (detail: string) => string>> = {
  'bad-email': (detail) => `left out an e-mail that is none (${detail})`,
  'bad-phone': (detail) => `left out a phone number that is none (${detail})`,
  clipped: (detail) => `shortened: ${detail}`,
  'too-many-values': (detail) => `kept only the first ${detail}`,
  'date-unclear': (detail) =>
    `left out a date that can be read in no way or in two (${detail}); write it as 2026-03-12`,
  'date-in-future': (detail) => `left out a last interaction in the future (${detail})`,
  'strength-out-of-range': (detail) => `left out a strength that is not 0 to 1 or 0 to 100 percent (${detail})`,
  'interactions-unclear': (detail) => `left out a number of interactions that is none (${detail})`,
  'visibility-unknown': (detail) =>
    `set to "only me", because "${detail}" is no visibility (only me, router, facilitators, workspace)`,
  'name-from-email': (detail) => `took the name from the e-mail address (${detail})`,
  'formula-kept-as-text': (detail) => `kept a formula as plain text (${detail})`,
  'too-few-columns': (detail) => `has fewer columns than the header (${detail}); the missing ones are empty`,
  'quotes-repaired': (detail) => `had a stray quotation mark, which was left out (${detail})`,
  'card-not-closed': (detail) => `has no END line, and was read up to the next card (${detail})`,
  'encoding-guessed': (detail) =>
    `The file is not UTF-8; it was read as ${detail}. If accents look wrong, save it as UTF-8`,
  'bad-bytes': (detail) => `The file contains ${detail}, shown as \ufffd`,
  'nul-removed': () => 'The file contained NUL bytes, which were removed',
  'column-not-read': (detail) => `Column "${detail}" is not known and was not read`,
  'bad-slack-id': (detail) => `left out a Slack id that is none (${detail})`,
  'bad-discord-id': (detail) => `left out a Discord id that is none (${detail})`,
  'role-unknown': (detail) => `left out an unknown role (${detail})`,
  'value-not-kept': (detail) => `has room for one value only: ${detail}`,
  'time-zone-unknown': (detail) => `left out an unknown time zone (${detail}); write it as Europe/Lisbon`,
}

/** A report as sentences: first the sum, then at most 20 rows of each kind. */
export function reportLines(report: ImportReport): string[] {
  const noun = report.format === 'vcard' ? 'Card' : 'Row'
  const warningsByKind = Map.groupBy(report.warnings, ({ kind }) => kind)
  const skippedByKind = Map.groupBy(report.skipped, ({ reason }) => reason.kind)
  return [
    sumLine(report),
    ...listed(
      report.merged.map(
        (one) => `${noun} ${one.row} joined with ${noun.toLowerCase()} ${one.into}: ${MATCH_TEXT[one.because]}.`,
      ),
    ),
    ...[...skippedByKind.values()].flatMap((rows) =>
      listed(
        rows.map(
          ({ row, reason, what }) => `${noun} ${row} skipped: ${skipText(reason)}${what === '' ? '' : ` (${what})`}.`,
        ),
      ),
    ),
    ...[...warningsByKind.values()].flatMap((warnings) =>
      listed(warnings.map((warning) => warningLine(warning, noun))),
    ),
  ]
}

/** Why a file was not read, and what to do. */
export function refusalLine(refusal: FileRefusal): string {
  switch (refusal.kind) {
    case 'empty':
      return 'The file is empty.'
    case 'no-rows':
      return `The file is ${FORMAT_NAMES[refusal.format]} with a header and nobody in it.`
    case 'too-large':
      return `The file has ${megabytes(refusal.bytes)} MB; at most ${megabytes(refusal.maxBytes)} MB are read at once. Split it.`
    case 'too-many-rows':
      return `The file has more than ${number(refusal.maxRows)} rows. Split it.`
    case 'not-text':
      return notTextLine(refusal.looksLike)
    case 'unknown-columns':
      return `No column of the file is known. Read: ${refusal.found.join(', ')}. Expected, for example: ${refusal.expected.join(', ')}.`
    case 'wrong-kind':
      return refusal.wanted === 'members'
        ? `The file is ${FORMAT_NAMES[refusal.format]}, not a members file. Use: introdesk import contacts FILE --owner REF.`
        : 'The file is a members file, not a contacts file. Use: introdesk import members FILE.'
  }
}

function sumLine(report: ImportReport): string {
  const unit = report.format === 'vcard' ? 'card' : 'row'
  const rows = `${number(report.rows)} ${unit}${report.rows === 1 ? '' : 's'}`
  return `Read ${rows} of ${FORMAT_NAMES[report.format]}: ${number(report.accepted)} accepted, ${number(report.merged.length)} joined with another, ${number(report.skipped.length)} skipped.`
}

function listed(lines: readonly string[]): string[] {
  if (lines.length <= LISTED_ROWS) return [...lines]
  return [...lines.slice(0, LISTED_ROWS), `… and ${number(lines.length - LISTED_ROWS)} more like this.`]
}

function warningLine(warning: ImportWarning, noun: string): string {
  const text = WARNING_TEXT[warning.kind](warning.detail)
  return warning.row === undefined ? `${text}.` : `${noun} ${warning.row}: ${text}.`
}

function skipText(reason: SkipReason): string {
  switch (reason.kind) {
    case 'nothing-to-identify':
      return 'no name and no e-mail'
    case 'not-a-person':
      return notAPersonText(reason.because)
    case 'broken-quotes':
      return 'a quotation mark is never closed'
    case 'too-many-columns':
      return `${reason.found} columns where the header has ${reason.expected}; put quotes around a cell with a comma in it`
    case 'card-cut-off':
      return 'the file ends in the middle of this card'
  }
}

function notAPersonText(because: Extract<SkipReason, { kind: 'not-a-person' }>['because']): string {
  switch (because) {
    case 'role-address':
      return 'no name, and the e-mail belongs to no single person'
    case 'company-card':
      return 'the card is of a company, not of a person'
    case 'group-card':
      return 'the card is of a group, not of a person'
  }
}

function notTextLine(looksLike: Extract<FileRefusal, { kind: 'not-text' }>['looksLike']): string {
  switch (looksLike) {
    case 'spreadsheet-or-zip':
      return 'The file is a spreadsheet or a zip archive. Unpack it, or save the sheet as CSV UTF-8.'
    case 'old-spreadsheet':
      return 'The file is an old Office document. Save the sheet as CSV UTF-8.'
    case 'pdf':
      return 'The file is a PDF. Export the contacts as CSV or vCard.'
    case 'binary':
      return 'The file is not text. Export the contacts as CSV or vCard.'
  }
}

/** Always with a comma for thousands: a report is English whatever the machine's language. */
function number(value: number): string {
  return value.toLocaleString('en')
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace('.0', '')
}
