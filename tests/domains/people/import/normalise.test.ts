import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  normaliseEmail,
  normaliseName,
  normaliseOrganization,
  normalisePhone,
  normaliseProfileUrl,
} from '../../../../src/domains/people/import/normalise.ts'

describe('normaliseEmail', () => {
  it.each([
    [' Ada.Winter+list@Gmail.COM ', 'ada.winter+list@gmail.com'],
    ['mailto:ada@winter.example', 'ada@winter.example'],
    ['"Winter, Ada" <ada@winter.example>', 'ada@winter.example'],
    ['ada＠winter.example', 'ada@winter.example'],
    ['ada@müller.example', 'ada@xn--mller-kva.example'],
    ['ada@winter.example.', 'ada@winter.example'],
    ["o'brien@x.example", "o'brien@x.example"],
    ['ada@winter', null],
    ['ada@@winter.example', null],
    ['.ada@winter.example', null],
    ['ada winter@x.example', null],
    [`${'a'.repeat(65)}@x.example`, null],
    ['', null],
  ])('%s → %s', (text, expected) => {
    expect(normaliseEmail(text)).toBe(expected)
  })
})

describe('normalisePhone', () => {
  it.each([
    ['+49 (0)30 555 010-0', '+49305550100'],
    ['0049 30 5550100', '+49305550100'],
    ['(030) 555 0100', '0305550100'],
    ['tel:+1-312-555-0143;ext=7', '+13125550143'],
    ['+1 312 555 0143 ext. 7', '+13125550143'],
    ['+1 312 555 0143 x7', '+13125550143'],
    ['５５５０１００１', '55501001'],
    ['555 010', null],
    ['call me', null],
    ['', null],
  ])('%s → %s', (text, expected) => {
    expect(normalisePhone(text)).toBe(expected)
  })
})

describe('normaliseName, normaliseOrganization, normaliseProfileUrl', () => {
  it('compares names without case, width and doubled blanks, but with accents', () => {
    expect(normaliseName('  ＡＤＡ\u00a0 Winter\u200f ')).toBe('ada winter')
    expect(normaliseName('José')).not.toBe(normaliseName('Jose'))
  })

  it.each([
    ['Acme, Inc.', 'acme'],
    ['ACME', 'acme'],
    ['Weißmüller Bau GmbH & Co. KG', 'weißmüller bau gmbh &'],
    ['S.A.S. Dupont', 'sas dupont'],
    ['Inc', 'inc'],
  ])('%s → %s', (text, expected) => {
    expect(normaliseOrganization(text)).toBe(expected)
  })

  it.each([
    ['https://de.linkedin.com/in/Ada-Winter/?trk=x', 'https://www.linkedin.com/in/ada-winter'],
    ['linkedin.com/in/ada-winter', 'https://www.linkedin.com/in/ada-winter'],
    ['https://www.linkedin.com/company/acme', null],
    ['https://notlinkedin.com/in/ada', null],
    ['javascript:alert(1)', null],
    ['', null],
  ])('%s → %s', (text, expected) => {
    expect(normaliseProfileUrl(text)).toBe(expected)
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), fc.webUrl()), (text) => {
        for (const normalise of [
          normaliseEmail,
          normalisePhone,
          normaliseName,
          normaliseProfileUrl,
          normaliseOrganization,
        ]) {
          const once = normalise(text)
          if (once !== null) expect(normalise(once)).toBe(once)
        }
      }),
    )
  })
})
