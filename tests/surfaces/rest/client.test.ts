import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../../architecture/source-files.ts'
import { anyTestDatabase } from '../../helpers/database.ts'
import { openTown, type Town } from '../../helpers/town.ts'
import { type Api, memberNamed, openApi } from './api.ts'

/** What somebody finds who knows the desk by its document alone. */
describe('openapi.json', () => {
  let town: Town
  let api: Api
  let folder: string

  beforeEach(async () => {
    town = await openTown(anyTestDatabase().open)
    api = await openApi(town)
    // Inside the project, so that the generated client finds the package that it runs on.
    await mkdir(join(root, 'tests/.artifacts'), { recursive: true })
    folder = await mkdtemp(join(root, 'tests/.artifacts/client-'))
  })

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
    await town.settles()
    await api.close()
    town.log.assertNoErrors()
    await town.close()
  })

  const fetched = async () => (await fetch(`${api.url}/openapi.json`)).json()

  test('is a valid document of OpenAPI 3.1', async () => {
    const validator = new Validator()
    const validated = await validator.validate(await fetched())
    expect(validated).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  test('becomes a client that compiles and works', async () => {
    const document = join(folder, 'openapi.json')
    await writeFile(document, JSON.stringify(await fetched()))
    await run(['node_modules/oazapfts/dist/cli.js', document, join(folder, 'client.ts')])
    const program = await readFile(join(root, 'tests/surfaces/rest/programs/buy-a-house.ts'), 'utf8')
    await writeFile(join(folder, 'program.ts'), program.replace(/^\/\/ @ts-nocheck.*\n/, ''))
    const compilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: false, module: 'nodenext', target: 'es2024', noEmit: true },
      ...{ lib: ['es2024', 'dom'], types: ['node'], allowImportingTsExtensions: true, verbatimModuleSyntax: false },
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['program.ts'] }))
    await run(['node_modules/typescript/bin/tsc', '-p', folder])

    const { key } = await api.client({ kind: 'admin' })
    const environment = { INTRODESK_URL: api.url, INTRODESK_KEY: key, MEMBER: await memberNamed(town, 'Maria') }
    expect(JSON.parse(await run([join(folder, 'program.ts')], environment))).toEqual({
      ...{ partner: 'Bell & Rowe', isSame: true, listed: [{ isIt: true, isSaid: true }], stale: 'stale' },
      covered: 'Available',
    })
  })

  test('and its pages need no script and nothing from elsewhere', async () => {
    const response = await fetch(`${api.url}/docs`)
    const page = await response.text()
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page).not.toMatch(/<script|\bon[a-z]+=|<(?:link|img|iframe)\b|(?:src|href)="(?:https?:)?\/\//i)
    for (const text of ['Request a partner for a group', 'Idempotency-Key', 'id="schema-Referral"']) {
      expect(page).toContain(text)
    }
  })
})

/** Runs a program of the project's own Node.js to its end; gives what it printed. */
async function run(argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const child = spawn(process.execPath, argv, { cwd: root, env: { PATH: process.env.PATH, ...environment } })
  let printed = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}:\n${printed}\n${complaints}`)
  return printed
}
