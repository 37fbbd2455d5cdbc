import { createHash } from 'node:crypto'
import type { Page } from '../../kit/page.ts'
import { type Html, html, trusted } from './html.ts'
import { renderBlocks } from './render-card.ts'
import { renderField } from './render-form.ts'
import { renderText, type WebReader } from './render-text.ts'

export interface PageControls {
  readonly id: string
  readonly reader: WebReader
  /** Where the choices post to; without it they are only to be looked at. */
  readonly action?: string
}

/** The hash that a content security policy needs to let `style` in. */
export const styleHash = (style: string): string => `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/** A whole document for somebody outside the chat: one question, a few choices, no scripts, nothing else to load. */
export function renderPage(page: Page, style: string, controls: Omit<PageControls, 'id'>): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,nofollow"><meta name="color-scheme" content="light dark"><title>${page.title}</title>${trusted(`<style>${style}</style>`)}</head>
<body class="letter"><main>${renderPageBody(page, { id: 'page', ...controls })}</main></body></html>`
}

export function renderPageBody(page: Page, { id, reader, action }: PageControls): Html {
  return html`<h1 dir="auto">${page.title}</h1>
${renderBlocks(page.body, { id, reader })}
${
  page.choices.length > 0 &&
  html`<form class="form" method="post" action="${action}">
${(page.fields ?? []).map((field) => renderField(field, { id, reader }))}
<div class="actions choices">${page.choices.map(({ value, label, style }) => html`<button class="button is-${style}" name="choice" value="${value}"${!action && html` type="button"`}>${label}</button>`)}</div></form>`
}
${page.footer && html`<footer class="card-foot" dir="auto">${renderText(page.footer, reader)}</footer>`}`
}
