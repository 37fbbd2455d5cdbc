import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { Hono } from 'hono'

interface Asset {
  readonly type: string
  readonly body: string
  readonly etag: string
}

/** By name; null for a name that is no asset of ours. */
export type Assets = (name: string) => Asset | null

const STYLES = ['base.css', 'town.css', 'gallery.css', 'skins.css'] as const
const MODULES = ['main.ts', 'live.ts', 'dialogs.ts', 'combobox.ts', 'submit.ts'] as const

/**
 * Everything that the pages load: the styles, our own modules without their types, and the one library. Each is made when it
 * is first asked for, because taking types away loads a compiler, and a desk without a playground never needs it.
 */
export function loadAssets(): Assets {
  const makers = new Map<string, () => Asset>([
    ...STYLES.map((name): [string, () => Asset] => [name, () => asset('text/css', read(`style/${name}`))]),
    ...MODULES.map((name): [string, () => Asset] => [
      name,
      () => asset('text/javascript', moduleFor(read(`client/${name}`))),
    ]),
    ['idiomorph.js', () => asset('text/javascript', idiomorph())],
    ['icon.svg', () => asset('image/svg+xml', read('style/icon.svg'))],
  ])
  const made = new Map<string, Asset>()
  return (name) => {
    const known = made.get(name) ?? makers.get(name)?.() ?? null
    if (known) made.set(name, known)
    return known
  }
}

export function assetRoutes(assets: Assets): Hono {
  const routes = new Hono()
  routes.get('/:name', (c) => {
    const found = assets(c.req.param('name'))
    if (!found) return c.notFound()
    c.header('ETag', found.etag)
    // The browser asks each time whether the file is still the same; on one machine that costs less than a stale page.
    c.header('Cache-Control', 'no-cache')
    if (c.req.header('if-none-match')?.includes(found.etag)) return c.body(null, 304)
    return c.body(found.body, 200, { 'Content-Type': `${found.type}; charset=utf-8` })
  })
  return routes
}

function asset(type: string, body: string): Asset {
  return { type, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** A browser resolves no package names, so the library's name becomes its address; comments are for readers of the source. */
function moduleFor(source: string): string {
  return stripTypeScriptTypes(source)
    .replaceAll("'idiomorph'", "'./idiomorph.js'")
    .replaceAll(/^\s*(\/\*\*[\s\S]*?\*\/|\/\/.*)\n/gm, '')
}

/** The library's smallest build defines a global; one more line makes a module of it. */
function idiomorph(): string {
  const file = createRequire(import.meta.url).resolve('idiomorph/dist/idiomorph.min.js')
  return `${readFileSync(file, 'utf8')}\nexport { Idiomorph }\n`
}
