import type { DeliveryTrace, TrailEntry } from '../../app/inspector.ts'
import { type Html, html } from './html.ts'
import type { DrawerNow, TownNow } from './look-around.ts'
import { durationInWords } from './print-time.ts'
import { renderCard } from './render-card.ts'
import { renderTime, type WebReader } from './render-text.ts'
import { DRAWERS, type Drawer, type View, viewToAddress } from './view.ts'

const DRAWER_NAMES: Readonly<Record<Drawer, string>> = { trail: 'Time line', outbox: 'Outbox', mail: 'Mail' }

/** Behind the scenes: what just happened and what is still to come. */
export function renderDrawer(town: TownNow): Html {
  const { drawer, view } = town
  if (!drawer) return html`<aside id="drawer" class="drawer" hidden></aside>`
  const reader: WebReader = { timeZone: town.workspace.timeZone, locale: town.workspace.locale, now: town.now }
  return html`<aside id="drawer" class="drawer" aria-labelledby="drawer-title"><header class="drawer-head"><h2 id="drawer-title">Behind the scenes</h2>
<a class="button is-quiet" href="${viewToAddress({ ...view, drawer: null, reference: null })}">Close</a></header>
<nav class="tabs" aria-label="Behind the scenes">${DRAWERS.map(
    (each) =>
      html`<a href="${viewToAddress({ ...view, drawer: each, reference: null })}"${each === drawer.kind && html` aria-current="page"`}>${DRAWER_NAMES[each]}</a>`,
  )}</nav>
<div class="drawer-body" tabindex="0" role="group" aria-label="${DRAWER_NAMES[drawer.kind]}">${renderInside(drawer, { reader, view })}</div></aside>`
}

interface DrawerScene {
  readonly reader: WebReader
  readonly view: View
}

function renderInside(drawer: DrawerNow, scene: DrawerScene): Html {
  switch (drawer.kind) {
    case 'trail':
      return renderTrail(drawer.entries, scene)
    case 'outbox':
      return renderOutbox(drawer, scene.reader)
    case 'mail':
      return renderMail(drawer, scene.reader)
  }
}

function renderTrail(entries: readonly TrailEntry[], { reader, view }: DrawerScene): Html {
  return html`${view.reference && html`<p class="small">Only ref ${view.reference}. <a href="${viewToAddress({ ...view, reference: null })}">Show everything</a></p>`}
${entries.length === 0 && html`<p class="empty">Nothing has happened yet. What people do, and everything that comes of it, is listed here.</p>`}
<ol class="trail">${entries.map((entry, index) => renderEntry(entry, { reader, isOpen: index === 0 }))}</ol>`
}

function renderEntry(entry: TrailEntry, { reader, isOpen }: { reader: WebReader; isOpen: boolean }): Html {
  const { id, at, actor, contract, outcome, reference, surface } = entry
  return html`<li><details id="t-${id}"${isOpen && html` open`}><summary>${renderTime(at, 'time', reader)} <strong>${actor ?? 'The desk'}</strong> <code>${contract}</code>${reference && html` <span class="reference">${reference}</span>`}</summary>
<ol class="steps">
${surface && renderStep('Interaction', html`${actor} on ${surface}, <code>${contract}</code>`)}
${renderStep('Decision', html`${outcome}`)}
${entry.changes.length > 0 && renderStep('Rows', renderPieces(entry.changes.map(({ model, action, count }) => `${model} ${action}${count > 1 ? ` ×${count}` : ''}`)))}
${entry.events.map(({ name, data }) => renderStep('Event', html`<code>${name}</code><pre>${JSON.stringify(data, null, 1)}</pre>`))}
${entry.jobs.length > 0 && renderStep('Jobs', renderPieces(entry.jobs))}
${entry.deliveries.map((delivery) => renderStep('Notice', renderDelivery(delivery, reader)))}
</ol></details></li>`
}

const renderStep = (name: string, what: Html): Html =>
  html`<li><span class="step">${name}</span><div>${what}</div></li>`
const renderPieces = (pieces: readonly string[]): Html => html`${pieces.map((piece) => html`<code>${piece}</code> `)}`

function renderDelivery(
  { notice, to, surface, status, sentAt, dueAt, lastError, attempts }: DeliveryTrace,
  reader: WebReader,
): Html {
  const when = sentAt
    ? html`sent ${renderTime(sentAt, 'moment', reader)}`
    : html`${status}, due ${renderTime(dueAt, 'moment', reader)}`
  return html`<code>${notice}</code> to ${to}<br><span class="small">${when}${surface && ` on ${surface}`}${attempts > 1 && ` after ${attempts} tries`}${lastError && html`: ${lastError}`}</span>`
}

function renderOutbox({ deliveries, queues }: Extract<DrawerNow, { kind: 'outbox' }>, reader: WebReader): Html {
  const busy = queues.filter(({ waiting, running, failed }) => waiting + running + failed > 0)
  return html`<h3>Owed</h3>${deliveries.length === 0 && html`<p class="empty">Everything has been delivered.</p>`}
<ul class="plain-list">${deliveries.map(
    (delivery) =>
      html`<li>${renderDelivery(delivery, reader)}${delivery.dueAt > reader.now && html` <span class="small">in ${durationInWords(delivery.dueAt.getTime() - reader.now.getTime())}</span>`}</li>`,
  )}</ul>
<h3>Jobs</h3>${
    busy.length === 0
      ? html`<p class="empty">No job is waiting.</p>`
      : html`<table><caption class="unseen">Jobs by queue</caption><thead><tr><th scope="col">Queue</th><th scope="col">Waiting</th><th scope="col">Running</th><th scope="col">Failed</th></tr></thead><tbody>${busy.map(
          ({ name, waiting, running, failed }) =>
            html`<tr><th scope="row">${name}</th><td class="number">${waiting}</td><td class="number">${running}</td><td class="number">${failed}</td></tr>`,
        )}</tbody></table>`
  }`
}

function renderMail({ mail }: Extract<DrawerNow, { kind: 'mail' }>, reader: WebReader): Html {
  if (mail.length === 0)
    return html`<p class="empty">People outside the chat are asked by mail. What would have been sent to them is kept here, with its links.</p>`
  return html`${mail.map(
    ({ id, name, email, card, createdAt }) =>
      html`<section class="letter-kept"><p class="small">To <strong>${name}</strong> &lt;${email}&gt;, ${renderTime(createdAt, 'moment', reader)}</p>${renderCard(card, { id: `mail-${id}`, reader })}</section>`,
  )}`
}
