import { cleanText } from '../../kit/ui/text.ts'

/** A finished piece of HTML: whatever came through a hole has been escaped. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

type Hole = string | number | Html | readonly Html[] | false | undefined

/** Strings are escaped, pieces of HTML and lists of them are not; what is missing prints nothing. */
export function html(strings: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  return new Html(strings.map((literal, index) => literal + markupOf(holes[index])).join(''))
}

function markupOf(hole: Hole): string {
  if (hole === undefined || hole === false) return ''
  if (typeof hole === 'string' || typeof hole === 'number') return escaped(String(hole))
  if (hole instanceof Html) return hole.markup
  return hole.map(({ markup }) => markup).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
