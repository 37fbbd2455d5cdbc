import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** To whom and what a sealed value belongs. It is authenticated with it: a value moved to another row does not open. */
export interface SealContext {
  readonly workspaceId: string
  /** What the value is, such as "slack installation". */
  readonly kind: string
  /** The format of what is inside. */
  readonly version: number
}

/** Encrypts what is stored and must not be read from a copy of the database, such as platform tokens. */
export interface Sealer {
  seal(text: string, context: SealContext): string
  /** Throws SealError when no key opens it: wrong or missing key, changed bytes, or another row's value. */
  open(sealed: string, context: SealContext): string
  /** The same value under today's first key, or null when it is already; for a rotation while the desk runs. */
  rotate(sealed: string, context: SealContext): string | null
  /** The id of the key that this was sealed with. Throws SealError where it is no sealed value. */
  keyOf(sealed: string): string
  /** The ids of all keys; the first one seals. */
  readonly keys: readonly string[]
}

export class SealError extends Error {
  override readonly name = 'SealError'
}

/**
 * `keys` is ENCRYPTION_KEYS: `id:base64key[,id:base64key]`, 32 bytes each. The first encrypts, all decrypt, so a new key is
 * put in front, values are rotated, and then the old one is removed.
 */
export function sealer(keys: string): Sealer {
  const keyById = parseKeys(keys)
  const [currentId, currentKey] = [...keyById][0] ?? []
  if (currentId === undefined || currentKey === undefined) throw new SealError(BAD_KEYS)

  const seal = (text: string, context: SealContext): string => {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, currentKey, nonce, { authTagLength: TAG_BYTES })
    cipher.setAAD(contextBytes(context))
    const bytes = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${FORMAT}.${currentId}.${bytes.toString('base64url')}`
  }
  const open = (sealed: string, context: SealContext): string => {
    const { keyId, bytes } = parseSealed(sealed)
    const key = keyById.get(keyId)
    if (!key) {
      throw new SealError(
        `A stored value needs the key "${keyId}", which ENCRYPTION_KEYS does not name. Add it at the end.`,
      )
    }
    return decrypted(bytes, key, context)
  }
  return {
    seal,
    open,
    rotate: (sealed, context) =>
      parseSealed(sealed).keyId === currentId ? null : seal(open(sealed, context), context),
    keyOf: (sealed) => parseSealed(sealed).keyId,
    keys: [...keyById.keys()],
  }
}

const CIPHER = 'aes-256-gcm'
const FORMAT = 's1'
const KEY_BYTES = 32
// 96 random bits, as NIST SP 800-38D wants them: safe for some billion values under one key.
const NONCE_BYTES = 12
const TAG_BYTES = 16
const BAD_KEYS =
  'ENCRYPTION_KEYS is not id:base64key[,id:base64key] with keys of 32 bytes. Make one: openssl rand -base64 32'

function parseKeys(text: string): Map<string, Buffer> {
  const pairs = text.split(',').map((part): [string, Buffer] => {
    const [, id = '', encoded = ''] = /^\s*([\w-]+):([A-Za-z0-9+/=_-]+)\s*$/.exec(part) ?? []
    const key = Buffer.from(encoded, 'base64')
    if (!id || key.length !== KEY_BYTES) throw new SealError(BAD_KEYS)
    return [id, key]
  })
  const keyById = new Map(pairs)
  if (keyById.size !== pairs.length)
    throw new SealError('ENCRYPTION_KEYS names one id twice. Give each key its own id.')
  return keyById
}

function parseSealed(sealed: string): { keyId: string; bytes: Buffer } {
  const [format, keyId, encoded, ...rest] = sealed.split('.')
  const bytes = Buffer.from(encoded ?? '', 'base64url')
  if (format !== FORMAT || !keyId || rest.length > 0 || bytes.length < NONCE_BYTES + TAG_BYTES) {
    throw new SealError('A stored value is not one that this desk sealed.')
  }
  return { keyId, bytes }
}

function decrypted(bytes: Buffer, key: Buffer, context: SealContext): string {
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(contextBytes(context))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new SealError(
      `A stored ${context.kind} does not open: it was changed, moved from another row, or its key is not the one it had.`,
      { cause: error },
    )
  }
}

/** As JSON, so that no two contexts read the same. */
function contextBytes({ workspaceId, kind, version }: SealContext): Buffer {
  return Buffer.from(JSON.stringify([FORMAT, workspaceId, kind, version]))
}
