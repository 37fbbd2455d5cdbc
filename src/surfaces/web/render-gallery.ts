import type { Card } from '../../kit/ui/card.ts'
import { WORDINGS, type Wording } from '../../kit/ui/example-words.ts'
import type { Form } from '../../kit/ui/form.ts'
import type { OtherRenderers } from './desk.ts'
import type { Exhibit, GalleryView } from './gallery.ts'
import { type Html, html } from './html.ts'
import { type Measured, measureCard, measureForm, measurePage } from './measure.ts'
import { renderCard } from './render-card.ts'
import { renderForm } from './render-form.ts'
import { renderPageBody } from './render-page.ts'
import type { WebReader } from './render-text.ts'
import { drawDiscordMessage, drawDiscordModal } from './skins/discord.ts'
import type { SkinControls } from './skins/skin.ts'
import { drawSlackMessage, drawSlackModal } from './skins/slack.ts'

export interface GalleryScene {
  readonly view: GalleryView
  readonly found: readonly Exhibit[]
  readonly total: number
  readonly renderers: OtherRenderers
  readonly now: Date
}

const WORDING_NAMES: Readonly<Record<Wording, string>> = {
  usual: 'Usual',
  longest: 'Longest',
  german: 'German',
  japanese: 'Japanese',
  rightToLeft: 'Right to left',
}

export function renderGallery(scene: GalleryScene): Html {
  const { view, found, total } = scene
  return html`<body class="gallery"><a class="skip" href="#exhibits">Skip to the examples</a>
<header class="bar"><a class="brand" href="/playground"><img src="/playground/assets/icon.svg" alt="" width="24" height="24"> Introdesk</a><h1>Gallery</h1>
<form class="finder" role="search"><label class="unseen" for="q">Search the examples</label><input type="search" id="q" name="q" placeholder="Search" value="${view.query}"><input type="hidden" name="words" value="${view.wording}"><button class="button is-quiet">Search</button></form>
<nav class="tabs" aria-label="Words">${WORDINGS.map((wording) => html`<a href="${addressOf({ ...view, wording })}"${wording === view.wording && html` aria-current="page"`}>${WORDING_NAMES[wording]}</a>`)}</nav>
<form method="post" action="/playground/theme" class="themes"><input type="hidden" name="_to" value="gallery"><input type="hidden" name="_back" value="${addressOf(view).split('?')[1] ?? ''}"><button class="button is-quiet to-dark" name="theme" value="dark">Dark</button><button class="button is-quiet to-light" name="theme" value="light">Light</button></form></header>
<main id="exhibits"><p class="small">${found.length === total ? `${total} examples` : `${found.length} of ${total} examples`}: as a page, as Slack and as Discord show them, each with the data behind it.</p>
${found.length === 0 && html`<p class="empty">Nothing is called “${view.query}”. Search for a domain, a name or a word on a card.</p>`}
${found.map((exhibit, index) => renderExhibit(exhibit, { ...scene, id: `x${index}` }))}</main></body>`
}

function addressOf({ wording, query }: GalleryView): string {
  const pairs = new URLSearchParams({ ...(wording !== 'usual' && { words: wording }), ...(query && { q: query }) })
  return pairs.size === 0 ? '/playground/gallery' : `/playground/gallery?${pairs}`
}

function renderExhibit(exhibit: Exhibit, scene: GalleryScene & { readonly id: string }): Html {
  const { id, now } = scene
  const reader: WebReader = { timeZone: 'Europe/Berlin', locale: 'en', now }
  return html`<section class="exhibit" id="${exhibit.name}" aria-labelledby="${id}-name"><header><h2 id="${id}-name"><a href="#${exhibit.name}">${exhibit.name}</a></h2><p>${exhibit.domain} · ${exhibit.kind}</p></header>
<p class="limits">${measured(exhibit).map(renderMeasured)}</p>
<div class="frames">${renderFrames(exhibit, { ...scene, reader })}</div></section>`
}

interface FrameScene extends GalleryScene {
  readonly id: string
  readonly reader: WebReader
}

function renderFrames(exhibit: Exhibit, { id, reader, renderers }: FrameScene): Html {
  const others = { ...reader, mentions: new Map() }
  const skin = (name: string): SkinControls => ({ id: `${id}-${name}`, reader, names: new Map() })
  switch (exhibit.shape) {
    case 'card': {
      const card: Card = exhibit.value
      const [slack, discord] = [renderers.slack.card(card, others), renderers.discord.card(card, others)]
      return html`${frame('Web', renderCard(card, { id, reader }), card)}${frame('Slack', drawSlackMessage(slack, skin('slack')), slack)}${frame('Discord', drawDiscordMessage(discord, skin('discord')), discord)}`
    }
    case 'form': {
      const form: Form = exhibit.value
      const [slack, discord] = [renderers.slack.form(form, others), renderers.discord.form(form, others)]
      const web = html`<div class="card"><h3 class="card-title" dir="auto">${form.title}</h3>${renderForm(form, { id, reader })}</div>`
      return html`${frame('Web', web, form)}${frame('Slack', drawSlackModal(slack, skin('slack')), slack)}${frame('Discord', drawDiscordModal(discord, skin('discord')), discord)}`
    }
    case 'page':
      return frame(
        'Link page',
        html`<div class="letter">${renderPageBody(exhibit.value, { reader, id })}</div>`,
        exhibit.value,
      )
  }
}

const frame = (name: string, drawn: Html, data: unknown): Html =>
  html`<div class="frame"><h3>${name}</h3>${drawn}<details class="data"><summary>As data</summary><pre tabindex="0">${JSON.stringify(data, null, 2)}</pre></details></div>`

function measured(exhibit: Exhibit): Measured[] {
  switch (exhibit.shape) {
    case 'card':
      return measureCard(exhibit.value)
    case 'form':
      return measureForm(exhibit.value)
    case 'page':
      return measurePage(exhibit.value)
  }
}

const renderMeasured = ({ what, used, limit }: Measured): Html =>
  html`<span class="${used > limit && 'is-over'}">${what} ${used} of ${limit}${used > limit && ', too much'}</span> `
