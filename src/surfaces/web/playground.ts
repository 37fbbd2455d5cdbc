import { type Context, Hono } from 'hono'
import { compress } from 'hono/compress'
import { setCookie } from 'hono/cookie'
import type { Log } from '../../kit/log.ts'
import { type Assets, assetRoutes } from './assets.ts'
import { complete, search } from './complete.ts'
import type { Post } from './deliver.ts'
import type { Desk, OtherRenderers } from './desk.ts'
import { galleryRoutes } from './gallery.ts'
import { atMost, onlyFromOurPages, onlyFromThisMachine, playgroundHeaders } from './guard.ts'
import { html } from './html.ts'
import { WEB_LIMITS } from './limits.ts'
import { liveRoute, renderRegions, seenTag } from './live.ts'
import { type Lookout, lookAround } from './look-around.ts'
import { type Outcome, sayingRoutes, typistFor } from './receive.ts'
import { renderDocument, SCRIPT, STYLES, themeOf } from './render-document.ts'
import { renderSheet } from './render-sheet.ts'
import { type Opening, renderFrame } from './render-town.ts'
import { readPost } from './said-by-browser.ts'
import { bringing, EMPTY_VIEW, viewFromQuery, viewToAddress } from './view.ts'

/** Everything that the routes of the playground share. */
export interface Playground extends Lookout {
  readonly desk: Desk
  readonly post: Post
  readonly log: Log
  readonly renderers: OtherRenderers
  readonly opening: Opening
  readonly assets: Assets
  /** Calls back whenever something that a page shows may have changed. */
  readonly onChange: (listener: () => void) => () => void
  /** Aborted when the desk closes. */
  readonly closing: AbortSignal
  readonly show: (c: Context, outcome: Outcome) => Promise<Response>
}

export type PlaygroundParts = Omit<Playground, 'show'>

export function playgroundRoutes(parts: PlaygroundParts, isPublic: boolean): Hono {
  const playground: Playground = { ...parts, show: (c, outcome) => showOutcome(parts, c, outcome) }
  const routes = new Hono()
  if (!isPublic) routes.use(onlyFromThisMachine)
  routes.use(playgroundHeaders)
  routes.use(compress())
  routes.use(onlyFromOurPages)
  routes.use(atMost(WEB_LIMITS.postBytes))
  routes.get('/', (c) => showTown(playground, c))
  routes.get('/person', (c) => showByName(playground, c))
  routes.get('/live', (c) => liveRoute(playground, c))
  routes.get('/complete', (c) =>
    lookUp(playground, c, (typist) => complete(c.req.query('text') ?? '', typist, playground.opening.command)),
  )
  routes.get('/search', (c) =>
    lookUp(playground, c, (typist) => search(c.req.query('search') ?? '', c.req.query('query') ?? '', typist)),
  )
  routes.route('/assets', assetRoutes(playground.assets))
  routes.route('/gallery', galleryRoutes(playground))
  let journey = Promise.resolve()
  routes.post('/clock', async (c) => {
    const { fields, _back } = readPost(new URLSearchParams(await c.req.text()))
    // One after the other: a second press starts from where the first has arrived.
    const mine = journey.then(() => moveClock(playground, String(fields.to)))
    journey = mine.catch(() => {})
    await mine
    return backTo(c, _back)
  })
  routes.post('/town', (c) => changeTown(playground, c))
  routes.post('/theme', (c) => chooseTheme(c))
  routes.route('/', sayingRoutes(playground))
  return routes
}

async function showTown(playground: Playground, c: Context): Promise<Response> {
  const town = await lookAround(playground, viewFromQuery(new URL(c.req.url).searchParams))
  const regions = renderRegions(town, playground)
  return c.html(
    renderDocument({
      title: `${town.workspace.name} · Introdesk`,
      theme: themeOf(c),
      styles: STYLES,
      script: SCRIPT,
      body: renderFrame(regions, seenTag(regions)),
    }),
  )
}

