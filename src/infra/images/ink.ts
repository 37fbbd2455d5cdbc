/** The web's dark theme: every hue has a contrast of more than 4.5 against the ground. */
export const GROUND = '#1d1c19'
export const QUIET = '#a8a297'
export const HAIRLINE = '#34322c'
export const HUES = ['#a3b6ff', '#e3a35c', '#85d0a2', '#d99fd4', '#b5afa2', '#f29a88']

/** What XML cannot hold at all, such as a NUL or half of a pair, is left out. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
