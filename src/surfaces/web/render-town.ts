import type { OtherRenderers } from './desk.ts'
import type { Guide, PendingMail } from './guide.ts'
import { type Html, html, trusted } from './html.ts'
import { WEB_LIMITS } from './limits.ts'
import type { Regions } from './live.ts'
import type { TownNow, Townsperson } from './look-around.ts'
import { cityOf, durationInWords, printTime } from './print-time.ts'
import { renderHidden } from './render-actions.ts'
import { renderDrawer } from './render-drawer.ts'
import { renderHouse } from './render-house.ts'
import { firstNameOf, renderAvatar, renderToDecide } from './render-person.ts'
import { bringing, viewToAddress, viewToQuery, withTab } from './view.ts'

/** The parts of the page that change by themselves; each is redrawn alone. */
export const REGIONS = ['bar', 'guide', 'cast', 'street', 'drawer'] as const
export type Region = (typeof REGIONS)[number]

export interface TownControls {
  readonly renderers: OtherRenderers
  /** What a newcomer says first, such as the command "intro ask". */
  readonly opening: Opening
}

export interface Opening {
  readonly label: string
  readonly command: string
  readonly verb: string
}

export function renderRegion(region: Region, town: TownNow, controls: TownControls): Html {
  switch (region) {
    case 'bar':
      return renderBar(town)
    case 'guide':
      return renderGuide(town, controls)
    case 'cast':
      return renderCast(town)
    case 'street':
      return renderStreet(town, controls)
    case 'drawer':
      return renderDrawer(town)
  }
}

function renderBar(town: TownNow): Html {
  const back = renderHidden({ _back: viewToQuery(town.view) })
  const isOpen = town.drawer !== null
  return html`<header class="bar" id="bar"><a class="brand" href="/playground"><img src="/playground/assets/icon.svg" alt="" width="24" height="24"> Introdesk</a>${town.cast.length > 0 && html`<h1 class="workspace" dir="auto"><span class="unseen">The playground of </span>${town.workspace.name}</h1>`}
${renderClock(town)}
<div class="tools"><form method="post" action="/playground/town">${back}${!town.isDemoLoaded && html`<button class="button is-quiet" name="do" value="load">Load the demo town</button>`}<button type="button" class="button is-quiet" commandfor="start-over" command="show-modal" aria-haspopup="dialog">Start over</button>
<dialog id="start-over" class="confirm" aria-labelledby="start-over-title"><h2 id="start-over-title">Start the town over?</h2><p>Everything that was said and decided in this town is deleted, and the demo town is loaded again.</p><div class="actions"><button class="button is-danger" name="do" value="restart">Start over</button><button type="button" class="button is-plain" commandfor="start-over" command="close" autofocus>Keep this town</button></div></dialog></form>
<a class="button is-quiet" href="/playground/gallery">Gallery</a>
<form method="post" action="/playground/theme" class="themes">${back}<button class="button is-quiet to-dark" name="theme" value="dark">Dark</button><button class="button is-quiet to-light" name="theme" value="light">Light</button></form>
<a class="button is-quiet" href="${viewToAddress({ ...town.view, drawer: isOpen ? null : 'trail' })}" aria-controls="drawer">${isOpen ? 'Hide the inside' : 'Look inside'}</a></div></header>`
}

function renderClock({ workspace, now, aheadMs, next, view }: TownNow): Html {
  const { timeZone, locale } = workspace
  const move = (label: string, to: string) =>
    html`<button name="to" value="${to}" class="button is-quiet">${label}</button>`
  return html`<form id="clock" class="clock" method="post" action="/playground/clock">${renderHidden({ _back: viewToQuery(view) })}
<time datetime="${now.toISOString().slice(0, 16)}Z"><span class="unseen">In this town it is </span>${printTime(now, 'moment', { timeZone, locale, now })} <small>${cityOf(timeZone)}</small></time>
<span class="moves">${move('+1 hour', 'hour')}${move('+1 day', 'day')}${next && html`<button name="to" value="next" class="button is-quiet next" title="Move the clock to ${next.what}">Next: <span>${next.what}</span> ${nextIn(next.at, now)}</button>`}${aheadMs > 0 && move('Back to now', 'now')}</span></form>`
}

const nextIn = (at: Date, now: Date) => (at <= now ? 'now' : `in ${durationInWords(at.getTime() - now.getTime())}`)

/** One sentence and one button: whoever follows it has seen the whole story. */
function renderGuide(town: TownNow, controls: TownControls): Html {
  if (town.cast.length === 0) return html`<div id="guide" hidden></div>`
  return html`<div id="guide" class="guide" role="status">${renderStep(town.guide, town, controls)}</div>`
}

