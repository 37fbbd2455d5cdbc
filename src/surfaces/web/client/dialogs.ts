/** Shows a form; one that is open already (it came back with problems) is changed in place. */
export function showSheet(html: string, replaced: HTMLDialogElement | null): void {
  const sheet = elementOf(html)
  const before = document.activeElement
  replaced?.remove()
  document.getElementById('sheets')?.append(sheet)
  sheet.showModal()
  sheet.addEventListener('close', () => {
    sheet.remove()
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  })
  const first = sheet.querySelector<HTMLElement>('[aria-invalid="true"]') ?? sheet.querySelector<HTMLElement>(CONTROLS)
  first?.focus()
}

/** `commandfor` opens and closes dialogs by itself in browsers of 2025 and later; this does the same in older ones. */
export function listenForCommands(): void {
  if ('commandForElement' in HTMLButtonElement.prototype) return
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button[commandfor]') : null
    const dialog = document.getElementById(button?.getAttribute('commandfor') ?? '')
    if (!(dialog instanceof HTMLDialogElement)) return
    if (button?.getAttribute('command') === 'close') dialog.close()
    else dialog.showModal()
  })
}

const CONTROLS = 'input:not([type="hidden"]), select, textarea'

function elementOf(html: string): HTMLDialogElement {
  const template = document.createElement('template')
  template.innerHTML = html
  const sheet = template.content.querySelector('dialog')
  if (!sheet) throw new Error('The desk answered with a form that has no dialog.')
  return sheet
}
