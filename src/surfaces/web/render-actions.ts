import type { ActionItem, Button, Confirm, LinkButton, Pick } from '../../kit/ui/card.ts'
import { type Html, html } from './html.ts'
import type { WebReader } from './render-text.ts'

/** What a card's buttons need to know. Without `post` they are only to be looked at, as in the gallery. */
export interface Controls {
  /** Unique in the page. */
  readonly id: string
  readonly reader: WebReader
  readonly post?: PostTarget
}

/** Where buttons go, and who presses them on which message. */
export interface PostTarget {
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  /** The id of the carrier: one form for many buttons, each of which brings its own token. */
  readonly form: string
}

export function renderCarrier({ action, hidden, form }: PostTarget): Html {
  return html`<form id="${form}" class="carrier" method="post" action="${action}">${renderHidden(hidden)}</form>`
}

export function renderHidden(values: Readonly<Record<string, string>>): Html {
  return html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

export function renderActions(items: readonly ActionItem[], controls: Controls): Html {
  return html`<div class="actions">${items.map((item, index) => renderControl(item, { ...controls, id: `${controls.id}-c${index}` }))}</div>`
}

export function renderControl(item: ActionItem, controls: Controls): Html {
  switch (item.kind) {
    case 'button':
      return item.confirm ? renderConfirmed(item, item.confirm, controls) : renderButton(item, controls)
    case 'link':
      return renderLink(item)
    case 'pick':
      return renderPick(item, controls)
  }
}

function renderButton({ label, style, token }: Button, { post }: Controls): Html {
  if (!post) return html`<button type="button" class="button is-${style}">${label}</button>`
  return html`<button class="button is-${style}" form="${post.form}" name="_token" value="${token}">${label}</button>`
}

/** What cannot be taken back asks first; the browser opens and closes the dialog by itself (invoker commands). */
function renderConfirmed(button: Button, confirm: Confirm, controls: Controls): Html {
  const dialog = `${controls.id}-confirm`
  return html`<button type="button" class="button is-${button.style}" commandfor="${dialog}" command="show-modal" aria-haspopup="dialog">${button.label}</button>
<dialog id="${dialog}" class="confirm" aria-labelledby="${dialog}-title"><h2 id="${dialog}-title">${confirm.title}</h2><p dir="auto">${confirm.text}</p>
<div class="actions">${renderButton({ ...button, label: confirm.yes }, controls)}<button type="button" class="button is-plain" commandfor="${dialog}" command="close" autofocus>${confirm.no}</button></div></dialog>`
}

function renderLink({ label, href }: LinkButton): Html {
  return html`<a class="button is-plain" href="${href}" target="_blank" rel="noopener noreferrer">${label}</a>`
}

function renderPick({ placeholder, token, options }: Pick, { id, post }: Controls): Html {
  return html`<form class="pick" method="post" action="${post?.action}">${post && renderHidden({ ...post.hidden, _token: token })}
<label class="unseen" for="${id}-pick">${placeholder}</label>
<select id="${id}-pick" name="_pick" required><option value="">${placeholder}</option>${options.map(
    ({ label, value, hint }) => html`<option value="${value}">${label}${hint && ` · ${hint}`}</option>`,
  )}</select>
<button class="button is-plain"${post ? '' : html` type="button"`}>Choose</button></form>`
}
