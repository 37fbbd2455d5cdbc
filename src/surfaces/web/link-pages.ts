import { Hono } from 'hono'
import type { Desk, LinkView } from './desk.ts'
import { atMost, linkPageHeaders } from './guard.ts'
import { renderPage, styleHash } from './render-page.ts'
import { readPost } from './said-by-browser.ts'

/** More than anybody writes on a page with one question. */
const POST_BYTES = 32 * 1024

export interface LinkDesk extends Pick<Desk, 'openLink' | 'answerLink'> {
  readonly now: () => Date
}

/**
 * `/l/<token>`, for people outside the chat. The token is the whole authority, so nothing but the address is asked for. Opening
 * never answers: previews and virus scanners open too.
 */
export function linkRoutes(desk: LinkDesk, style: string): Hono {
  const routes = new Hono()
  routes.use(linkPageHeaders(styleHash(style)))
  routes.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    c.header('X-Robots-Tag', 'noindex')
  })
  const draw = ({ page }: LinkView, action: string) =>
    // Where the reader is cannot be known, and nothing may be asked of their browser: times are in UTC and say so.
    renderPage(page, style, { reader: { timeZone: 'UTC', saysZone: true, locale: 'en', now: desk.now() }, action })
  routes.get('/:token', async (c) => {
    const view = await desk.openLink(c.req.param('token'))
    return c.html(draw(view, c.req.path), view.status)
  })
  routes.post('/:token', atMost(POST_BYTES), async (c) => {
    const { fields } = readPost(new URLSearchParams(await c.req.text()))
    const view = await desk.answerLink(c.req.param('token'), fields)
    const { file } = view.page
    if (file) {
      c.header('Content-Type', `${file.type}; charset=utf-8`)
      c.header('Content-Disposition', `attachment; filename="${file.name}"`)
      return c.body(file.text)
    }
    return c.html(draw(view, c.req.path), view.status)
  })
  return routes
}
