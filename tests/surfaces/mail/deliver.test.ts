import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Destination, Outgoing } from '../../../src/kit/surface.ts'
import { actions, linkButton, text } from '../../../src/kit/ui/card.ts'
import { t } from '../../../src/kit/ui/text.ts'
import { mailSurface } from '../../../src/surfaces/mail/deliver.ts'
import { type SmtpServer, startSmtpServer } from './smtp-server.ts'

let server: SmtpServer

beforeEach(async () => {
  server = await startSmtpServer()
})
afterEach(() => server.stop())

const surface = (smtpUrl = server.url) => mailSurface({ smtpUrl, from: 'Introductions at Böring <desk@example.org>' })

const femi: Destination = { kind: 'email', email: 'femi@example.com', name: 'Femi Adé' }

function outgoing(to: Destination = femi, title = 'Maria Rossi would like to meet you'): Outgoing {
  return {
    deliveryId: '0192f0c8-7a11-7c3e-b7f2-0242ac120002',
    installation: '',
    to,
    card: {
      title,
      reference: 'R-142',
      body: [
        text(t`She asks about fundraising — “straight” questions only.`),
        actions(linkButton('Answer Maria', 'https://desk.example.org/l/abc.def')),
      ],
    },
    reader: { timeZone: 'Europe/Berlin', locale: 'en', mentions: new Map() },
  }
}

const header = (mail: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(mail)?.[1]?.replace(/\r\n\s+/g, ' ')

describe('a mail', () => {
  it('arrives as text and HTML, marked as written by a machine, with nothing that tracks', async () => {
    expect(await surface().send(outgoing())).toEqual({
      kind: 'sent',
      ref: '<0192f0c8-7a11-7c3e-b7f2-0242ac120002@example.org>',
    })
    const [mail = ''] = server.mails
    expect(header(mail, 'From')).toBe('=?UTF-8?Q?Introductions_at_B=C3=B6ring?= <desk@example.org>')
    expect(header(mail, 'To')).toBe('=?UTF-8?Q?Femi_Ad=C3=A9?= <femi@example.com>')
    expect(header(mail, 'Subject')).toBe('Maria Rossi would like to meet you (R-142)')
    expect(header(mail, 'Auto-Submitted')).toBe('auto-generated')
    expect(header(mail, 'Message-ID')).toBe('<0192f0c8-7a11-7c3e-b7f2-0242ac120002@example.org>')
    expect(header(mail, 'Content-Type')).toContain('multipart/alternative')
    expect(header(mail, 'List-Unsubscribe')).toBeUndefined()
    expect(mail).toContain('Content-Type: text/plain; charset=utf-8')
    expect(mail).toContain('Content-Type: text/html; charset=utf-8')
    expect(mail).not.toMatch(/<img|<script|<link|@import|url\(/i)
    expect(server.commands).toContain('RCPT TO:<femi@example.com>')
  })

  it('carries the same Message-ID when it is sent again', async () => {
    await surface().send(outgoing())
    await surface().send(outgoing())
    expect(new Set(server.mails.map((mail) => header(mail, 'Message-ID'))).size).toBe(1)
  })

  it('logs in where the address says how', async () => {
    await surface(server.url.replace('//', '//desk:pa%40ss@')).send(outgoing())
    const login = Buffer.from('\0desk\0pa@ss').toString('base64')
    expect(server.commands).toContain(`AUTH PLAIN ${login}`)
  })

  it('stays as it was sent, and cannot be looked for', async () => {
    expect(await surface().edit('<a@b>', outgoing())).toEqual({ kind: 'sent', ref: '<a@b>' })
    expect(await surface().find(outgoing())).toBeNull()
    expect(server.commands).toEqual([])
  })

  it.each([
    ['a line break in the title', outgoing(femi, 'Hello\r\nBcc: eve@example.com\r\n\r\nbody')],
    ['a line break in the name', outgoing({ ...femi, name: 'Femi\r\nBcc: eve@example.com' })],
    ['an address in the name', outgoing({ ...femi, name: 'x" <eve@example.com>, "' })],
  ])('has one recipient and no header of others, with %s', async (_, message) => {
    expect(await surface().send(message)).toMatchObject({ kind: 'sent' })
    const [mail = ''] = server.mails
    expect(server.commands.filter((command) => command.startsWith('RCPT'))).toEqual(['RCPT TO:<femi@example.com>'])
    expect(mail.split('\r\n\r\n')[0]).not.toMatch(/^bcc:/im)
  })

  it.each([
    '',
    'femi',
    'femi@',
    'a@b.com, c@d.com',
    'a@b.com\r\nRCPT TO:<c@d.com>',
    'Femi <a@b.com>',
    `${'a'.repeat(300)}@b.com`,
  ])('is never tried to the address "%s"', async (email) => {
    expect(await surface().send(outgoing({ ...femi, email }))).toMatchObject({ kind: 'unreachable' })
    expect(server.commands).toEqual([])
  })
})

describe('what the server answers', () => {
  it.each([
    ['RCPT', '550 5.1.1 no such user', 'unreachable'],
    ['DATA', '554 no valid recipients', 'unreachable'],
    ['accepted', '550 5.7.1 looks like spam', 'unreachable'],
    ['RCPT', '450 4.2.0 grey-listed, come back', 'later'],
    ['accepted', '451 4.3.0 try later', 'later'],
    ['accepted', '452 4.3.1 disk full', 'later'],
    ['greeting', '421 too many connections', 'later'],
    ['greeting', '554 go away', 'later'],
    ['MAIL', '421 shutting down', 'later'],
    ['MAIL', '553 5.7.1 sender not allowed', 'later'],
    ['accepted', '421 shutting down', 'later'],
  ] as const)('to %s with "%s" makes the mail %s', async (step, answer, kind) => {
    server.script = { [step]: answer }
    expect(await surface().send(outgoing())).toMatchObject({ kind })
  })

  it('a refused login waits for the operator', async () => {
    server.script = { AUTH: '535 5.7.8 wrong password' }
    const sent = await surface(server.url.replace('//', '//desk:wrong@')).send(outgoing())
    expect(sent).toMatchObject({ kind: 'later', reason: expect.stringContaining('AUTH') })
    expect(JSON.stringify(sent)).not.toContain('desk:wrong')
  })

  it.each(['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA'] as const)(
    'a line cut at %s means that nothing left',
    async (step) => {
      server.script = { [step]: null }
      expect(await surface().send(outgoing())).toMatchObject({ kind: 'later' })
      expect(server.mails).toEqual([])
    },
  )

  it('a line cut after the last byte leaves open whether it arrived', async () => {
    server.script = { accepted: null }
    expect(await surface().send(outgoing())).toMatchObject({ kind: 'unknown' })
    expect(server.mails).toHaveLength(1)
  })

  it('no server there means later', async () => {
    await server.stop()
    expect(await surface().send(outgoing())).toMatchObject({
      kind: 'later',
      reason: expect.stringContaining('ECONNREFUSED'),
    })
  })
})

it('refuses a sender without an address when it is made', () => {
  expect(() => mailSurface({ smtpUrl: server.url, from: 'Introductions' })).toThrow('MAIL_FROM is "Introductions"')
})
