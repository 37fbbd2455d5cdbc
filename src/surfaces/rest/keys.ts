import { createHash, randomBytes } from 'node:crypto'

/** API keys: 256 random bits behind a prefix by which they are recognised, in a log as in a leak. Only the hash is stored. */

/** 32 bytes in base64url. */
const KEY = /^idk_[A-Za-z0-9_-]{43}$/
const SHOWN_CHARS = 10

export interface NewKey {
  /** Shown once, and never again. */
  readonly key: string
  readonly hash: string
  /** Enough to tell keys apart, too little to guess one. */
  readonly prefix: string
}

export function newKey(): NewKey {
  const key = `idk_${randomBytes(32).toString('base64url')}`
  return { key, hash: hashOfKey(key), prefix: key.slice(0, SHOWN_CHARS) }
}

/** A fast hash is enough, and right: what is hashed is random, so there is nothing to guess. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex')

/** The key of an `Authorization` header, or null for anything that cannot be one. */
export function keyIn(authorization: string | undefined): string | null {
  const [, key = ''] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? []
  return KEY.test(key) ? key : null
}
