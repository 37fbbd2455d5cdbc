import type { ShownForm } from './answer.ts'
import { peopleOptions } from './complete.ts'
import type { CastMember } from './desk.ts'
import { type Html, html } from './html.ts'
import { renderForm } from './render-form.ts'
import { firstNameOf, hueOf, renderAvatar } from './render-person.ts'
import { renderText, type WebReader } from './render-text.ts'

export interface SheetScene {
  readonly member: CastMember
  readonly cast: readonly CastMember[]
  readonly reader: WebReader
  /** Where it was opened and where to go back to. */
  readonly hidden: Readonly<Record<string, string>>
}

/** A form in a dialog. Without scripts the same dialog is drawn open on a page of its own. */
export function renderSheet(shown: ShownForm, { member, cast, reader, hidden }: SheetScene, isPage = false): Html {
  const id = `form-${shown.id}`
  const person = { name: member.name, hue: cast.findIndex(({ externalId }) => externalId === member.externalId) }
  return html`<dialog class="sheet ${hueOf(person)}" id="${id}-sheet" aria-labelledby="${id}-title"${isPage && html` open`}>
<header class="sheet-head">${renderAvatar(person)}<div><h2 id="${id}-title" dir="auto">${shown.form.title}</h2><p>as ${firstNameOf(member.name)}</p></div>${
    isPage
      ? html`<a class="button is-quiet" href="/playground?${hidden._back ?? ''}">Close</a>`
      : html`<button type="button" class="button is-quiet" commandfor="${id}-sheet" command="close">Close</button>`
  }</header>
${shown.refusal && html`<p class="note is-refused" role="alert" dir="auto">${renderText(shown.refusal, reader)}</p>`}
${renderForm(shown.form, {
  id,
  reader,
  post: { action: '/playground/submit', hidden: { ...hidden, _id: shown.id } },
  people: peopleOptions(cast),
  searchUrl: `/playground/search?person=${encodeURIComponent(member.externalId)}`,
  ...(shown.typed && { typed: shown.typed }),
  ...(shown.problems && { problems: shown.problems }),
})}</dialog>`
}
