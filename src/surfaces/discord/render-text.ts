import type { Reader } from '../../kit/surface.ts'
import { clipText } from '../../kit/ui/limits.ts'
import { cleanText, type Inline, type Text, type TimeStyle } from '../../kit/ui/text.ts'

/** Sentences as Discord's markdown, in which nothing that a person typed comes alive. */
export function textToMarkdown(text: Text, reader: Reader): string {
  return escapeLineStarts(text.parts.map((part) => inlineToMarkdown(part, reader)).join(''))
}

/** Escaping makes text longer, so the sentence is clipped until its printed form fits. */
export function markdownWithin(text: Text, reader: Reader, limit: number): string {
  let room = limit
  while (room > 1) {
    const printed = textToMarkdown(clipText(text, room), reader)
    if (printed.length <= limit) return printed
    room = Math.min(room - 1, Math.floor((room * limit) / printed.length))
  }
  return '…'
}

/** Plain words as markdown on one line, such as a title. */
export function lineToMarkdown(words: string, limit: number): string {
  const text: Text = { kind: 'sentence', parts: [{ kind: 'plain', text: onOneLine(words) }] }
  return markdownWithin(text, NOBODY, limit)
}

/** For labels and options, where Discord reads no markdown: the words on one line. */
export function onOneLine(words: string): string {
  return cleanText(words).replace(/\s+/g, ' ').trim()
}

/** For the inside of a code block, where a backslash is shown and only a backtick could get out. */
export function toCode(words: string): string {
  return breakMassMentions(onOneLine(words).replaceAll('`', 'ˋ'))
}

/** Prefixes every line: `> ` quotes, `-# ` is small print. */
export function prefixLines(markdown: string, prefix: string): string {
  return markdown
    .split('\n')
    .map((line) => `${prefix}${line}`)
    .join('\n')
}

const NOBODY: Reader = { timeZone: 'UTC', locale: 'en', mentions: new Map() }

/** Discord prints these in the reader's own zone and language. */
const TIME_STYLE: Readonly<Record<TimeStyle, string>> = { date: 'D', time: 't', moment: 'f', relative: 'R' }

function inlineToMarkdown(part: Inline, reader: Reader): string {
  switch (part.kind) {
    case 'plain':
      return escapeMarkdown(part.text)
    case 'bold':
      return bold(part.text)
    case 'code': {
      const words = toCode(part.text)
      return words ? `\`${words}\`` : ''
    }
    case 'link':
      return linkToMarkdown(part.href, part.label || part.href)
    case 'person': {
      const account = reader.mentions.get(part.memberId)
      return account && /^\d{17,20}$/.test(account) ? `<@${account}>` : bold(part.name)
    }
    case 'time':
      return `<t:${Math.floor(new Date(part.at).getTime() / 1000)}:${TIME_STYLE[part.style]}>`
    case 'break':
      return '\n'
  }
}

function bold(text: string): string {
  const words = escapeMarkdown(text).trim()
  return words ? `**${words.replace(/\s*\n\s*/g, ' ')}**` : text
}

/** The angle brackets keep Discord from adding a preview. A label that is an address itself would not be hidden behind another. */
function linkToMarkdown(href: string, label: string): string {
  const words = escapeMarkdown(onOneLine(label))
  if (!/^https?:\/\//.test(href)) return label === href ? words : `${words} (${escapeMarkdown(href)})`
  const address = href.replace(/[<>()[\]\\\s`*_~|]/g, percentEncoded)
  return label === href || /:\/\//.test(label) ? `<${address}>` : `[${words}](<${address}>)`
}

const percentEncoded = (character: string) =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')

/**
 * A backslash before everything that formats, and inside what Discord would turn into a link, a mention, a time or an emoji.
 * `escapeMarkdown` of discord.js leaves masked links, mentions, quotes and addresses as they are, so it is not used.
 */
export function escapeMarkdown(text: string): string {
  const escaped = cleanText(text)
    .replace(/[\\*_`~|<>[\]]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/@(?=[!&\d])|#(?=\d)/g, '\\$&')
  return breakMassMentions(escaped)
}

/** The server looks for these words wherever they stand; a backslash would not stop it, an invisible space does. */
const breakMassMentions = (text: string) => text.replace(/@(?=everyone|here)/gi, '@\u200B')

/** Headings, small print and lists begin with their mark; a quote's `>` is escaped wherever it stands. */
function escapeLineStarts(markdown: string): string {
  return markdown
    .replace(/^(\s*)(#{1,3}(?=\s)|-(?=#|\s)|\+(?=\s))/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2')
}
