import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { cleanLine } from './clean.ts'
import { MAX_EMAIL_LENGTH, MAX_URL_LENGTH } from './limits.ts'

/** RFC 5321 4.5.3.1.1. */
const MAX_LOCAL_PART_LENGTH = 64

/** Fewer digits are an extension or a short code, shared by many people. */
const MIN_PHONE_DIGITS = 7
/** E.164: at most 15 digits; three more for a trunk prefix or an access code. */
const MAX_PHONE_DIGITS = 18

/** An address with a display name, or a number with its extension, is shorter; a cell of a megabyte must not reach a pattern. */
const MAX_WRITTEN_LENGTH = 1_000

const emailSchema = z
  .email({ pattern: z.regexes.html5Email })
  .max(MAX_EMAIL_LENGTH)
  .refine((address) => {
    const [local = '', domain = ''] = address.split('@')
    return local.length <= MAX_LOCAL_PART_LENGTH && domain.includes('.') && !/^\.|\.\.|\.$/.test(local)
  })

/** Legal forms left out when organizations are compared: "Acme, Inc." is "Acme". */
const LEGAL_FORMS = new Set(
  'inc incorporated llc ltd limited corp corporation co company plc lp llp gmbh mbh ag kg ug se sa sas sarl srl spa bv nv ab as asa oy pty pte pvt'.split(
    ' ',
  ),
)

/**
 * The address in the one form it is stored and compared in: lower-case, its domain in ASCII.
 * Dots and `+tags` stay, for two such addresses may be two people outside Gmail. Anything else than one address is null.
 */
export function normaliseEmail(text: string): string | null {
  if (text.length > MAX_WRITTEN_LENGTH) return null
  const bare = cleanLine(text.normalize('NFKC'))
    .replace(/^mailto:/i, '')
    .replace(/^.*<([^<>]*)>$/, '$1')
    .replace(/^['"]+|['".]+$/g, '')
    .trim()
    .toLowerCase()
  if (bare === '' || bare.length > MAX_EMAIL_LENGTH) return null
  const at = bare.lastIndexOf('@')
  const domain = bare.slice(at + 1)
  const ascii = isAscii(domain) ? bare : `${bare.slice(0, at + 1)}${domainToASCII(domain)}`
  const address = emailSchema.safeParse(ascii)
  return address.success ? address.data : null
}

/**
 * A phone number's digits, with a leading + when the file said which country (+ or 00); null for fewer than 7 digits.
 * An extension is left out, and so is the "(0)" of "+49 (0)30".
 */
export function normalisePhone(text: string): string | null {
  if (text.length > MAX_WRITTEN_LENGTH) return null
  const bare = text
    .normalize('NFKC')
    .replace(/^\s*tel:/i, '')
    .replace(/[;,]\s*(?:ext|isub|phone-context)=.*$/i, '')
    .replace(/\s*(?:ext(?:ension)?|x|#|durchwahl|poste)\.?\s*\d{1,6}\s*$/i, '')
  if (/\p{L}/u.test(bare)) return null
  const international = /^[^\d+]*(?:\+|00(?=[1-9]))/.test(bare)
  const digits = (international ? bare.replace(/\(0\)/, '') : bare).replace(/\D/g, '')
  const national = international ? digits.replace(/^00/, '') : digits
  if (national.length < MIN_PHONE_DIGITS || national.length > MAX_PHONE_DIGITS) return null
  return international ? `+${national}` : national
}

/** A name for comparison: NFKC, single blanks, lower-case. Accents stay: José and Jose may be two people. */
export function normaliseName(text: string): string {
  return cleanLine(text.normalize('NFKC').toLowerCase().normalize('NFKC'))
}

/** An organization for comparison: as a name, without punctuation and legal forms at its end. */
export function normaliseOrganization(text: string): string {
  const words = normaliseName(text)
    .replace(/\./g, '')
    .split(/[^\p{L}\p{N}\p{M}&+]+/u)
    .filter((word) => word !== '')
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1) ?? '')) words.pop()
  return words.join(' ')
}

/**
 * A LinkedIn profile's address in one form, or null when it is none: country hosts, tracking and the ending slash left out.
 * Only profiles count: a company's page or a website is shared by many people.
 */
export function normaliseProfileUrl(text: string): string | null {
  const bare = cleanLine(text)
  if (bare === '' || bare.length > MAX_URL_LENGTH) return null
  const url = URL.parse(/^https?:\/\//i.test(bare) ? bare : `https://${bare}`)
  if (url === null || !/(?:^|\.)linkedin\.com$/.test(url.hostname)) return null
  const slug = /^\/(in|pub)\/([^/]+)/.exec(url.pathname)
  return slug === null ? null : `https://www.linkedin.com/${slug[1]}/${slug[2]?.toLowerCase()}`
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text)
}
