import { hkdfSync } from 'node:crypto'
import type { Seal } from '../../kit/seal.ts'
import { sealer } from './sealer.ts'

/** Seals with these keys, written as in ENCRYPTION_KEYS. What `about` names tells one row's secret from another's. */
export function sealWith(keys: string): Seal {
  const sealed = sealer(keys)
  const context = (about: string) => ({ workspaceId: '', kind: about, version: 1 })
  return {
    seal: (secret, about) => sealed.seal(secret, context(about)),
    open: (text, about) => sealed.open(text, context(about)),
    renewed: (text, about) => sealed.rotate(text, context(about)),
    keyOf: sealed.keyOf,
    keys: sealed.keys,
  }
}

/** The id of the key that is kept beside the embedded database. */
export const KEPT_KEY = 'kept'

/** A secret that is kept beside the embedded database, as a key after the ones that are given. */
export function keysWithKept(given: string | undefined, secret: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'introdesk seal', 32)).toString('base64')
  return [...(given ? [given] : []), `${KEPT_KEY}:${key}`].join(',')
}
