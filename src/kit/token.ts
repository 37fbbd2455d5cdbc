import type { z } from 'zod'
import type { ActionContract, FormContract } from './contracts.ts'
import { LIMITS } from './ui/limits.ts'

type Tokened = Pick<ActionContract, 'name' | 'version' | 'values'> | Pick<FormContract, 'name' | 'version' | 'values'>

/** A token taken apart, before the contract's schema has seen its values. */
export interface RawToken {
  readonly name: string
  readonly version: number
  readonly values: readonly string[]
}

/**
 * `<domain>.<action>:<version>:<values>`, the values in the order of the contract's schema, UUIDs shortened to 22 characters.
 * It fits Discord's 100 characters. A token is a hint of what to do, never a proof that one may.
 */
export function encodeToken(contract: Tokened, values: z.input<Tokened['values']>): string {
  const given = values as Readonly<Record<string, string | number | undefined>>
  const encoded = Object.keys(contract.values.shape).map((key) => encodeValue(given[key]))
  const token = [contract.name, String(contract.version), encoded.join(',')].join(':')
  if (token.length > LIMITS.token) {
    throw new Error(
      `The token of ${contract.name} has ${token.length} characters; ${LIMITS.token} fit. Put large values in a UiState row.`,
    )
  }
  return token
}

/** The parts of a token, or null when it is none of ours. */
export function decodeToken(token: string): RawToken | null {
  const match = /^([a-z_]+\.[a-z_]+):(\d{1,4}):([^:]*)$/.exec(token)
  if (!match) return null
  const [, name = '', version = '', list = ''] = match
  const values = list === '' ? [] : list.split(',').map(decodeValue)
  return values.every((value) => value !== null) ? { name, version: Number(version), values } : null
}

/** The values under their names, ready for the contract's schema. Empty places are left out. */
export function namedValues(contract: Tokened, values: readonly string[]): Record<string, string> {
  const keys = Object.keys(contract.values.shape)
  return Object.fromEntries(keys.flatMap((key, index) => (values[index] ? [[key, values[index]]] : [])))
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function encodeValue(value: string | number | undefined): string {
  if (value === undefined) return ''
  const text = String(value)
  if (UUID.test(text)) return `~${Buffer.from(text.replaceAll('-', ''), 'hex').toString('base64url')}`
  return encodeURIComponent(text).replaceAll('~', '%7E')
}

function decodeValue(text: string): string | null {
  if (text.startsWith('~')) {
    const hex = Buffer.from(text.slice(1), 'base64url').toString('hex')
    return hex.length === 32 ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null
  }
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
