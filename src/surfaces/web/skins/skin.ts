import { z } from 'zod'
import type { Confirm } from '../../../kit/ui/card.ts'
import { type Html, html } from '../html.ts'
import { type PostTarget, renderHidden } from '../render-actions.ts'
import { renderTime, type WebReader } from '../render-text.ts'

/** What drawing another platform's JSON needs: whose clock and names to print, and where its buttons go. */
export interface SkinControls {
  readonly id: string
  readonly reader: WebReader
  /** Names by account, for mentions. */
  readonly names: ReadonlyMap<string, string>
  readonly post?: PostTarget
  /** When the message was sent; left out in the gallery. */
  readonly sentAt?: Date
  /** By token: what is asked before it is done, where the platform's JSON does not carry it. */
  readonly confirms?: ReadonlyMap<string, Confirm>
}

export const loose = z.looseObject({ type: z.union([z.string(), z.number()]) })
export type Loose = z.infer<typeof loose>

/** A list of typed pieces, read forgivingly: what is no object with a type is left out. */
export function looseList(value: unknown): Loose[] {
  return Array.isArray(value) ? value.flatMap((each) => loose.safeParse(each).data ?? []) : []
}

export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The words of a text object (`{ text }`), or of a string. */
export function labelIn(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null && 'text' in value ? textIn(value.text) : ''
}

export interface SkinButton {
  readonly label: string
  readonly look: string
  readonly token?: string | null
  readonly href?: string
  readonly isOff?: boolean
}

/** A button that works: it says the same token that the platform would send back. */
export function drawButton({ label, look, token, href, isOff }: SkinButton, { post }: SkinControls): Html {
  if (href)
    return html`<a class="${look}" href="${safeHref(href)}" target="_blank" rel="noopener noreferrer">${label}</a>`
  if (!post || !token) return html`<button type="button" class="${look}"${isOff && html` disabled`}>${label}</button>`
  return html`<button class="${look}" form="${post.form}" name="_token" value="${token}"${isOff && html` disabled`}>${label}</button>`
}

/** Asks before it does; the browser opens and closes the dialog by itself. */
export function drawConfirmed(
  button: SkinButton,
  confirm: Confirm,
  controls: SkinControls & { readonly plainLook: string },
): Html {
  const id = `${controls.id}-confirm`
  return html`<button type="button" class="${button.look}" commandfor="${id}" command="show-modal" aria-haspopup="dialog">${button.label}</button>
<dialog id="${id}" class="confirm" aria-labelledby="${id}-title"><h2 id="${id}-title">${confirm.title}</h2><p dir="auto">${confirm.text}</p><div class="actions"><button type="button" class="${controls.plainLook}" commandfor="${id}" command="close" autofocus>${confirm.no}</button>${drawButton({ ...button, label: confirm.yes }, controls)}</div></dialog>`
}

export interface SkinMenu {
  readonly placeholder: string
  readonly token: string | null
  readonly options: readonly { readonly label: string; readonly value: string }[]
}

export function drawMenu({ placeholder, token, options }: SkinMenu, { id, post }: SkinControls): Html {
  const list = html`<option value="">${placeholder}</option>${options.map(({ label, value }) => html`<option value="${value}">${label}</option>`)}`
  return html`<form class="pick" method="post" action="${post?.action}">${post && token && renderHidden({ ...post.hidden, _token: token })}<label class="unseen" for="${id}">${placeholder}</label><select id="${id}" name="_pick" required>${list}</select><button class="button is-plain"${!post && html` type="button"`}>Choose</button></form>`
}

/** Something that this skin cannot draw is shown as it is, so that nothing is silently missing. */
export function drawUnknown(piece: Loose): Html {
  return html`<pre class="undrawn">${JSON.stringify(piece, null, 1)}</pre>`
}

/** The line above a message: both platforms mark who is a program. */
export function drawAppHead({ sentAt, reader }: SkinControls): Html {
  return html`<p class="app-head" aria-hidden="true"><img src="/playground/assets/icon.svg" alt=""><strong>Introdesk</strong><span class="app-badge">APP</span>${sentAt && renderTime(sentAt, 'time', reader)}</p>`
}

export function drawMention(account: string, { names }: SkinControls): Html {
  return html`<span class="mention">@${names.get(account) ?? account}</span>`
}

export function safeHref(href: string): string {
  const protocol = URL.parse(href, 'http://here.invalid')?.protocol
  return protocol && ['http:', 'https:', 'mailto:'].includes(protocol) ? href : 'about:blank'
}
