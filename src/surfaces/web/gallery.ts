import { type Context, Hono } from 'hono'
import type { Domain } from '../../kit/domain.ts'
import type { Page } from '../../kit/page.ts'
import type { Card } from '../../kit/ui/card.ts'
import { WORDINGS, type Wording, wordsByWording } from '../../kit/ui/example-words.ts'
import type { Form } from '../../kit/ui/form.ts'
import type { Playground } from './playground.ts'
import { renderDocument, SCRIPT, STYLES, themeOf } from './render-document.ts'
import { renderGallery } from './render-gallery.ts'

/** One example of a domain, made with the chosen words. */
export type Exhibit = {
  readonly domain: string
  readonly name: string
  readonly kind: string
} & (
  | { readonly shape: 'card'; readonly value: Card }
  | { readonly shape: 'form'; readonly value: Form }
  | { readonly shape: 'page'; readonly value: Page }
)

export interface GalleryView {
  readonly wording: Wording
  readonly query: string
}

/** Every card, form and link page of every domain, on every surface. */
export function galleryRoutes(playground: Pick<Playground, 'desk' | 'renderers'>): Hono {
  const routes = new Hono()
  routes.get('/', (c) => showGallery(playground, c))
  return routes
}

function showGallery(
  { desk, renderers }: Pick<Playground, 'desk' | 'renderers'>,
  c: Context,
): Response | Promise<Response> {
  const view: GalleryView = {
    wording: WORDINGS.find((wording) => wording === c.req.query('words')) ?? 'usual',
    query: c.req.query('q')?.trim() ?? '',
  }
  const all = exhibitsOf(desk.domains, view.wording)
  const found = all.filter((exhibit) => isFound(exhibit, view.query))
  const body = renderGallery({ view, found, total: all.length, renderers, now: desk.clock.now() })
  return c.html(
    renderDocument({
      title: 'Gallery · Introdesk',
      theme: themeOf(c),
      styles: [...STYLES, '/playground/assets/gallery.css'],
      script: SCRIPT,
      body,
    }),
  )
}

export function exhibitsOf(domains: readonly Domain[], wording: Wording): Exhibit[] {
  const words = wordsByWording[wording]
  return domains.flatMap(({ name: domain, contracts, examples, exampleCards }) => [
    ...Object.entries(examples).map(([key, example]) => {
      const contract = contracts[key]
      return exhibit({ domain, name: contract?.name ?? key, kind: contract?.kind ?? 'card' }, example(words))
    }),
    ...Object.entries(exampleCards).map(([name, example]) => exhibit({ domain, name, kind: 'answer' }, example(words))),
  ])
}

/** The three shapes differ in what only they have: a form its token, a page its choices. */
function exhibit(about: { domain: string; name: string; kind: string }, value: Card | Form | Page): Exhibit {
  if ('token' in value) return { ...about, shape: 'form', value }
  if ('choices' in value) return { ...about, shape: 'page', value }
  return { ...about, shape: 'card', value }
}

/** By name, and by the words on it; tokens and kinds are no words. */
function isFound({ domain, name, kind, value }: Exhibit, query: string): boolean {
  const words = JSON.stringify(value, (key, part) =>
    key === 'token' || key === 'kind' || key === 'style' ? undefined : part,
  )
  const text = `${domain} ${name} ${kind} ${words}`.toLocaleLowerCase()
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
