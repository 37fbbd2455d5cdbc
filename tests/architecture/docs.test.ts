import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './source-files.ts'

const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
/** A place in the house as a page writes it: `src/app/deliver.ts`, `tests/scenarios`, `prisma/schema`. */
const PLACE = /^(src|tests|docs|prisma|bench|scripts|bin|manifests|kit|app|domains|surfaces|infra)\/[\w./-]+$/
/** Pages shorten what lies in `src`. */
const bases = ['', 'src']

describe('docs name nothing that is not there', () => {
  test.each(pages)('%s', (page) => {
    const text = readFileSync(join(root, page), 'utf8')
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, to = '']) => ({
      said: to,
      isThere: existsSync(join(root, dirname(page), to)),
    }))
    const places = [...text.matchAll(/`([^`\n]+)`/g)]
      .map(([, said = '']) => said)
      .filter((said) => PLACE.test(said))
      .map((said) => ({ said, isThere: bases.some((base) => existsSync(join(root, base, said))) }))
    expect([...links, ...places].filter(({ isThere }) => !isThere).map(({ said }) => said)).toEqual([])
  })
})
