import { describe, expect, test } from 'vitest'
import { memberId } from '../../../src/kit/brand.ts'
import { actions, type Card, list } from '../../../src/kit/ui/card.ts'
import { linkIn, nextStep, type Table, waitsForDecision } from '../../../src/surfaces/web/guide.ts'

const femi = {
  memberId: memberId('m-2'),
  externalId: 'femi',
  name: 'Femi Adeyemi',
  headline: '',
  roles: [],
  timeZone: 'Europe/Berlin',
  locale: 'en',
}
const table: Table = { cast: [femi], waiting: [], mail: [], hasBegun: true, next: null }
const offer = { externalId: 'femi', messageId: 'm-1', title: 'Maria would like to meet Ben' }
const letter = { name: 'Ben', title: 'May I?', href: 'http://127.0.0.1/l/x' }
const card = (...body: Card['body']): Card => ({ title: 'A card', body })

describe('web.guide', () => {
  test('begins where nothing has happened', () => {
    expect(nextStep({ ...table, hasBegun: false })).toEqual({ kind: 'begin' })
  })

  test('points to whose turn it is, and to the mail that waits beside it', () => {
    expect(nextStep({ ...table, waiting: [offer, { ...offer, messageId: 'm-2' }], mail: [letter] })).toEqual({
      kind: 'turn',
      member: femi,
      waiting: offer,
      others: 1,
      mail: letter,
    })
    expect(nextStep({ ...table, mail: [letter] })).toEqual({ kind: 'mail', mail: letter })
  })

  test('waits when nobody has anything to decide', () => {
    expect(nextStep(table)).toEqual({ kind: 'wait', next: null })
  })

  test('a card waits while it has a primary button, or an open line that can be pressed', () => {
    const button = { kind: 'button', label: 'Accept', token: 'a.b:1:', style: 'primary' } as const
    expect(waitsForDecision(card(actions(button)))).toBe(true)
    expect(waitsForDecision(card(actions({ ...button, style: 'plain' })))).toBe(false)
    const line = { title: 'Did you meet?', actions: [{ ...button, style: 'plain' as const }] }
    expect(waitsForDecision(card(list([{ ...line, status: { word: 'To do', tone: 'open' } }])))).toBe(true)
    expect(waitsForDecision(card(list([{ ...line, status: { word: 'Done', tone: 'good' } }])))).toBe(false)
  })

  test('finds the question in a letter by its address', () => {
    const isOurs = (href: string) => href.startsWith('http://desk/l/')
    const links = card(
      actions(
        { kind: 'link', label: 'Site', href: 'https://example.org' },
        { kind: 'link', label: 'Answer', href: 'http://desk/l/id.sig' },
      ),
    )
    expect(linkIn(links, isOurs)).toEqual({ href: 'http://desk/l/id.sig', token: 'id.sig' })
    expect(linkIn(card(), isOurs)).toBeNull()
  })
})
