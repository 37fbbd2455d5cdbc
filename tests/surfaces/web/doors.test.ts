import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { anyTestDatabase } from '../../helpers/database.ts'
import { type OpenPlayground, openPlayground } from './open-playground.ts'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

describe('web.doors', () => {
  let playground: OpenPlayground

  beforeAll(async () => {
    playground = await openPlayground(anyTestDatabase().open)
  })
  afterAll(() => playground.close())
  afterEach(() => playground.log.assertNoErrors())

  const ask = (path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const { method = 'GET', headers = {}, body } = options
      const form = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }
      const sent = request(playground.url + path, { method, headers: { ...form, ...headers } }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        // A server that has read enough ends the connection after its answer.
        response.on('close', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      })
      sent.on('error', reject)
      sent.end(body)
    })
  const ours = { 'sec-fetch-site': 'same-origin' }

  describe('the playground', () => {
    test.each([
      ['a foreign name that leads here', { host: 'evil.example' }],
      ['a foreign name with our port', { host: 'localhost.evil.example:3000' }],
      ['a proxy', { 'x-forwarded-for': '203.0.113.7' }],
    ])('is closed to %s', async (_, headers) => {
      const answer = await ask('/playground', { headers })
      expect(answer.status).toBe(403)
      expect(answer.body).toContain('on the machine that it runs on')
    })

    test('is open under the names of this machine', async () => {
      for (const host of ['localhost:1234', '127.0.0.1', '[::1]:3000']) {
        expect((await ask('/playground', { headers: { host } })).status).toBe(200)
      }
    })

    test.each([
      ['another site', { 'sec-fetch-site': 'cross-site' }],
      ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
      ['an old browser on another site', { origin: 'https://evil.example' }],
      ['nobody in particular', {}],
    ])('takes nothing that is posted by %s', async (_, headers) => {
      for (const path of ['act', 'submit', 'say', 'begin', 'clock', 'town', 'theme']) {
        const answer = await ask(`/playground/${path}`, {
          method: 'POST',
          headers,
          body: '_person=maria&do=restart&to=day',
        })
        expect(answer.status, path).toBe(403)
      }
      expect(playground.desk.clock.aheadMs()).toBe(0)
    })

    test('goes back only to itself', async () => {
      const body = new URLSearchParams({ _back: '//evil.example', theme: 'dark' }).toString()
      const answer = await ask('/playground/theme', { method: 'POST', headers: ours, body })
      expect(answer.status).toBe(303)
      expect(answer.headers.location).toMatch(/^\/playground\?/)
    })

    test('loads, runs and frames nothing but its own files', async () => {
      const { headers, body } = await ask('/playground')
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      )
      expect(body).not.toMatch(/<style|<script(?![^>]*src=)|\sstyle=|\son[a-z]+=/)
      expect([...body.matchAll(/(?:src|href)="([^"]+)"/g)].every(([, address]) => /^[/#]/.test(address ?? ''))).toBe(
        true,
      )
    })

    test('sends a file again only when it has changed', async () => {
      const first = await ask('/playground/assets/town.css')
      expect(first.status).toBe(200)
      const { etag = '' } = first.headers
      expect((await ask('/playground/assets/town.css', { headers: { 'if-none-match': etag } })).status).toBe(304)
      expect((await ask('/playground/assets/..%2fstart.ts')).status).toBe(404)
    })

    test('refuses more than anybody types, and names that nobody has', async () => {
      const flood = await ask('/playground/say', {
        method: 'POST',
        headers: ours,
        body: `_person=maria&text=${'x'.repeat(300_000)}`,
      })
      expect(flood.status).toBe(413)
      const nobody = await ask('/playground/say', { method: 'POST', headers: ours, body: '_person=nobody&text=hello' })
      expect(nobody.status).toBe(404)
      expect((await ask('/playground/complete?person=nobody&text=/')).body).toBe('[]')
    })

    test('a press that is sent twice with one id is done once', async () => {
      const opened = await ask('/playground/begin', {
        method: 'POST',
        headers: { ...ours, 'x-fragment': '1' },
        body: '_person=maria',
      })
      const id = /name="_id" value="([^"]+)"/.exec(opened.body)?.[1] ?? ''
      const token = /name="_token" value="([^"]+)"/.exec(opened.body)?.[1] ?? ''
      const body = new URLSearchParams({
        ...{ _person: 'maria', _id: id, _token: token, target: 'Beatriz Lopes', 'target.value': '' },
        ...{ purpose: 'Once', message: 'Only once, please.', urgency: 'NORMAL' },
      }).toString()
      const answers = await Promise.all(
        [1, 2].map(() => ask('/playground/submit', { method: 'POST', headers: ours, body })),
      )
      expect(answers.map(({ status }) => status)).toEqual([303, 303])
      expect(await playground.desk.database.prisma.referralRequest.count({ where: { purpose: 'Once' } })).toBe(1)
    })

    test('lives through malformed requests', async () => {
      const lines = ['GET //', 'GET /%', 'POST /playground/say', 'GET /playground/live?\u0000', 'BREW /playground']
      for (const line of lines)
        await raw(playground.url, `${line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
      expect((await ask('/playground')).status).toBe(200)
    })
  })

  describe('a link page', () => {
    test('says kindly that a link is not complete, without scripts or anything else to load', async () => {
      const { status, headers, body } = await ask('/l/not-a-link', { headers: { host: 'desk.example' } })
      expect(status).toBe(404)
      expect(body).toContain('This link is not complete')
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
      )
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['cache-control']).toBe('no-store')
      expect(body).not.toMatch(/<script|<link|<img|url\(/)
    })

    test('gives a file to whoever presses its button, once, and uses nothing up for those who look', async () => {
      const asked = { surface: 'web', installation: 'playground', actor: { externalId: 'maria' } } as const
      const said = { id: 'export', kind: 'command', command: 'me', words: 'export' } as const
      const reply = await playground.desk.app.dispatch({ ...asked, ...said })
      const path = /\/l\/[\w.-]+/.exec(JSON.stringify(reply))?.[0] ?? ''
      for (let looked = 0; looked < 2; looked += 1) expect((await ask(path)).body).toContain('Download the file')
      const { status, headers, body } = await ask(path, { method: 'POST', body: 'choice=download' })
      expect([status, headers['content-disposition']]).toEqual([
        200,
        expect.stringMatching(/^attachment; filename="introdesk-2026-11-24\.json"$/),
      ])
      expect(JSON.parse(body).people.profile).toMatchObject([{ name: 'Maria Keller' }])
      expect(headers['cache-control']).toBe('no-store')
      const again = await ask(path, { method: 'POST', body: 'choice=download' })
      expect([again.status, again.headers['content-disposition']]).toEqual([409, undefined])
    })

    test('is there where the playground is off, and the playground is not', async () => {
      const off = await openPlayground(anyTestDatabase().open, { isEmpty: true, config: { PLAYGROUND: 'off' } })
      try {
        expect((await fetch(`${off.url}/l/x`)).status).toBe(404)
        expect(await (await fetch(`${off.url}/l/x`)).text()).toContain('This link is not complete')
        expect(await (await fetch(`${off.url}/playground`)).text()).toBe('There is nothing here.')
      } finally {
        await off.close()
      }
    })
  })
})

/** Sends bytes as they are and waits for the end of the answer, whatever it is. */
function raw(url: string, text: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text))
  socket.on('data', () => {})
  socket.on('error', () => resolve())
  socket.on('close', () => resolve())
  return promise
}
