import { showSheet } from './dialogs.ts'
import { showPage } from './live.ts'

/** A press whose answer was lost is sent again, with the same id, until the desk is back. */
const WAITS_MS = [300, 1_000, 2_000, 4_000]

export function listenForSubmits(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') return
    event.preventDefault()
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null
    void working(form, button, () => send(form, button))
  })
}

export function listenForLinks(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    if (
      link.target !== '' ||
      link.origin !== location.origin ||
      link.pathname !== '/playground' ||
      link.matches('.skip')
    )
      return
    event.preventDefault()
    void visit(link.href)
  })
  window.addEventListener('popstate', () => void visit(location.href, false))
}

async function send(form: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form, button)) if (typeof value === 'string') body.append(name, value)
  if (!body.has('_id')) body.set('_id', freshId())
  const response = await persistently(() =>
    fetch(form.action, { method: 'POST', body, headers: { 'x-fragment': '1' } }),
  )
  const type = response.headers.get('content-type') ?? ''
  const sheet = form.closest<HTMLDialogElement>('dialog.sheet')
  if (response.ok && type.includes('text/html')) return showSheet(await response.text(), sheet)
  if (!response.ok) return tell(await response.text())
  form.closest('dialog')?.close()
  button?.closest('dialog')?.close()
  if (form.matches('.composer')) form.reset()
  if (type.includes('json')) await visit((await response.json()).address)
}

async function visit(address: string, isNew = true): Promise<void> {
  const response = await persistently(() => fetch(address))
  if (isNew && address !== location.href) history.pushState(null, '', address)
  showPage(await response.text())
  const target = document.getElementById(location.hash.slice(1))
  target?.scrollIntoView({ block: 'center' })
  target?.querySelector<HTMLElement>('.button.is-primary')?.focus({ preventScroll: true })
}

async function persistently(ask: () => Promise<Response>): Promise<Response> {
  for (const wait of WAITS_MS) {
    try {
      return await ask()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
  return ask()
}

/** While something is at work its button says so and cannot be pressed again. */
async function working(
  form: HTMLFormElement,
  button: HTMLButtonElement | null,
  work: () => Promise<void>,
): Promise<void> {
  if (form.ariaBusy === 'true') return
  form.ariaBusy = 'true'
  if (button) button.ariaBusy = 'true'
  // Its answer takes the place of a form that needs mending: what is typed meanwhile would go with the old one.
  form.inert = form.closest('dialog') !== null
  try {
    await work()
  } catch {
    tell('The desk could not be reached. What you typed is still here; please try again in a moment.')
  } finally {
    form.ariaBusy = null
    if (button) button.ariaBusy = null
    const wasHeld = form.inert
    form.inert = false
    if (wasHeld && button?.isConnected) button.focus()
  }
}

function tell(text: string): void {
  const note = document.createElement('p')
  note.className = 'toast'
  note.role = 'alert'
  note.textContent = text
  const place = document.querySelector('dialog[open]') ?? document.body
  place.append(note)
  setTimeout(() => note.remove(), 8_000)
}

const freshId = () => crypto.getRandomValues(new Uint8Array(16)).toHex()
