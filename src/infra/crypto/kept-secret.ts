import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * The secret in the file at `path`, made on first use and readable by its owner alone. For the embedded database, whose
 * folder is kept as a whole; several machines need a secret that is given to each of them.
 */
export async function keptSecret(path: string): Promise<string> {
  const secret = (await contentOf(path)) ?? (await make(path))
  if (secret.length >= MIN_LENGTH) return secret
  throw new Error(
    `${path} holds no usable secret: ${secret.length} characters, at least ${MIN_LENGTH} are needed. ` +
      'Restore it from a backup, or delete it to have a new one made; links that were sent before then stop working.',
  )
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Written aside and then given its name, so that nobody ever finds half a secret; the first of two rivals wins. */
async function make(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, randomBytes(SECRET_BYTES).toString('base64url'), { mode: 0o600 })
    await link(draft, path).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error
    })
  } finally {
    await rm(draft, { force: true })
  }
  return (await readFile(path, 'utf8')).trim()
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

const SECRET_BYTES = 48
const MIN_LENGTH = 32
