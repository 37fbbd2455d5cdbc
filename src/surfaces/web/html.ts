import { html as escaping, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** A finished piece of HTML: everything that came through a hole of `html` has been escaped. */
export type Html = HtmlEscapedString

/** Hono's tagged template, held to what is there at once: strings are escaped, pieces of HTML and lists of them are not. */
export function html(strings: TemplateStringsArray, ...holes: readonly unknown[]): Html {
  const made = escaping(strings, ...holes)
  if (made instanceof Promise) throw new TypeError('A hole of html`…` was a promise. Await it before the template.')
  return made
}

/** For assets of our own that are HTML already. Never for anything that a person typed. */
export const trusted = (markup: string): Html => raw(markup)
