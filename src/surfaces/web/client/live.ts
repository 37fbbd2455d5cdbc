import { Idiomorph } from 'idiomorph'

/** After a connection that ended for good (the desk was restarted), a new one is tried this soon. */
const TRY_AGAIN_MS = 1_000

let source: EventSource | null = null

/** Listens for what changes in this very view; each event is one region of the page, whole. */
export function startLive(): void {
  source?.close()
  const query = new URLSearchParams(location.search)
  query.set('seen', document.body.dataset.seen ?? '')
  const opened = new EventSource(`/playground/live?${query}`)
  source = opened
  for (const region of ['bar', 'guide', 'cast', 'street', 'drawer']) {
    opened.addEventListener(region, (event) => {
      const element = document.getElementById(region)
      if (element) keepingPlace(() => morph(element, event.data))
    })
  }
  opened.addEventListener('hello', () => showLost(false))
  opened.addEventListener('error', () => {
    if (source !== opened) return
    showLost(true)
    // A browser tries again by itself after a cut, but not after an answer that was no stream.
    if (opened.readyState === EventSource.CLOSED) setTimeout(() => source === opened && startLive(), TRY_AGAIN_MS)
  })
}

/** Shows another view in place of this one. */
export function showPage(html: string): void {
  const page = new DOMParser().parseFromString(html, 'text/html')
  document.title = page.title
  const { theme } = page.documentElement.dataset
  if (theme) document.documentElement.dataset.theme = theme
  keepingPlace(() => morph(document.body, page.body.outerHTML))
  startLive()
}

function showLost(isLost: boolean): void {
  const banner = document.getElementById('lost')
  if (banner) banner.hidden = !isLost
}

/** Changes what differs and leaves alone what the reader holds: open folds and dialogs, half-typed lines, buttons at work. */
function morph(element: Element, html: string): void {
  Idiomorph.morph(element, html, {
    morphStyle: 'outerHTML',
    callbacks: {
      beforeNodeMorphed: (old) =>
        !(old instanceof Element) || !old.matches('#sheets, #lost, .composer [role="listbox"]'),
      beforeAttributeUpdated: (name, node) => !isHeld(name, node),
    },
  })
}

function isHeld(name: string, node: Element): boolean {
  if (name === 'open') return node.matches('details, dialog')
  if (name === 'value' || name === 'aria-expanded' || name === 'aria-activedescendant')
    return node.matches('[role="combobox"]')
  return (name === 'disabled' || name === 'aria-busy') && node.ariaBusy === 'true'
}

/** Who reads the newest message goes on doing so; who reads further up is not moved; the focus stays where it was, or near it. */
function keepingPlace(change: () => void): void {
  const path = idsAround(document.activeElement)
  const logs = () => [...document.querySelectorAll<HTMLElement>('.messages')]
  const followed = new Set(
    logs()
      .filter(isAtEnd)
      .map((log) => log.id),
  )
  const known = new Set(logs().map((log) => log.id))
  change()
  if (document.activeElement === document.body) focusFirst(path)
  showWhoIsInFront()
  for (const log of logs()) {
    if (followed.has(log.id) || !known.has(log.id)) showNewest(log)
  }
}

const newestIn = (log: HTMLElement) => log.querySelector<HTMLElement>('ol > li:last-child')

const isAtEnd = (log: HTMLElement) => {
  const newest = newestIn(log)
  return !newest || newest.offsetTop < log.scrollTop + log.clientHeight
}

/** The ids of an element and of what is around it, the nearest first. */
function idsAround(element: Element | null): string[] {
  const ids: string[] = []
  for (let at = element; at && at !== document.body; at = at.parentElement) if (at.id) ids.push(at.id)
  return ids
}

/** A pressed button is gone after the decision; its card is still there. */
function focusFirst(ids: readonly string[]): void {
  const element = ids.map((id) => document.getElementById(id)).find((found) => found !== null)
  if (!element) return
  if (!element.matches('a, button, input, select, textarea, summary, [tabindex]')) element.tabIndex = -1
  element.focus({ preventScroll: true })
}

/** The newest message from its first line on, however long it is. */
function showNewest(log: HTMLElement): void {
  const newest = newestIn(log)
  if (newest) log.scrollTop = Math.min(log.scrollHeight, newest.offsetTop - GAP)
}

const GAP = 16

/** On a narrow screen the row of people is longer than it is wide. */
function showWhoIsInFront(): void {
  document.querySelector('.cast [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

for (const log of document.querySelectorAll<HTMLElement>('.messages')) showNewest(log)
showWhoIsInFront()
