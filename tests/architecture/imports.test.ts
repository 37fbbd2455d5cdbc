import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, sourceFiles } from './source-files.ts'

/** Who may import whom (docs/decisions/0001-kernel.md). A path is relative to src; a package is its bare name. */
interface Import {
  readonly from: string
  readonly to: string
}

const packagesByFolder: Readonly<Record<string, readonly string[]>> = {
  kit: ['zod'],
  app: ['zod', 'fastest-levenshtein'],
  domains: ['zod', 'fastest-levenshtein'],
  surfaces: ['zod'],
  'domains/people/import': ['csv-parse', 'csv-stringify', 'ical.js'],
  'surfaces/slack': [
    '@slack/bolt',
    '@slack/web-api',
    '@slack/socket-mode',
    '@slack/types',
    '@slack/oauth',
    '@slack/logger',
  ],
  'surfaces/discord': ['discord.js', '@discordjs/ws'],
  'surfaces/web': ['hono', '@hono/node-server', 'idiomorph'],
  'surfaces/rest': ['hono', '@hono/node-server', '@hono/zod-openapi'],
  'surfaces/mail': ['nodemailer'],
}

const imports = sourceFiles('src').flatMap(importsOf)

describe('imports', () => {
  test('kit imports zod and kit alone', () => {
    expect(
      imports.filter(
        ({ from, to }) => from.startsWith('kit/') && !to.startsWith('kit/') && to !== 'zod' && !isBuiltin(to),
      ),
    ).toEqual([])
  })

  test('a domain imports kit, itself, and the api and events of others', () => {
    const wrong = imports.filter(({ from, to }) => {
      const domain = /^domains\/(\w+)\//.exec(from)?.[1]
      if (!domain || isAllowedPackage(from, to)) return false
      if (to.startsWith('kit/') || to.startsWith(`domains/${domain}/`)) return false
      if (to === 'infra/db/handle.ts' || to.startsWith('infra/db/generated/')) return !isStore(from)
      return !/^domains\/\w+\/(api|events)\.ts$/.test(to)
    })
    expect(wrong).toEqual([])
  })

  test('app imports kit and app; its stores the database', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (!from.startsWith('app/') || isAllowedPackage(from, to)) return false
      if (to === 'infra/db/handle.ts') return !isStore(from)
      return !to.startsWith('kit/') && !to.startsWith('app/')
    })
    expect(wrong).toEqual([])
  })

  test('a surface imports kit, app, itself and its own SDK, never a domain or another surface', () => {
    const wrong = imports.filter(({ from, to }) => {
      const surface = /^surfaces\/(\w+)\//.exec(from)?.[1]
      if (!surface || isAllowedPackage(from, to)) return false
      if (to === 'infra/db/handle.ts' || to.startsWith('infra/db/generated/')) return !isStore(from)
      return !to.startsWith('kit/') && !to.startsWith('app/') && !to.startsWith(`surfaces/${surface}/`)
    })
    expect(wrong).toEqual([])
  })

  test('infra imports kit, infra of its own folder, and packages', () => {
    const wrong = imports.filter(({ from, to }) => {
      const folder = /^infra\/(\w+)\//.exec(from)?.[1]
      if (!folder || !isOwnFile(to)) return false
      return !to.startsWith('kit/') && !to.startsWith(`infra/${folder}/`) && !to.startsWith('infra/db/')
    })
    expect(wrong).toEqual([])
  })

  test('an SDK is imported in one place', () => {
    const homes: Readonly<Record<string, string>> = {
      '@slack/': 'surfaces/slack/',
      'discord.js': 'surfaces/discord/',
      openai: 'infra/llm/',
      'pg-boss': 'infra/jobs/',
      'node-cron': 'infra/cron/',
      nodemailer: 'surfaces/mail/',
      pino: 'infra/log/',
      '@prisma/': 'infra/db/',
    }
    const wrong = imports.filter(({ from, to }) =>
      Object.entries(homes).some(
        ([name, home]) => (name.endsWith('/') ? to.startsWith(name) : to === name) && !from.startsWith(home),
      ),
    )
    expect(wrong).toEqual([])
  })

  test('only a domain’s own folder has an index, and nothing is called utils or helpers', () => {
    const files = sourceFiles('src')
    expect(files.filter((file) => /(utils?|helpers?)(\.|\/)/.test(file))).toEqual([])
    expect(
      files.filter((file) => /(^|\/)index\.ts$/.test(file) && !/^src\/domains\/(\w+\/)?index\.ts$/.test(file)),
    ).toEqual([])
  })
})

function importsOf(file: string): Import[] {
  const code = readFileSync(join(root, file), 'utf8')
  const from = relative(join(root, 'src'), join(root, file))
  const specifiers = [
    ...code.matchAll(/^(?:import|export)\b[^'";]*?\bfrom\s+'([^']+)'/gm),
    ...code.matchAll(/^import\s+'([^']+)'/gm),
    ...code.matchAll(/\bimport\('([^']+)'\)/g),
  ]
  return specifiers.map(([, specifier = '']) => ({
    from,
    to: specifier.startsWith('.')
      ? relative(join(root, 'src'), join(root, dirname(file), specifier))
      : packageName(specifier),
  }))
}

function packageName(specifier: string): string {
  if (isBuiltin(specifier)) return specifier
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}

function isAllowedPackage(from: string, to: string): boolean {
  if (isBuiltin(to)) return true
  return Object.entries(packagesByFolder).some(
    ([folder, packages]) => from.startsWith(`${folder}/`) && packages.includes(to),
  )
}

function isBuiltin(name: string): boolean {
  return name.startsWith('node:') || builtinModules.includes(name)
}

const isStore = (file: string) => /(^|[/-])store\.ts$/.test(file) || /\/store\//.test(file)
const isOwnFile = (to: string) => /\.(ts|mjs|js)$/.test(to) && to.includes('/')
