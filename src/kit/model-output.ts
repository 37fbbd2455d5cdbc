import { type Found, findContacts } from './model-output-find.ts'
import { shadowOf } from './model-output-shadow.ts'

/** What the people whose data went into a prompt have agreed to pass on; everything else of the kind is removed. */
export interface AllowedContacts {
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly urls: readonly string[]
}

export interface RemovedContact {
  readonly kind: 'email' | 'phone' | 'url' | 'image' | 'markup'
  /** As it was written: somebody's address, so for no log. */
  readonly value: string
}

export interface SanitisedOutput {
  readonly text: string
  /** Empty: nothing had to go. */
  readonly removed: readonly RemovedContact[]
}

/** Stands where something was removed; the same in every language. */
export const REMOVED_MARK = '[…]'

/** Longer answers are cut here first: no task asks for as much, and the search stays quick. */
const MAX_OUTPUT_CHARS = 40_000

/**
 * Removes addresses, numbers and links from a model's words unless they were in the allowed inputs, so that a hostile
 * text can't make it carry data out or lure people away (OWASP LLM02 and LLM05). Images and HTML always go. Things are
 * found as a person would read them: other digits, other at-signs, invisible characters and spelled-out dots hide nothing.
 */
export function sanitiseOutput(text: string, allowed: AllowedContacts): SanitisedOutput {
  const removed: RemovedContact[] = []
  const isAllowed = allowance(allowed)
  const visible = withoutInvisible(text.slice(0, MAX_OUTPUT_CHARS).toWellFormed())
  const plain = withoutMarkup(visible, isAllowed, removed)
  return { text: withoutContacts(plain, isAllowed, removed), removed }
}

const INVISIBLE =
  /[\u{E0000}-\u{E0FFF}\u00AD\u115F\u1160\u180E\u200B\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0]|\u034F|\u17B4|\u17B5/gu

type IsAllowed = (found: Pick<Found, 'kind' | 'value'>) => boolean

/** What a reader can't see and a copy would carry along: tags, fillers, direction overrides. Joiners stay, words need them. */
function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, '')
}

/** Images become their description, links to elsewhere their words, HTML nothing. */
function withoutMarkup(text: string, isAllowed: IsAllowed, removed: RemovedContact[]): string {
  // HTML first: what stands around a tag may make an image of it.
  return text
    .replace(HTML_TAG, (tag) => {
      removed.push({ kind: 'markup', value: tag })
      return ''
    })
    .replace(IMAGE, (image: string, alt: string) => {
      removed.push({ kind: 'image', value: image })
      return alt
    })
    .replace(LINK, (link: string, words: string, url: string) => {
      if (isAllowed({ kind: 'url', value: shadowOf(url).text })) return link
      removed.push({ kind: 'url', value: url })
      return words
    })
}

const LABEL = '\\[([^\\[\\]]{0,500})\\]'
const TARGET = '\\(\\s{0,20}<?([^()\\s<>]{0,2000}(?:\\([^()\\s]{0,500}\\)[^()\\s<>]{0,500})?)[^()]{0,300}\\)'
const LINK = new RegExp(`${LABEL}${TARGET}`, 'gu')
const IMAGE = new RegExp(`!${LABEL}(?:${TARGET}|\\[[^\\[\\]]{0,200}\\])?`, 'gu')
const HTML_TAG =
  /<\/?(?:a|abbr|audio|b|base|body|br|button|div|embed|form|frame|head|html|i|iframe|img|input|link|math|meta|object|p|picture|script|source|span|style|svg|table|td|template|title|tr|video)(?=[\s/>])[^<>]{0,2000}>?/giu

/** Goes through what was found from left to right; of two that overlap the earlier and longer one counts. */
function withoutContacts(plain: string, isAllowed: IsAllowed, removed: RemovedContact[]): string {
  const shadow = shadowOf(plain)
  const finds = findContacts(shadow.text).toSorted((one, other) => one.start - other.start || other.end - one.end)
  const parts: string[] = []
  let position = 0
  for (const found of finds) {
    const span = shadow.spanOf(found)
    if (span.end <= position) continue
    const start = Math.max(span.start, position)
    const written = plain.slice(start, span.end)
    parts.push(plain.slice(position, start))
    if (isAllowed(found)) {
      // As the allowed one is written, without what may hide between its letters.
      parts.push(start === span.start ? found.value : written)
    } else {
      removed.push({ kind: found.kind, value: written })
      parts.push(REMOVED_MARK)
    }
    position = span.end
  }
  return parts.join('') + plain.slice(position)
}

function allowance(allowed: AllowedContacts): IsAllowed {
  const emails = new Set(allowed.emails.map(emailKey))
  const phones = allowed.phones.map(phoneKey).filter((digits) => digits.length >= SHORTEST_PHONE_DIGITS)
  const urls = new Set(allowed.urls.map((url) => urlKey(shadowOf(url).text)))
  const isEmail = (value: string): boolean => emails.has(emailKey(value))
  const isPhone = (value: string): boolean => {
    const digits = phoneKey(value)
    if (digits.length < SHORTEST_PHONE_DIGITS) return false
    return phones.some(
      (phone) =>
        phone.endsWith(digits) || (digits.endsWith(phone) && digits.length - phone.length <= LONGEST_COUNTRY_CODE),
    )
  }
  return ({ kind, value }) => {
    switch (kind) {
      case 'email':
        return isEmail(value)
      case 'phone':
        return isPhone(value)
      case 'url':
        if (/^mailto:/i.test(value)) return isEmail(value.slice('mailto:'.length))
        if (/^tel:/i.test(value)) return isPhone(value.slice('tel:'.length))
        return urls.has(urlKey(value))
    }
  }
}

/** A country's code has three digits at most, so nothing longer may stand before an allowed number. */
const LONGEST_COUNTRY_CODE = 3

/** Below this, digits are a year, a count or an extension. */
const SHORTEST_PHONE_DIGITS = 7

function emailKey(email: string): string {
  return shadowOf(email).text.replace(/\s/g, '').toLowerCase()
}

/** Digits without the zero or zeros a country leaves out abroad: +49 170 … and 0170 … are one number. */
function phoneKey(phone: string): string {
  return shadowOf(phone)
    .text.replace(/\(0\)|[^0-9]/g, '')
    .replace(/^0+/, '')
}

/** The same page however its address is written; another query, path or user is another page. */
function urlKey(url: string): string {
  const parsed = URL.parse(/^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(url) ? url : `https://${url}`)
  if (!parsed) return url
  const host = parsed.host.replace(/^www\./, '')
  const user = parsed.username || parsed.password ? `${parsed.username}:${parsed.password}@` : ''
  const protocol = parsed.protocol === 'http:' ? 'https:' : parsed.protocol
  return `${protocol}//${user}${host}${parsed.pathname.replace(/\/$/, '')}${parsed.search}${parsed.hash}`
}