/** Brings the first person of that name into sight; a name that nobody has changes nothing. */
async function showByName({ desk }: Playground, c: Context): Promise<Response> {
  const view = viewFromQuery(new URLSearchParams(c.req.query('back') ?? ''))
  const name = (c.req.query('name') ?? '').trim().toLocaleLowerCase()
  const found = (await desk.town.cast()).find((member) => name !== '' && member.name.toLocaleLowerCase().includes(name))
  return c.redirect(viewToAddress(found ? bringing(view, found.externalId, WEB_LIMITS.peopleShown) : view), 303)
}

/** With scripts, the form alone; without, a page that holds it, or back to where one came from. */
async function showOutcome(parts: PlaygroundParts, c: Context, { said, member, form }: Outcome): Promise<Response> {
  const isScripted = c.req.header('x-fragment') === '1'
  if (!form) return isScripted ? c.body(null, 204) : c.redirect(`/playground?${said._back}`, 303)
  const { timeZone, locale, memberId } = member
  const hidden = {
    _person: member.externalId,
    _back: said._back,
    ...(said._room && { _room: said._room }),
    ...(said._origin && { _origin: said._origin }),
  }
  const reader = { timeZone, locale, memberId, now: parts.desk.clock.now() }
  const sheet = renderSheet(form, { member, cast: await parts.desk.town.cast(), reader, hidden }, !isScripted)
  if (isScripted) return c.html(sheet)
  const body = html`<body class="alone"><main>${sheet}</main></body>`
  return c.html(renderDocument({ title: form.form.title, theme: themeOf(c), styles: STYLES, body }))
}

async function lookUp(
  playground: Playground,
  c: Context,
  find: (typist: ReturnType<typeof typistFor>) => Promise<readonly object[]>,
): Promise<Response> {
  const person = c.req.query('person')
  const member = (await playground.desk.town.cast()).find(({ externalId }) => externalId === person)
  return c.json(member ? await find(typistFor(playground, member)) : [])
}

const STEPS_MS: Readonly<Record<string, number>> = { hour: 3_600_000, day: 86_400_000 }

async function moveClock(playground: Playground, to: string): Promise<void> {
  const { clock } = playground.desk
  const step = STEPS_MS[to]
  if (to === 'now') await clock.backToNow()
  else if (to === 'next') await clock.travelTo((await clock.nextDue())?.at ?? clock.now())
  else if (to === 'turn') await letTimePass(playground)
  else if (step) await clock.travelTo(new Date(clock.now().getTime() + step))
  playground.post.changed()
}

/** Digests and the like are passed by; this many stops without a decision are enough. */
const MAX_STOPS = 40

/** Moves from one due thing to the next until somebody has something to decide. */
async function letTimePass(playground: Playground): Promise<void> {
  // What was just decided is on everybody's card before we ask whose turn it is.
  await playground.desk.clock.travelTo(playground.desk.clock.now())
  for (let stops = 0; stops < MAX_STOPS; stops++) {
    const { guide } = await lookAround(playground, EMPTY_VIEW)
    if (guide.kind !== 'wait' || !guide.next) return
    await playground.desk.clock.travelTo(guide.next.at)
  }
}

async function changeTown({ desk, post }: Playground, c: Context): Promise<Response> {
  const { fields } = readPost(new URLSearchParams(await c.req.text()))
  if (fields.do === 'restart') await desk.town.startOver()
  else await desk.town.loadDemo()
  post.changed()
  // Whoever was in sight may not live here any more.
  return backTo(c, '')
}

async function chooseTheme(c: Context): Promise<Response> {
  const { fields, _back, _to } = readPost(new URLSearchParams(await c.req.text()))
  setCookie(c, 'theme', fields.theme === 'dark' ? 'dark' : 'light', {
    path: '/playground',
    sameSite: 'Strict',
    httpOnly: true,
    maxAge: 365 * 86_400,
  })
  return backTo(c, _back, _to === 'gallery' ? '/playground/gallery' : '/playground')
}

/** Only ever to the playground itself: what comes from outside is no more than its query. */
function backTo(c: Context, query: string, path = '/playground'): Response {
  const address = query === '' ? path : `${path}?${query}`
  return c.req.header('x-fragment') === '1' ? c.json({ address }) : c.redirect(address, 303)
}
