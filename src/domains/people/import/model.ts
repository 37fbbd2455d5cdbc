/** Who may use an edge between a member and a contact; the words of product.md 8. */
export type Visibility = 'ONLY_ME' | 'ROUTER' | 'FACILITATORS' | 'WORKSPACE'

/** Where a contact was exported from. */
export type ContactSource = 'linkedin' | 'google' | 'outlook' | 'vcard' | 'introdesk'

/** One person of a contacts file: clean, clipped, and safe to store. */
export type ParsedContact = {
  readonly name: string
  /** True when the file had no name and it was read from the e-mail address. */
  readonly nameIsGuess?: true
  readonly givenName?: string
  readonly familyName?: string
  /** Normalised, without repetition, the preferred one first. */
  readonly emails: readonly string[]
  /** As the file wrote them, cleaned; compare with `normalisePhone`. */
  readonly phones: readonly string[]
  readonly organization?: string
  /** From a work address; free-mail providers give none. */
  readonly organizationDomain?: string
  readonly title?: string
  readonly city?: string
  readonly tags: readonly string[]
  /** Declared strength, 0–1. */
  readonly strength?: number
  /** For LinkedIn, the day the two connected. */
  readonly lastInteractionAt?: Date
  readonly interactions?: number
  readonly visibility?: Visibility
  readonly notes?: string
  /** The person's LinkedIn profile. */
  readonly sourceUrl?: string
  readonly source: ContactSource
  /** As a spreadsheet numbers it (the header is 1); for a vCard file, the number of the card. */
  readonly row: number
}

/** One person of a members file. */
export type ParsedMember = {
  readonly name: string
  readonly nameIsGuess?: true
  readonly email?: string
  readonly slackId?: string
  readonly discordId?: string
  /** Lower-case words; only known ones when the reader was told which are known. */
  readonly roles: readonly string[]
  /** An IANA name as the file wrote it, known to this Node. */
  readonly timeZone?: string
  readonly row: number
}

/** A contact as a file states it, every value still raw text: what a format's reader hands to `buildContact`. */
export type ContactDraft = {
  name?: string
  givenName?: string
  middleName?: string
  familyName?: string
  nickname?: string
  emails: string[]
  phones: string[]
  organization?: string
  title?: string
  city?: string
  tags: string[]
  strength?: string
  lastInteraction?: string
  interactions?: string
  visibility?: string
  notes?: string
  profileUrl?: string
}

export type FileFormat = ContactSource | 'members'

/** Why a row was left out. */
export type SkipReason =
  | { readonly kind: 'nothing-to-identify' }
  | { readonly kind: 'not-a-person'; readonly because: 'role-address' | 'company-card' | 'group-card' }
  | { readonly kind: 'broken-quotes' }
  | { readonly kind: 'too-many-columns'; readonly found: number; readonly expected: number }
  | { readonly kind: 'card-cut-off' }

/** What two rows, or a row and a stored contact, have in common; the strongest reason first. */
export type MatchReason = 'same-email' | 'same-profile' | 'same-phone' | 'same-name-and-organization'

export type MemberMatchReason = 'same-email' | 'same-slack-id' | 'same-discord-id'

export type WarningKind =
  | 'bad-email'
  | 'bad-phone'
  | 'clipped'
  | 'too-many-values'
  | 'date-unclear'
  | 'date-in-future'
  | 'strength-out-of-range'
  | 'interactions-unclear'
  | 'visibility-unknown'
  | 'name-from-email'
  | 'formula-kept-as-text'
  | 'too-few-columns'
  | 'quotes-repaired'
  | 'card-not-closed'
  | 'encoding-guessed'
  | 'bad-bytes'
  | 'nul-removed'
  | 'column-not-read'
  | 'bad-slack-id'
  | 'bad-discord-id'
  | 'role-unknown'
  | 'time-zone-unknown'
  | 'value-not-kept'

/** Something in a kept row that was changed or dropped; without a row it is about the whole file. */
export type ImportWarning = { readonly row?: number; readonly kind: WarningKind; readonly detail: string }

export type SkippedRow = { readonly row: number; readonly reason: SkipReason; readonly what: string }

export type MergedRow<Because = MatchReason | MemberMatchReason> = {
  readonly row: number
  readonly into: number
  readonly because: Because
}

/** What happened to every row of a file: `rows = accepted + merged.length + skipped.length`. Blank rows are not rows. */
export type ImportReport = {
  readonly format: FileFormat
  readonly rows: number
  readonly accepted: number
  readonly merged: readonly MergedRow[]
  readonly skipped: readonly SkippedRow[]
  readonly warnings: readonly ImportWarning[]
}

/** Why a whole file was refused. */
export type FileRefusal =
  | { readonly kind: 'empty' }
  | { readonly kind: 'no-rows'; readonly format: FileFormat }
  | { readonly kind: 'too-large'; readonly bytes: number; readonly maxBytes: number }
  | { readonly kind: 'too-many-rows'; readonly maxRows: number }
  | { readonly kind: 'not-text'; readonly looksLike: 'spreadsheet-or-zip' | 'old-spreadsheet' | 'pdf' | 'binary' }
  | { readonly kind: 'unknown-columns'; readonly found: readonly string[]; readonly expected: readonly string[] }
  | { readonly kind: 'wrong-kind'; readonly format: FileFormat; readonly wanted: 'contacts' | 'members' }

/** Notes a warning about the row in hand. */
export type Warn = (kind: WarningKind, detail: string) => void
