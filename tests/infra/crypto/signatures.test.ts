import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { keptSecret } from '../../../src/infra/crypto/kept-secret.ts'
import { keyedHash } from '../../../src/infra/crypto/keyed-hash.ts'
import { linkSigner } from '../../../src/infra/crypto/link-signer.ts'

const id = '0192f0c8-7a11-7c3e-b7f2-0242ac120002'
const secret = 'a'.repeat(40)

describe('link signer', () => {
  it('finds the id again', () => {
    const { sign, verify } = linkSigner(secret)
    expect(verify(sign(id))).toBe(id)
    expect(sign(id)).toMatch(/^[\w-]+\.[\w-]{24}$/)
  })

  it('takes no token with any character changed, added or left out, and none of another secret', () => {
    const { sign, verify } = linkSigner(secret)
    const token = sign(id)
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === 'A' ? 'B' : 'A'
      expect(verify(token.slice(0, at) + other + token.slice(at + 1))).toBeNull()
      expect(verify(token.slice(0, at) + token.slice(at + 1))).toBeNull()
    }
    for (const forged of [
      '',
      id,
      `${id}.`,
      `${token}A`,
      `${token}=`,
      `${token}\n`,
      ` ${token}`,
      `${id}.${'é'.repeat(24)}`,
    ]) {
      expect(verify(forged)).toBeNull()
    }
    expect(linkSigner('b'.repeat(40)).verify(token)).toBeNull()
  })
})

describe('keyed hash', () => {
  it('is the same for the same value and secret alone', () => {
    const hash = keyedHash(secret, 'femi@example.org')
    expect(keyedHash(secret, 'femi@example.org')).toBe(hash)
    expect(keyedHash(secret, 'maria@example.org')).not.toBe(hash)
    expect(keyedHash('b'.repeat(40), 'femi@example.org')).not.toBe(hash)
    expect(hash).not.toContain('femi')
  })

  it('never equals a link’s signature, although the secret is the same', () => {
    expect(linkSigner(secret).sign(id)).not.toContain(keyedHash(secret, id).slice(0, 20))
  })
})

describe('kept secret', () => {
  const folders: string[] = []
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
  })
  const newPath = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'introdesk-secret-'))
    folders.push(folder)
    return join(folder, 'inner', 'link-secret')
  }

  it('is made once, long, and readable by its owner alone', async () => {
    const path = await newPath()
    const first = await Promise.all([keptSecret(path), keptSecret(path)])
    expect(new Set([...first, await keptSecret(path)]).size).toBe(1)
    expect(first[0]?.length).toBeGreaterThanOrEqual(64)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('is never replaced silently', async () => {
    const path = await newPath()
    await keptSecret(path)
    await writeFile(path, 'short')
    await expect(keptSecret(path)).rejects.toThrow('no usable secret')
    expect(await readFile(path, 'utf8')).toBe('short')
  })
})
