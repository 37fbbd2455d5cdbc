import { err, ok, type Result } from '../../../kit/result.ts'
import { MAX_FILE_BYTES } from './limits.ts'
import type { FileRefusal, ImportWarning } from './model.ts'

export type DecodedFile = { readonly text: string; readonly warnings: readonly ImportWarning[] }

type NotText = Extract<FileRefusal, { kind: 'not-text' }>

/** How much of a file is looked at to tell text from binary. */
const SAMPLE_BYTES = 64 * 1024
/** Text has almost no control characters; compressed or compiled data has one in ten. */
const MAX_CONTROL_SHARE = 0.02

const SIGNATURES: readonly (readonly [NotText['looksLike'], readonly number[]])[] = [
  ['spreadsheet-or-zip', [0x50, 0x4b, 0x03, 0x04]],
  ['old-spreadsheet', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['binary', [0x1f, 0x8b]],
]

/**
 * The text of an export: UTF-8 or UTF-16 with or without a byte-order mark, else Windows-1252.
 * Line ends come out as `\n`. Refuses empty, too large and binary files.
 */
export function decodeFile(bytes: Uint8Array): Result<DecodedFile, FileRefusal> {
  if (bytes.length > MAX_FILE_BYTES) return err({ kind: 'too-large', bytes: bytes.length, maxBytes: MAX_FILE_BYTES })
  const signature = SIGNATURES.find(([, start]) => start.every((byte, index) => bytes[index] === byte))
  if (signature !== undefined) return err({ kind: 'not-text', looksLike: signature[0] })
  const decoded = decodeBytes(bytes)
  if (isBinary(decoded.text)) return err({ kind: 'not-text', looksLike: 'binary' })
  const warnings = [...decoded.warnings]
  let text = decoded.text
  if (text.includes('\0')) {
    warnings.push({ kind: 'nul-removed', detail: 'the file contains NUL bytes' })
    text = text.replaceAll('\0', '')
  }
  text = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  return text.trim() === '' ? err({ kind: 'empty' }) : ok({ text, warnings })
}

/** Bytes in a charset that a vCard names; unknown or untrue names fall back to UTF-8, then Windows-1252. */
export function decodeCharset(bytes: Uint8Array, charset: string | undefined): string {
  for (const label of [charset, 'utf-8']) {
    if (label === undefined) continue
    const decoder = decoderOf(label)
    const text = decoder && decodedOrNull(decoder, bytes)
    if (typeof text === 'string') return text
  }
  return new TextDecoder('windows-1252').decode(bytes)
}

function decodeBytes(bytes: Uint8Array): DecodedFile {
  const utf16 = utf16Label(bytes)
  if (utf16 !== undefined) return { text: new TextDecoder(utf16).decode(bytes), warnings: [] }
  const strict = decodedOrNull(new TextDecoder('utf-8', { fatal: true }), bytes)
  if (strict !== null) return { text: strict, warnings: [] }
  const relaxed = new TextDecoder('utf-8').decode(bytes)
  const broken = count(relaxed, /\ufffd/g)
  // A Windows-1252 file read as UTF-8 breaks at nearly every accent; a UTF-8 file with a few bad bytes does not.
  if (count(relaxed, /[\u0080-\ufffc]/g) > broken) {
    return { text: relaxed, warnings: [{ kind: 'bad-bytes', detail: `${broken} unreadable characters` }] }
  }
  const text = new TextDecoder('windows-1252').decode(bytes)
  return { text, warnings: [{ kind: 'encoding-guessed', detail: 'Windows-1252' }] }
}

/** By its mark; without one, by the NUL in every other byte that Western text has in UTF-16. */
function utf16Label(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 4096)
  const nuls: [number, number] = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) nuls[index % 2 === 0 ? 0 : 1]++
  })
  const many = sample.length / 2 / 2
  const few = sample.length / 2 / 20
  if (nuls[1] > many && nuls[0] <= few) return 'utf-16le'
  if (nuls[0] > many && nuls[1] <= few) return 'utf-16be'
  return undefined
}

function isBinary(text: string): boolean {
  const sample = text.slice(0, SAMPLE_BYTES)
  return count(sample, /(?![\n\r\t\f\0])\p{Cc}/gu) > Math.max(2, sample.length * MAX_CONTROL_SHARE) || mostlyNul(sample)
}

function mostlyNul(sample: string): boolean {
  return count(sample, /\p{Cc}/gu) > 8 && count(sample, /(?![\n\r\t])\p{Cc}/gu) > sample.length / 4
}

/** The package throws on bytes that are not in the charset; that is the answer asked for here. */
function decodedOrNull(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

function decoderOf(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label, { fatal: true })
  } catch {
    return null
  }
}

function count(text: string, pattern: RegExp): number {
  let found = 0
  for (const _ of text.matchAll(pattern)) found++
  return found
}
