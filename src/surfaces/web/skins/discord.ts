import { z } from 'zod'
import { type Html, html } from '../html.ts'
import { drawMarkdown } from './markdown.ts'
import {
  drawAppHead,
  drawButton,
  drawConfirmed,
  drawMenu,
  drawUnknown,
  type Loose,
  loose,
  looseList,
  type SkinControls,
  safeHref,
  textIn,
} from './skin.ts'

// The numbers of Discord's components: docs.discord.com, "Component reference", 2026-11.
const ROW = 1
const BUTTON = 2
const STRING_SELECT = 3
const TEXT_INPUT = 4
const SECTION = 9
const TEXT_DISPLAY = 10
const MEDIA_GALLERY = 12
const SEPARATOR = 14
const CONTAINER = 17
const LABEL = 18
const RADIO_GROUP = 21
const CHECKBOX_GROUP = 22

/** A message as Discord shows it, drawn from the very components that Discord would get. */
export function drawDiscordMessage(message: unknown, controls: SkinControls): Html {
  const components =
    typeof message === 'object' && message !== null && 'components' in message ? message.components : message
  return html`<div class="discord" id="${controls.id}">${drawAppHead(controls)}${drawAll(components, controls)}</div>`
}

/** A modal as Discord shows it. */
export function drawDiscordModal(modal: unknown, controls: SkinControls): Html {
  const about = z.looseObject({ title: z.string() }).safeParse(modal).data
  if (!about) return html``
  return html`<div class="discord" id="${controls.id}"><div class="discord-modal"><h3>${about.title}</h3>${drawAll(about.components, controls)}<footer><button type="button" class="discord-button is-2">Cancel</button><button type="button" class="discord-button is-1">Submit</button></footer></div></div>`
}

function drawAll(components: unknown, controls: SkinControls): Html {
  return html`${looseList(components).map((component, index) => drawComponent(component, { ...controls, id: `${controls.id}-${index}` }))}`
}

function drawComponent(component: Loose, controls: SkinControls): Html {
  switch (component.type) {
    case CONTAINER:
      return html`<div class="discord-container">${accentOf(component)}<div>${drawAll(component.components, controls)}</div></div>`
    case TEXT_DISPLAY:
      return html`<div class="discord-text">${drawMarkdown(textIn(component.content), controls)}</div>`
    case SECTION: {
      const accessory = loose.safeParse(component.accessory).data
      return html`<div class="discord-section"><div>${drawAll(component.components, controls)}</div>${accessory && drawComponent(accessory, { ...controls, id: `${controls.id}-a` })}</div>`
    }
    case SEPARATOR:
      return component.divider === false ? html`<div class="discord-gap"></div>` : html`<hr>`
    case ROW:
      return html`<div class="discord-row">${drawAll(component.components, controls)}</div>`
    case BUTTON:
      return drawDiscordButton(component, controls)
    case STRING_SELECT:
      return drawMenu(
        {
          placeholder: textIn(component.placeholder),
          token: tokenIn(component.custom_id),
          options: optionsIn(component),
        },
        controls,
      )
    case MEDIA_GALLERY:
      return drawGallery(component)
    case LABEL:
      return drawLabel(component, controls)
    default:
      return drawUnknown(component)
  }
}

/** An attribute of SVG may hold any colour; a style attribute may not be there at all. */
function accentOf({ accent_color: colour }: Loose): Html {
  if (typeof colour !== 'number') return html``
  const hex = `#${Math.max(0, Math.min(0xffffff, Math.trunc(colour)))
    .toString(16)
    .padStart(6, '0')}`
  return html`<svg class="discord-accent" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 4 4"><rect width="4" height="4" fill="${hex}"/></svg>`
}

function drawDiscordButton(component: Loose, controls: SkinControls): Html {
  const token = tokenIn(component.custom_id)
  const confirm = token === null ? undefined : controls.confirms?.get(token)
  const button = {
    label: textIn(component.label),
    look: `discord-button is-${Number(component.style)}`,
    token,
    href: textIn(component.url),
    isOff: component.disabled === true,
  }
  return confirm
    ? drawConfirmed(button, confirm, { ...controls, plainLook: 'discord-button is-2' })
    : drawButton(button, controls)
}

/** A repeated token carries a number; one whose button asks first has a question mark for its first colon. */
function tokenIn(customId: unknown): string | null {
  return textIn(customId).replace(/#\d+$/, '').replace('?', ':') || null
}

function optionsIn({ options }: Loose): { label: string; value: string; isChosen: boolean }[] {
  if (!Array.isArray(options)) return []
  return options.map((option) => ({
    label: textIn(option?.label),
    value: textIn(option?.value),
    isChosen: option?.default === true,
  }))
}

function drawGallery({ items }: Loose): Html {
  const pictures = Array.isArray(items) ? items : []
  return html`${pictures.map((item) => html`<p class="markdown-small">Picture: <a href="${safeHref(textIn(item?.media?.url))}" rel="noopener noreferrer" target="_blank">${textIn(item?.description) || 'open'}</a></p>`)}`
}

function drawLabel(label: Loose, { id }: SkinControls): Html {
  const control = loose.safeParse(label.component).data
  const words = textIn(label.label)
  return html`<div class="discord-field"><label for="${id}" dir="auto">${words}${control?.required === true && html` <span class="discord-required">*</span>`}</label>${textIn(label.description) && html`<p class="markdown-small" dir="auto">${textIn(label.description)}</p>`}${control && drawControl(control, { id, words })}</div>`
}

function drawControl(control: Loose, { id, words }: { id: string; words: string }): Html {
  const placeholder = textIn(control.placeholder)
  switch (control.type) {
    case TEXT_INPUT:
      return control.style === 2
        ? html`<textarea id="${id}" rows="4" dir="auto" placeholder="${placeholder}">
${textIn(control.value)}</textarea>`
        : html`<input id="${id}" type="text" dir="auto" placeholder="${placeholder}" value="${textIn(control.value)}">`
    case RADIO_GROUP:
    case CHECKBOX_GROUP:
      return html`<div class="boxes" role="group" aria-label="${words}">${optionsIn(control).map(
        ({ label, isChosen }, index) =>
          html`<label><input type="${control.type === RADIO_GROUP ? 'radio' : 'checkbox'}"${index === 0 && html` id="${id}"`} name="${id}"${isChosen && html` checked`}><span dir="auto">${label}</span></label>`,
      )}</div>`
    default:
      return html`<select id="${id}"><option>${placeholder || 'Make a selection'}</option>${optionsIn(control).map(({ label, isChosen }) => html`<option${isChosen && html` selected`}>${label}</option>`)}</select>`
  }
}
