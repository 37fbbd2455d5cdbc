interface Choice {
  readonly label: string
  readonly hint?: string
  /** In the composer: what the whole line becomes. */
  readonly text?: string
  /** In a search field: what is sent. */
  readonly value?: string
}

/** Faster typing than this asks once. */
const PAUSE_MS = 80

const COMBOBOX = 'input[role="combobox"]'

let asking: AbortController | null = null

/** The combobox pattern of the ARIA practices, for the composer and for the type-ahead fields of forms. */
export function listenForCombobox(): void {
  document.addEventListener('input', (event) => {
    const input = comboboxOf(event.target)
    if (!input) return
    const value = hiddenValueOf(input)
    if (value) value.value = ''
    dropOthers(input)
    void suggest(input)
  })
  document.addEventListener('focusin', (event) => {
    const input = comboboxOf(event.target)
    if (input && hiddenValueOf(input)?.value === '') void suggest(input)
  })
  document.addEventListener('focusout', (event) => {
    const input = comboboxOf(event.target)
    if (input) close(input)
  })
  document.addEventListener('submit', (event) => {
    const input = event.target instanceof HTMLFormElement && event.target.querySelector<HTMLInputElement>(COMBOBOX)
    if (input) close(input)
  })
  document.addEventListener('keydown', (event) => {
    const input = comboboxOf(event.target)
    if (input) onKey(input, event)
  })
  // Before the click takes the focus away from the input.
  document.addEventListener('pointerdown', (event) => {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="option"]') : null
    const input = option && comboboxFor(option)
    if (!option || !input) return
    event.preventDefault()
    choose(input, option)
  })
}

function onKey(input: HTMLInputElement, event: KeyboardEvent): void {
  const options = optionsOf(input)
  // Enter chooses here. It must not send the form around a search that is not answered yet.
  if (event.key === 'Enter' && isUnchosen(input)) event.preventDefault()
  if (options.length === 0) return
  const at = options.findIndex(isActive)
  const active = options[at]
  switch (event.key) {
    case 'ArrowDown':
      event.preventDefault()
      activate(input, options[(at + 1) % options.length])
      return
    case 'ArrowUp':
      event.preventDefault()
      activate(input, options.at(at <= 0 ? -1 : at - 1))
      return
    case 'Escape':
      // The first press closes the list, the next one the dialog around it.
      event.preventDefault()
      close(input)
      return
    case 'Enter': {
      const option = active ?? (isUnchosen(input) && options.length === 1 ? options[0] : undefined)
      if (option) event.preventDefault()
      if (option) choose(input, option)
      else if (!isUnchosen(input)) close(input)
      return
    }
    case 'Tab': {
      const option = active ?? (isComposer(input) ? options[0] : undefined)
      if (event.shiftKey || !option) return
      if (isComposer(input)) event.preventDefault()
      choose(input, option)
    }
  }
}

async function suggest(input: HTMLInputElement): Promise<void> {
  const address = addressFor(input)
  asking?.abort()
  if (!address) return close(input)
  asking = new AbortController()
  const { signal } = asking
  try {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    if (signal.aborted) return
    const response = await fetch(address, { signal })
    const choices: Choice[] = response.ok ? await response.json() : []
    if (!signal.aborted && document.activeElement === input) show(input, choices)
  } catch {
    // Nothing to suggest while the desk cannot be reached; the line can be sent as it is. A question that was asked anew is
    // no failure: closing for it would take the new one along.
    if (!signal.aborted) close(input)
  }
}

/** Until the desk has answered, only what still fits can be chosen: nobody gets what they had before the last letter. */
function dropOthers(input: HTMLInputElement): void {
  const typed = input.value.toLocaleLowerCase()
  for (const option of optionsOf(input)) {
    const words = option.dataset.text ?? option.dataset.label ?? ''
    if (!words.toLocaleLowerCase().includes(typed)) option.remove()
  }
}

function show(input: HTMLInputElement, choices: readonly Choice[]): void {
  const list = listOf(input)
  if (!list) return
  const before = optionsOf(input).find(isActive)
  list.replaceChildren(...choices.map((choice, index) => optionFor(choice, `${list.id}-${index}`)))
  list.hidden = choices.length === 0
  input.ariaExpanded = String(choices.length > 0)
  input.removeAttribute('aria-activedescendant')
  // Who had gone to one of them while the desk was still looking is about to choose it.
  if (before)
    activate(
      input,
      optionsOf(input).find((option) => isSame(option, before)),
    )
}

function optionFor({ label, hint, text, value }: Choice, id: string): HTMLLIElement {
  const option = document.createElement('li')
  option.role = 'option'
  option.id = id
  option.dir = 'auto'
  option.dataset.label = label
  if (text !== undefined) option.dataset.text = text
  if (value !== undefined) option.dataset.value = value
  const name = document.createElement('strong')
  name.textContent = label
  option.append(name)
  if (hint) {
    const small = document.createElement('small')
    small.textContent = hint
    option.append(' ', small)
  }
  return option
}

function activate(input: HTMLInputElement, option: HTMLElement | undefined): void {
  for (const each of optionsOf(input)) each.ariaSelected = String(each === option)
  if (!option) return
  input.setAttribute('aria-activedescendant', option.id)
  option.scrollIntoView({ block: 'nearest' })
}

function choose(input: HTMLInputElement, option: HTMLElement): void {
  const value = hiddenValueOf(input)
  input.value = option.dataset.text ?? option.dataset.label ?? ''
  if (value) value.value = option.dataset.value ?? ''
  close(input)
  // A command goes on with its options.
  if (isComposer(input)) void suggest(input)
}

function close(input: HTMLInputElement): void {
  asking?.abort()
  const list = listOf(input)
  if (list) list.hidden = true
  list?.replaceChildren()
  input.ariaExpanded = 'false'
  input.removeAttribute('aria-activedescendant')
}

function addressFor(input: HTMLInputElement): string | null {
  const complete = input.form?.dataset.complete
  if (complete) return input.value.startsWith('/') ? `${complete}&text=${encodeURIComponent(input.value)}` : null
  const search = input.closest<HTMLElement>('[data-search]')?.dataset.search
  return search ? `${search}&query=${encodeURIComponent(input.value)}` : null
}

const comboboxOf = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && target.role === 'combobox' ? target : null
const comboboxFor = (option: Element) =>
  document.querySelector<HTMLInputElement>(
    `[role="combobox"][aria-controls="${CSS.escape(option.parentElement?.id ?? '')}"]`,
  )
const listOf = (input: HTMLInputElement) => document.getElementById(input.getAttribute('aria-controls') ?? '')
const optionsOf = (input: HTMLInputElement) => [
  ...(listOf(input)?.querySelectorAll<HTMLElement>('[role="option"]') ?? []),
]
const hiddenValueOf = (input: HTMLInputElement) =>
  input.closest('.combobox')?.querySelector<HTMLInputElement>('input[type="hidden"]') ?? null
const isActive = (option: HTMLElement) => option.ariaSelected === 'true'
const isSame = ({ dataset: one }: HTMLElement, { dataset: other }: HTMLElement) =>
  one.value === other.value && one.text === other.text && one.label === other.label
/** A search field in which something is typed that nobody chose yet. */
const isUnchosen = (input: HTMLInputElement) => input.value !== '' && hiddenValueOf(input)?.value === ''
const isComposer = (input: HTMLInputElement) => input.form?.dataset.complete !== undefined
