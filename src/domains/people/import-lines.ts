import { LISTED_ROWS } from './import/limits.ts'
import { reportLines } from './import/report.ts'
import type { ContactsImported, LeftOut } from './store/import-contacts.ts'
import type { MembersImported, NotStored } from './store/import-members.ts'

/** What an import says to whoever ran it: first what happened to the workspace, then to the rows of the file. */

export { refusalLine as fileRefusalLine } from './import/report.ts'

export function importedContactsLines(imported: ContactsImported, dryRun: boolean): string[] {
  const { report, created, updated, unchanged, leftOut } = imported
  return [
    `${lead(dryRun)}${sum({ noun: 'contact', created, updated, unchanged })}, ${leftOut.length.toLocaleString('en')} left out.`,
    ...listed(leftOut.map(leftOutLine)),
    ...reportLines(report),
  ]
}

export function importedMembersLines(imported: MembersImported, dryRun: boolean): string[] {
  const { report, created, updated, unchanged, notStored } = imported
  return [
    `${lead(dryRun)}${sum({ noun: 'member', created, updated, unchanged })}.`,
    ...listed(notStored.map(notStoredLine)),
    ...reportLines(report),
  ]
}

const lead = (dryRun: boolean) => (dryRun ? 'A dry run; nothing was changed. It would be: ' : '')

interface Counts {
  readonly noun: string
  readonly created: number
  readonly updated: number
  readonly unchanged: number
}

function sum({ noun, created, updated, unchanged }: Counts): string {
  const number = (value: number) => value.toLocaleString('en')
  const plural = created === 1 ? noun : `${noun}s`
  return `${number(created)} new ${plural}, ${number(updated)} with something added, ${number(unchanged)} known already`
}

function leftOutLine({ row, name, because }: LeftOut): string {
  switch (because) {
    case 'never-contact':
      return `Row ${row} left out: they said "never contact me" (${name}).`
    case 'yourself':
      return `Row ${row} left out: it is the owner of these contacts (${name}).`
  }
}

function notStoredLine({ row, name, what, because }: NotStored): string {
  switch (because) {
    case 'belongs-to-another':
      return `Row ${row}: ${what} belongs to another member and stayed there (${name}).`
    case 'has-another-address':
      return `Row ${row}: ${what} was not stored, because this member has another address (${name}).`
  }
}

function listed(lines: readonly string[]): string[] {
  if (lines.length <= LISTED_ROWS) return [...lines]
  return [...lines.slice(0, LISTED_ROWS), `… and ${(lines.length - LISTED_ROWS).toLocaleString('en')} more like this.`]
}
