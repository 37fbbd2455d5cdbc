import { createHmac } from 'node:crypto'

/**
 * A fingerprint by which a value is recognised but cannot be read back or guessed without the secret: an address that
 * must never be contacted again is remembered this way. Spelling is the caller's business.
 */
export function keyedHash(secret: string, value: string): string {
  return createHmac('sha256', secret).update(`introdesk fingerprint\n${value}`).digest('base64url')
}
