import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createRegistry } from '../../src/app/registry.ts'
import { domains } from '../../src/domains/index.ts'
import type { AnyAction, AnyForm } from '../../src/kit/contracts.ts'
import { decodeToken, encodeToken, namedValues } from '../../src/kit/token.ts'
import { root } from './source-files.ts'

/**
 * Buttons live in chat histories for years, so every shape that was ever issued is kept in issued-tokens.txt: a token, and the
 * names of its values. Lines are added, never changed or removed.
 */
interface Issued {
  readonly kind: string
  readonly token: string
  readonly keys: string
}

const NO_KEYS = '-'

const issued: readonly Issued[] = readFileSync(join(root, 'tests/architecture/issued-tokens.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [kind = '', token = '', keys = NO_KEYS] = line.split(' ')
    return { kind, token, keys }
  })

const registry = createRegistry(domains)
const contracts = domains.flatMap(({ contracts }) =>
  Object.values(contracts).filter(
    (contract): contract is AnyAction | AnyForm => contract.kind === 'action' || contract.kind === 'form',
  ),
)

describe('tokens that were issued', () => {
  test.each(issued)('$kind $token still says something', ({ kind, token, keys }) => {
    const raw = decodeToken(token)
    if (!raw) throw new Error('It does not decode any more.')
    const contract = (kind === 'action' ? registry.action(raw.name) : registry.form(raw.name))?.contract
    if (!contract)
      throw new Error(`Nothing is called ${raw.name} any more. Keep a contract that answers its old buttons.`)
    if (raw.version === contract.version) {
      const today = keysOf(contract)
      // New values come after the old ones and may be missing; anything else needs a new version.
      expect(today.startsWith(keys), `${contract.name} had the values ${keys || 'none'} and has ${today} now`).toBe(
        true,
      )
      expect(contract.values.safeParse(namedValues(contract, raw.values)).error).toBeUndefined()
      return
    }
    expect(raw.version).toBeLessThan(contract.version)
    const upgraded = contract.kind === 'action' ? (contract.upgrade?.(raw.version, raw.values) ?? null) : null
    // Null is an answer too: the latest card instead.
    if (upgraded !== null) expect(contract.values.safeParse(upgraded).error).toBeUndefined()
  })

  test('every shape that is issued today is among them', () => {
    const known = new Set(issued.map(({ kind, token, keys }) => `${kind} ${token} ${keys}`))
    const missing = contracts.flatMap(linesOf).filter((line) => !known.has(line))
    expect(missing, 'Append these lines to tests/architecture/issued-tokens.txt').toEqual([])
  })
})

const keysOf = (contract: AnyAction | AnyForm) => Object.keys(contract.values.shape).join(',') || NO_KEYS

/** A line for the contract as it is today, and one for each value of its enumerations. */
function linesOf(contract: AnyAction | AnyForm): string[] {
  const samples = Object.entries(contract.values.shape).map(([key, schema]) => [key, samplesOf(schema)] as const)
  const first = Object.fromEntries(samples.map(([key, [value = '']]) => [key, value]))
  const variants = [
    first,
    ...samples.flatMap(([key, [, ...others]]) => others.map((value) => ({ ...first, [key]: value }))),
  ]
  return variants.map((values) => `${contract.kind} ${encodeToken(contract, values)} ${keysOf(contract)}`)
}

const SOME_ID = '019ff0c2-6a5b-7c3d-8e4f-112233445566'

function samplesOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return samplesOf(schema.unwrap())
  if (schema instanceof z.ZodEnum) return schema.options.map(String)
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String)
  const accepted = [SOME_ID, 'x', '1', '2', '10', '2026-12-01'].find(
    (text) => schema instanceof z.ZodType && schema.safeParse(text).success,
  )
  return [accepted ?? SOME_ID]
}
