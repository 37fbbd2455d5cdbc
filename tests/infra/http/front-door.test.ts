import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FrontDoor, openFrontDoor, plain } from '../../../src/infra/http/front-door.ts'
import { type CollectingLog, collectingLog } from '../../helpers/log.ts'

describe('the front door', () => {
  let door: FrontDoor
  let log: CollectingLog

  beforeEach(async () => {
    log = collectingLog()
    door = await openFrontDoor({ host: '127.0.0.1', port: 0, log })
    door.mount({ prefix: '/hello', handle: (_request, response) => plain(response, 200, 'hello') })
    door.mount({
      prefix: '/echo',
      handle: async (request, response) => plain(response, 200, `${(await text(request)).length} bytes`),
    })
    door.mount({
      prefix: '/broken',
      handle: () => {
        throw new Error('a secret of the stack')
      },
    })
    door.mount({
      prefix: '/half',
      handle: (_request, response) => {
        response.writeHead(200).write('half')
        throw new Error('in the middle')
      },
    })
  })
  afterEach(() => door.close(0))

  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${door.port}${path}`, init)

  /** Sends bytes as they are and reads until the server has said enough or hangs up. */
  async function says(bytes: string | Buffer, { hangsUp = false } = {}): Promise<string> {
    const socket = connect(door.port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    if (hangsUp) {
      socket.write(bytes)
      socket.resetAndDestroy()
      return ''
    }
    socket.end(bytes)
    return text(socket).catch(() => '')
  }

  test('gives the longest matching prefix the request, on whole segments', async () => {
    door.mount({ prefix: '/', handle: (_request, response) => plain(response, 200, 'everybody else') })
    door.mount({ prefix: '/hello/you', handle: (_request, response) => plain(response, 200, 'hello you') })
    expect(await (await get('/hello')).text()).toBe('hello\n')
    expect(await (await get('/hello/there?x=//')).text()).toBe('hello\n')
    expect(await (await get('/hello/you/too')).text()).toBe('hello you\n')
    expect(await (await get('/helloyou')).text()).toBe('everybody else\n')
  })

  test('says that it is still opening, until everybody is there, and lets a browser come again', async () => {
    const early = await get('/nowhere')
    expect(early.status).toBe(503)
    expect(await early.text()).toContain('is opening')
    expect(Object.fromEntries(early.headers)).toMatchObject({ 'retry-after': '2', refresh: '2' })
    expect((await get('/hello')).status).toBe(200)
    door.complete()
    expect((await get('/nowhere')).status).toBe(404)
  })

  test('says 404 where nobody is, and 500 without a word of the stack where a handler throws', async () => {
    door.complete()
    expect((await get('/nowhere')).status).toBe(404)
    const broken = await get('/broken')
    expect(broken.status).toBe(500)
    expect(await broken.text()).toBe('Something went wrong on our side. Please try again.\n')
    expect(log.messages('error')).toEqual(['A request failed'])
  })

  test('ends an answer that broke in the middle, so that nobody takes the half for the whole', async () => {
    await expect(get('/half').then((answer) => answer.text())).rejects.toThrow()
    expect((await get('/hello')).status).toBe(200)
  })

  test('answers a hundred malformed requests with less than 500, no stack, and lives', async () => {
    door.complete()
    expect(malformed().length).toBeGreaterThanOrEqual(100)
    for (const bytes of malformed()) {
      const answer = await says(bytes)
      const shown = bytes.toString('latin1').slice(0, 60)
      expect(answer, shown).not.toMatch(/^HTTP\/1\.1 5/)
      expect(answer, shown).not.toMatch(/at .*\.ts|node:|Error:/)
    }
    expect((await get('/hello')).status).toBe(200)
    log.assertNoErrors()
  })

  test('lives through a hundred readers who hang up', async () => {
    const requests = malformed().slice(0, 20)
    for (const bytes of [
      ...requests,
      ...Array(40).fill('GET /hello HTTP/1.1\r\nHost: x\r\n\r\n'),
      ...Array(40).fill('POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf a bo'),
    ]) {
      await says(bytes, { hangsUp: true })
    }
    expect((await get('/hello')).status).toBe(200)
  })

  test('reads a body that comes slowly', async () => {
    const socket = connect(door.port, '127.0.0.1')
    socket.write('POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n\r\n')
    for (const byte of 'slow!') {
      await new Promise((resolve) => setImmediate(resolve))
      socket.write(byte)
    }
    expect(await text(socket)).toContain('5 bytes')
  })

  describe('closing', () => {
    test('lets a request in flight end, and takes no new one', async () => {
      const begun = Promise.withResolvers<void>()
      const go = Promise.withResolvers<void>()
      door.mount({
        prefix: '/slow',
        handle: async (_request, response) => {
          begun.resolve()
          await go.promise
          plain(response, 200, 'done')
        },
      })
      const answer = get('/slow')
      await begun.promise
      const closed = door.close(5000)
      await expect(get('/hello')).rejects.toThrow()
      go.resolve()
      expect(await (await answer).text()).toBe('done\n')
      await closed
    })

    test('does not wait for a stream of events, nor for a connection that is kept open', async () => {
      const streams: Socket[] = []
      door.mount({
        prefix: '/live',
        handle: (request, response) => {
          streams.push(request.socket)
          response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: hello\n\n')
        },
      })
      const stream = await get('/live', { headers: { accept: 'text/event-stream' } })
      await (await get('/hello')).text()
      const reading = text(stream.body ?? process.stdin).catch(() => 'cut')
      const anHourMs = 3_600_000
      await door.close(anHourMs)
      expect(await reading).toBe('cut')
      expect(streams.every(({ destroyed }) => destroyed)).toBe(true)
    })

    test('cuts off after its grace whoever does not end', async () => {
      const begun = Promise.withResolvers<void>()
      door.mount({ prefix: '/never', handle: () => begun.resolve() })
      const answer = get('/never').catch(() => 'cut')
      await begun.promise
      await door.close(50)
      expect(await answer).toBe('cut')
    })
  })

  test('says which address is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    await expect(openFrontDoor({ host: '127.0.0.1', port, log })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    other.close()
  })
})

function malformed(): (string | Buffer)[] {
  const host = 'Host: x\r\n\r\n'
  const targets = [
    '//',
    '///',
    '//evil.example/x',
    '/%',
    '/%zz',
    '/%E0%A4%A',
    '/%00',
    '/..%2f..%2fetc/passwd',
    '/hello/../../x',
    '*',
    'http://evil.example/',
    'http://',
    'javascript:alert(1)',
    '/hello%',
    '/?%',
    '/#',
    '?',
    '/\\',
    '/hello\\..',
    `/${'a'.repeat(15_000)}`,
    `/${'%41'.repeat(4000)}`,
    `/hello?${'x=1&'.repeat(3000)}`,
    '/ü',
    '/\u0001',
    '/hello HTTP/1.1 extra',
    '/hello HTTP/9.9',
    '',
    '/;',
    '/[',
    '/{}',
    '/hello\t',
    "/'",
    '/"',
    '/<script>',
    '/%c0%ae',
    '/hello/%2e%2e/%2e%2e',
    '/\ud800',
    '/hello;jsessionid=x',
    '/%0d%0aSet-Cookie:x=y',
    '/hello?%0d%0a',
    '/ /',
    '/~',
    '/.git/config',
  ]
  const methods = ['GET', 'POST', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'PRI', 'get', 'G E T', 'FOO', '\u0000', '']
  return [
    ...targets.map((target) => `GET ${target} HTTP/1.1\r\n${host}`),
    ...methods.map((method) => `${method} /hello HTTP/1.1\r\n${host}`),
    ...['HTTP/0.9', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/', 'HTTPS/1.1', 'x'].map(
      (version) => `GET /hello ${version}\r\n${host}`,
    ),
    'GET /hello HTTP/1.1\r\n\r\n',
    'GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    `GET /hello HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
    `GET /hello HTTP/1.1\r\nHost: x\r\n${Array.from({ length: 3000 }, (_, n) => `x${n}: y\r\n`).join('')}\r\n`,
    'GET /hello HTTP/1.1\r\nHost x\r\n\r\n',
    'GET /hello HTTP/1.1\r\n: x\r\n\r\n',
    'GET /hello HTTP/1.1\r\nHost: x\nX: y\n\n',
    'GET /hello HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n',
    'GET /hello HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n',
    'GET /hello HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    'GET /hello HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x\r\n\r\n',
    'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
    'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n',
    'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n',
    'POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf',
    'GET /hello HTTP/1.1\r\nHost: x\r\n\r\nGET // HTTP/1.1\r\nHost: x\r\n\r\n',
    `${'GET /hello HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(50)}`,
    '\r\n\r\n\r\n',
    '\u0000'.repeat(1000),
    'hello\r\n',
    '{"json": true}\r\n\r\n',
    Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
    Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256)),
    'x'.repeat(200_000),
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    `GET ${'/'.repeat(20_000)} HTTP/1.1\r\n${host}`,
    'GET /hello HTTP/1.1\r\nHost: [::1\r\n\r\n',
    'GET /hello HTTP/1.1\r\nHost: \r\n\r\n',
    'GET /broken/ HTTP/1.1',
    'GET',
    '',
    'GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close, keep-alive, \u00ff\r\n\r\n',
    `GET /hello HTTP/1.1\r\nHost: x\r\nCookie: ${'a=b; '.repeat(3000)}\r\n\r\n`,
    'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
    'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n',
  ]
}
