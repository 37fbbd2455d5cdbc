import { type Html, html } from '../html.ts'
import { drawUnknown, type Loose, labelIn, loose, type SkinControls, textIn } from './skin.ts'
import { optionsIn } from './slack.ts'

/** One input block of a modal: to be looked at, not to be sent. */
export function drawField(block: Loose, { id }: SkinControls): Html {
  const element = loose.safeParse(block.element).data
  const label = labelIn(block.label)
  return html`<div class="slack-input"><label for="${id}"><strong dir="auto">${label}</strong>${block.optional === true && html` <span>(optional)</span>`}</label>${element ? drawControl(element, { id, label }) : drawUnknown(block)}${block.hint !== undefined && html`<p class="slack-context" dir="auto">${labelIn(block.hint)}</p>`}</div>`
}

function drawControl(element: Loose, { id, label }: { id: string; label: string }): Html {
  const placeholder = labelIn(element.placeholder)
  const initial = textIn(element.initial_value)
  const chosen = [labelIn(initialOption(element)), ...optionsIn(element.initial_options).map((option) => option.label)]
  switch (element.type) {
    case 'plain_text_input':
      return element.multiline === true
        ? html`<textarea id="${id}" rows="4" dir="auto" placeholder="${placeholder}">
${initial}</textarea>`
        : html`<input id="${id}" type="text" dir="auto" placeholder="${placeholder}" value="${initial}">`
    case 'number_input':
      return html`<input id="${id}" type="number" value="${initial}">`
    case 'datepicker':
      return html`<input id="${id}" type="date" value="${textIn(element.initial_date)}">`
    case 'users_select':
    case 'external_select':
      return html`<select id="${id}"><option>${chosen[0] || placeholder || 'Choose'}</option></select>`
    case 'static_select':
    case 'multi_static_select':
      return html`<select id="${id}"${element.type === 'multi_static_select' && html` multiple`}>${optionsIn(element.options).map((option) => html`<option${chosen.includes(option.label) && html` selected`}>${option.label}</option>`)}</select>`
    case 'radio_buttons':
    case 'checkboxes':
      return html`<div class="boxes" role="group" aria-label="${label}">${optionsIn(element.options).map(
        (option, index) =>
          html`<label><input type="${element.type === 'checkboxes' ? 'checkbox' : 'radio'}"${index === 0 && html` id="${id}"`} name="${id}"${chosen.includes(option.label) && html` checked`}><span dir="auto">${option.label}</span></label>`,
      )}</div>`
    default:
      return drawUnknown(element)
  }
}

function initialOption({ initial_option: option }: Loose): unknown {
  return typeof option === 'object' && option !== null && 'text' in option ? option.text : ''
}
