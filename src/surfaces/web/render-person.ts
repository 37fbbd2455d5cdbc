import { type Html, html } from './html.ts'

const HUES = 8

/** Initials on the person's own colour. Their name always stands beside it, so it is silent for screen readers. */
export function renderAvatar({ externalId, name }: { readonly externalId: string; readonly name: string }): Html {
  return html`<span class="avatar ${hueOf(externalId)}" aria-hidden="true">${initialsOf(name)}</span>`
}

/** The class of a person's colour: the same wherever they appear. */
export function hueOf(externalId: string): string {
  const sum = [...externalId].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7)
  return `who-${sum % HUES}`
}

export const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0] ?? name

export function renderToDecide(count: number): Html {
  return count === 0 ? html`` : html`<span class="to-decide">${count} to decide</span>`
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase('en')
}
