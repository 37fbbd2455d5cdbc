import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { type Html, html } from './html.ts'

export type Theme = 'light' | 'dark' | null

export interface DocumentParts {
  readonly title: string
  readonly theme: Theme
  readonly styles: readonly string[]
  readonly script?: string
  readonly body: Html
}

/** The frame of every page of the playground. Everything it names comes from this very server. */
export function renderDocument({ title, theme, styles, script, body }: DocumentParts): Html {
  return html`<!doctype html>
<html lang="en"${theme && html` data-theme="${theme}"`}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title>
${styles.map((href) => html`<link rel="stylesheet" href="${href}">`)}<link rel="icon" href="/playground/assets/icon.svg" type="image/svg+xml">
${script && html`${MODULES.map((name) => html`<link rel="modulepreload" href="/playground/assets/${name}">`)}<script type="module" src="${script}"></script>`}</head>
${body}</html>`
}

/** Named early, so that the browser need not read one to learn of the next. */
const MODULES = ['live.ts', 'submit.ts', 'dialogs.ts', 'combobox.ts', 'idiomorph.js']

export const STYLES = ['base', 'town', 'skins'].map((name) => `/playground/assets/${name}.css`)
export const SCRIPT = '/playground/assets/main.ts'

/** As chosen in this browser; null leaves it to the machine's setting. */
export function themeOf(c: Context): Theme {
  const theme = getCookie(c, 'theme')
  return theme === 'dark' || theme === 'light' ? theme : null
}
