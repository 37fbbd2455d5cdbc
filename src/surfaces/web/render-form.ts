import type { FieldProblem } from '../../kit/reply.ts'
import type { PickOption } from '../../kit/ui/card.ts'
import type { Form, FormField, RawFields } from '../../kit/ui/form.ts'
import { type Html, html } from './html.ts'
import { type PostTarget, renderHidden } from './render-actions.ts'
import { renderText, type WebReader } from './render-text.ts'

/** What a form needs besides itself. `typed` and `problems` are there when it comes back. */
export interface FormControls {
  readonly id: string
  readonly reader: WebReader
  readonly post?: Omit<PostTarget, 'form'>
  readonly typed?: RawFields
  readonly problems?: readonly FieldProblem[]
  /** Who can be chosen in a person field. */
  readonly people?: readonly PickOption[]
  /** Where type-ahead fields ask; `search` and `query` are added. */
  readonly searchUrl?: string
}

/** The form itself: intro, controls, one button. The frame around it (a dialog, a page) is the caller's. */
export function renderForm(form: Form, controls: FormControls): Html {
  const { post, reader, problems = [] } = controls
  const lost = problems.filter(({ field }) => !form.fields.some(({ name }) => name === field))
  return html`<form class="form" id="${controls.id}" method="post" action="${post?.action}" novalidate>
${post && renderHidden({ ...post.hidden, _token: form.token })}
${form.intro && html`<p dir="auto">${renderText(form.intro, reader)}</p>`}
${lost.length > 0 && html`<p class="problem" role="alert">${lost.map(({ problem }) => problem).join(' ')}</p>`}
${form.fields.map((field) => renderField(field, controls))}
<div class="actions"><button class="button is-primary"${post ? '' : html` type="button"`}>${form.submit}</button></div></form>`
}

/** A label, a hint, a control and its problem, tied together for those who cannot see that they are. */
export function renderField(field: FormField, controls: FormControls): Html {
  const id = `${controls.id}-${field.name}`
  const problem = controls.problems?.find((found) => found.field === field.name)?.problem
  const described = [field.hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ')
  const about: About = { id, described, problem: problem !== undefined }
  const isGroup = field.kind === 'pickMany'
  const label = html`${field.label}${!field.required && html` <span class="optional">optional</span>`}`
  const body = html`${field.hint && html`<p class="hint" id="${id}-hint">${field.hint}</p>`}
${renderControl(field, about, controls)}
${problem && html`<p class="problem" id="${id}-problem">${problem}</p>`}`
  return isGroup
    ? html`<fieldset class="field"${describedBy(about)}><legend>${label}</legend>${body}</fieldset>`
    : html`<div class="field"><label for="${id}">${label}</label>${body}</div>`
}

interface About {
  readonly id: string
  readonly described: string
  readonly problem: boolean
}

const describedBy = ({ described }: About) => (described ? html` aria-describedby="${described}"` : '')

function renderControl(field: FormField, about: About, controls: FormControls): Html {
  const typed = controls.typed?.[field.name]
  const one = typeof typed === 'string' ? typed : undefined
  const attributes = html`id="${about.id}" name="${field.name}"${field.required && html` required`}${describedBy(about)}${about.problem && html` aria-invalid="true"`}`
  switch (field.kind) {
    case 'line':
      return html`<input type="text" dir="auto" autocomplete="off" ${attributes}${limits(field)} value="${one ?? field.initial ?? ''}">`
    case 'paragraph':
      return html`<textarea rows="5" dir="auto" ${attributes}${limits(field)}>
${one ?? field.initial ?? ''}</textarea>`
    case 'pickOne':
      return renderSelect(field.options, one ?? field.initial, attributes)
    case 'pickMany':
      return renderBoxes(field, Array.isArray(typed) ? typed : one !== undefined ? [one] : (field.initial ?? []), about)
    case 'person':
      return renderSelect(controls.people ?? [], one ?? field.initial, attributes)
    case 'search':
      return renderSearch(field, { about, attributes, controls })
    case 'date':
      return html`<input type="date" ${attributes} value="${one ?? field.initial ?? ''}">`
    case 'number':
      return html`<input type="number" inputmode="numeric" ${attributes}${field.min !== undefined && html` min="${field.min}"`}${field.max !== undefined && html` max="${field.max}"`} value="${one ?? field.initial ?? ''}">`
  }
}

const limits = ({ maxLength, placeholder }: { readonly maxLength?: number; readonly placeholder?: string }) =>
  html`${maxLength && html` maxlength="${maxLength}"`}${placeholder && html` placeholder="${placeholder}"`}`

function renderSelect(options: readonly PickOption[], chosen: string | undefined, attributes: Html): Html {
  return html`<select ${attributes}><option value="">Choose…</option>${options.map(
    ({ label, value, hint }) =>
      html`<option value="${value}"${value === chosen && html` selected`}>${label}${hint && ` · ${hint}`}</option>`,
  )}</select>`
}

function renderBoxes(field: Extract<FormField, { kind: 'pickMany' }>, chosen: readonly string[], about: About): Html {
  return html`<div class="boxes">${field.options.map(
    (
      { label, value, hint },
      index,
    ) => html`<label><input type="checkbox" id="${about.id}-${index}" name="${field.name}" value="${value}"${chosen.includes(value) && html` checked`}>
<span dir="auto">${label}${hint && html` <small>${hint}</small>`}</span></label>`,
  )}</div>`
}

/**
 * A type-ahead (the combobox pattern). The words are in the visible control, the chosen value in a hidden one. Without scripts
 * the words alone are posted, and the desk finds the one option that they name.
 */
function renderSearch(
  field: Extract<FormField, { kind: 'search' }>,
  { about, attributes, controls }: { about: About; attributes: Html; controls: FormControls },
): Html {
  const value = controls.typed?.[field.name]
  const words = controls.typed?.[`${field.name}.words`]
  const shown = typeof words === 'string' ? words : (field.initial?.label ?? '')
  const chosen = typeof value === 'string' ? value : (field.initial?.value ?? '')
  return html`<div class="combobox" data-search="${controls.searchUrl && `${controls.searchUrl}&search=${encodeURIComponent(field.search)}`}">
<input type="text" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="${about.id}-list" autocomplete="off" dir="auto" ${attributes} value="${shown}"${field.placeholder && html` placeholder="${field.placeholder}"`}>
<input type="hidden" name="${field.name}.value" value="${chosen}"><ul id="${about.id}-list" role="listbox" aria-label="Suggestions" hidden></ul></div>`
}
