// Writes manifests/*.json from what can be said to the desk. `--check` exits 1 and names the files that are stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRegistry } from '../src/app/registry.ts'
import { domains } from '../src/domains/index.ts'
import { discordManifest } from '../src/surfaces/discord/manifest.ts'
import { openApiDocument } from '../src/surfaces/rest/openapi.ts'
import { slackManifest } from '../src/surfaces/slack/manifest.ts'

const FOLDER = join(import.meta.dirname, '..', 'manifests')

/** Each manifest by its file name, as text. */
export function manifests(): ReadonlyMap<string, string> {
  const registry = createRegistry(domains)
  const texts = {
    'slack.json': slackManifest(registry, { road: { kind: 'socket' } }),
    'discord.json': discordManifest(registry),
    'openapi.json': openApiDocument(registry),
  }
  return new Map(Object.entries(texts).map(([name, manifest]) => [name, `${JSON.stringify(manifest, null, 2)}\n`]))
}

/** The files that do not say what the registry says. */
export function staleManifests(): string[] {
  return [...manifests()].flatMap(([name, text]) => {
    const file = join(FOLDER, name)
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [name]
  })
}

function main(args: readonly string[]): number {
  const stale = staleManifests()
  if (args.includes('--check')) {
    for (const name of stale) console.log(`manifests/${name} is stale. Run "npm run manifests".`)
    return stale.length > 0 ? 1 : 0
  }
  for (const [name, text] of manifests()) {
    const file = join(FOLDER, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    console.log(`manifests/${name}${stale.includes(name) ? ' written' : ' is up to date'}`)
  }
  return 0
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2))
