/** The biggest file read at once; LinkedIn's 30,000 connections are about 5 MB, so this is room for every real export. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024

/** More rows than any address book holds; above it the file is a dump of something else. */
export const MAX_ROWS = 200_000

/** The longest name kept, in UTF-16 units, like every length here. */
export const MAX_NAME_LENGTH = 200
/** RFC 5321 4.5.3.1.3 (path of 256 with its brackets). A longer address is dropped: a clipped one is somebody else's. */
export const MAX_EMAIL_LENGTH = 254
/** A longer number is dropped: a clipped one is somebody else's. */
export const MAX_PHONE_LENGTH = 40
export const MAX_ORGANIZATION_LENGTH = 200
export const MAX_TITLE_LENGTH = 200
export const MAX_CITY_LENGTH = 120
export const MAX_TAG_LENGTH = 40
export const MAX_TAGS = 20
export const MAX_NOTES_LENGTH = 2_000
/** Longer links are tracking links, not profile pages. */
export const MAX_URL_LENGTH = 500
/** The longest role word and time-zone name of a members file; the longest IANA zone has 32 characters. */
export const MAX_WORD_LENGTH = 40

/** E-mails, and phones, kept for one contact; more is a mailing list saved as a person. */
export const MAX_ADDRESSES = 20

/** Interactions above this are a typing mistake; volume saturates near 20 anyway (product.md 3). */
export const MAX_INTERACTIONS = 100_000

/** How many lines are searched for the header; LinkedIn's preamble has three, spreadsheets with a title a few more. */
export const MAX_HEADER_SEARCH_LINES = 40

/** A header line longer than this is not a header; Outlook's has 92 columns in about 1,500 characters. */
export const MAX_HEADER_LENGTH = 20_000

/** How much of a row a report shows, so that a person finds it again. */
export const EXCERPT_LENGTH = 60

/** A row with thousands of bad addresses is one problem: so many of its warnings are noted. */
export const MAX_ROW_WARNINGS = 50

/** How many rows of each kind a report names before "and 132 more". */
export const LISTED_ROWS = 20