function renderStep(guide: Guide, town: TownNow, { opening }: TownControls): Html {
  switch (guide.kind) {
    case 'begin':
      return html`<p>A good place to begin:</p>${renderBegin(town, opening)}`
    case 'turn':
      return renderTurn(guide, town)
    case 'mail':
      return renderLetterWaiting(guide.mail)
    case 'wait':
      return html`<p>Nobody has anything to decide now.</p>
${guide.next && html`<form method="post" action="/playground/clock">${renderHidden({ _back: viewToQuery(town.view) })}<button id="guide-time" class="button is-primary" name="to" value="turn">Let time pass until somebody does</button></form>`}${renderBegin(town, opening, 'is-plain')}`
  }
}

function renderTurn({ member, waiting, others, mail }: Extract<Guide, { kind: 'turn' }>, { view }: TownNow): Html {
  const { externalId, name } = member
  const there = withTab(bringing(view, externalId, WEB_LIMITS.peopleShown), externalId, null)
  return html`<p>It is <strong>${firstNameOf(name)}’s</strong> turn: <span dir="auto">${waiting.title}</span></p>
<a id="guide-turn-${externalId}" class="button is-plain" href="${viewToAddress(there)}#m-${waiting.messageId}-${externalId}">Show ${firstNameOf(name)}</a>${others > 0 && html`<p class="small">and ${others} more ${others === 1 ? 'card waits' : 'cards wait'}</p>`}${mail && renderLetterWaiting(mail)}`
}

const renderLetterWaiting = ({ name, title, href }: PendingMail): Html =>
  html`<p>A mail waits for <strong dir="auto">${name}</strong>: <span dir="auto">${title}</span></p><a id="guide-mail" class="button is-plain" href="${href}" target="_blank" rel="noopener">Open as ${firstNameOf(name)}</a>`

function renderBegin({ view, hero }: TownNow, { label }: Opening, look = 'is-primary'): Html {
  return html`<form method="post" action="/playground/begin">${renderHidden({ _back: viewToQuery(view), _person: hero.externalId })}<button id="guide-begin" class="button ${look}">${label} as ${firstNameOf(hero.name)}</button></form>`
}

function renderWelcome(town: TownNow, { opening }: TownControls): Html {
  return html`<section class="welcome" aria-labelledby="welcome"><img src="/playground/assets/icon.svg" alt="" width="64" height="64"><h1 id="welcome">Somebody here knows somebody.</h1>
<p>Introdesk finds the person who can open a door, asks them kindly, and follows it through until everybody knows what came of it. The people of this town are made up. The desk is the real one, and it runs on this machine alone.</p>
${renderBegin(town, opening)}</section>`
}

/** Everybody in town; a press brings them into sight. A large town shows some, and takes a name for the others. */
function renderCast({ cast, houses, view }: TownNow): Html {
  if (cast.length === 0) return html`<nav id="cast" hidden></nav>`
  const isInSight = (member: Townsperson) => houses.some((house) => house.member === member)
  const listed = cast.filter(
    (member, index) => index < WEB_LIMITS.castShown || isInSight(member) || member.toDecide > 0,
  )
  const front = houses.find(({ isInFront }) => isInFront)?.member
  return html`<nav id="cast" class="cast" aria-label="People"><ul>${listed.map((member) => {
    const address = viewToAddress(bringing(view, member.externalId, WEB_LIMITS.peopleShown))
    return html`<li><a href="${address}" class="${isInSight(member) && 'is-shown'}"${member === front && html` aria-current="true"`}>${renderAvatar(member)}<span>${firstNameOf(member.name)}</span>${renderToDecide(member.toDecide)}</a></li>`
  })}
${listed.length < cast.length && html`<li><form class="by-name" method="get" action="/playground/person"><input type="hidden" name="back" value="${viewToQuery(view)}"><label class="unseen" for="by-name">Show somebody else</label><input type="search" id="by-name" name="name" placeholder="${cast.length - listed.length} more: a name"><button class="button is-quiet">Show</button></form></li>`}</ul></nav>`
}

function renderStreet(town: TownNow, controls: TownControls): Html {
  const { houses } = town
  return html`<main id="street" class="street">${
    houses.length === 0
      ? renderWelcome(town, controls)
      : html`<div class="houses">${houses.map((house) => renderHouse(house, town, controls.renderers))}</div>`
  }</main>`
}

/** The whole page around its regions. `seen` tells the live connection what the page already shows. */
export function renderFrame(regions: Regions, seen: string): Html {
  const region = (name: Region) => trusted(regions.get(name)?.html ?? '')
  return html`<body class="town" data-seen="${seen}"><a class="skip" href="#street">Skip to the people</a>
${region('bar')}${region('guide')}${region('cast')}
<div class="stage">${region('street')}${region('drawer')}</div>
<div id="sheets"></div><p id="lost" class="lost" role="alert" hidden>The connection to the desk was lost. Trying again…</p></body>`
}
