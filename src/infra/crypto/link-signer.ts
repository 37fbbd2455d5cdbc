import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs the ids of links that no platform signs, as `<id>.<signature>`. */
export interface LinkSigner {
  sign(linkId: string): string
  /** The id that was signed, or null for a forged or mistyped token. */
  verify(token: string): string | null
}

export function linkSigner(secret: string): LinkSigner {
  const signatureOf = (linkId: string) =>
    createHmac('sha256', secret).update(`${PURPOSE}\n${linkId}`).digest().subarray(0, SIGNATURE_BYTES)
  return {
    sign: (linkId) => `${linkId}.${signatureOf(linkId).toString('base64url')}`,
    verify(token) {
      const [, linkId, signature] = TOKEN.exec(token) ?? []
      if (linkId === undefined || signature === undefined) return null
      return timingSafeEqual(Buffer.from(signature, 'base64url'), signatureOf(linkId)) ? linkId : null
    },
  }
}

// One secret may sign several kinds of thing; a signature of one kind is none of another.
const PURPOSE = 'introdesk link'
// 144 bits: beyond guessing, 24 characters without a remainder, so that each signature has one spelling.
const SIGNATURE_BYTES = 18
const TOKEN = /^([\w-]{1,64})\.([\w-]{24})$/
