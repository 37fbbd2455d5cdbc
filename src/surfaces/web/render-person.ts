import { type Html, html } from './html.ts'

const HUES = 8

/** A person's place in the cast gives them their colour. */
export interface Hued {
  readonly name: string
  readonly hue: number
}

/** Initials on the person's own colour. Their name always stands beside it, so it is silent for screen readers. */
export function renderAvatar(person: Hued): Html {
  const { name } = person
  return html`<span class="avatar ${hueOf(person)}" aria-hidden="true">${initialsOf(name)}</span>`
}

/** The class of a person's colour: the same wherever they appear, different for neighbours. */
export const hueOf = ({ hue }: Hued): string => `who-${hue % HUES}`

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
