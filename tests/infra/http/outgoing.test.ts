import { createServer } from 'node:http'
import { type AddressInfo, isIP } from 'node:net'
import { describe, expect, test } from 'vitest'
import { isPrivate, outgoingPort, refuse } from '../../../src/infra/http/outgoing.ts'

/** Addresses that lead, or might lead, into a network of somebody's own, in the spellings that have fooled others. */
const inside = [
  ...['https://127.0.0.1/', 'https://127.1/', 'https://2130706433/', 'https://0x7f000001/', 'https://0177.0.0.1/'],
  ...['https://0.0.0.0/', 'https://0/', 'https://10.0.0.1/', 'https://10.255.255.255/', 'https://172.16.0.1/'],
  ...[
    'https://172.31.255.255/',
    'https://192.168.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2852039166/',
  ],
  ...[
    'https://0xa9fea9fe/',
    'https://0251.0376.0251.0376/',
    'https://100.64.0.1/',
    'https://192.0.0.1/',
    'https://192.0.2.5/',
  ],
  ...[
    'https://198.18.0.1/',
    'https://198.51.100.7/',
    'https://203.0.113.9/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
  ],
  ...[
    'https://[::]/',
    'https://[::1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
  ],
  ...[
    'https://[::ffff:169.254.169.254]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b:1::1]/',
  ],
  ...[
    'https://[fc00::1]/',
    'https://[fd12:3456::1]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
  ],
  ...[
    'https://[2001:db8::1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001::1]/',
    'https://[100::1]/',
    'https://[3fff::1]/',
  ],
  ...['https://１２７.0.0.1/', 'https://127。0。0。1/', 'https://①②⑦.0.0.1/'],
  ...['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'gopher://example.com/', 'data:text/plain,x'],
  ...['https://0x7f.1/', 'https://127.0.0.1.:443/', 'https://0300.0250.0.1/', 'https://3232235521/'],
  ...['https://[::ffff:0:127.0.0.1]/', 'https://[0:0:0:0:0:ffff:a00:1]/', 'https://[2002:a00:1::]/'],
  ...['https://user:secret@example.com/', 'https://user@example.com/'],
]
const outside = [
  'https://93.184.215.14/',
  'https://example.com/hooks',
  'https://[2606:4700::1111]/',
  'https://8.8.8.8:8443/x',
]

describe('outgoing requests', () => {
  test.each(inside)('never go to %s', (address) => {
    expect(refuse(new URL(address))).not.toBeNull()
  })

  test.each(outside)('may go to %s', (address) => {
    expect(refuse(new URL(address))).toBeNull()
  })

  test('never go to a name that leads inside, however often it is asked', async () => {
    for (const url of ['https://localhost/', 'https://localhost:1/', 'https://LOCALHOST/']) {
      const posted = await outgoingPort().post({ url, headers: {}, body: '' }, new AbortController().signal)
      expect(posted).toMatchObject({ kind: 'forbidden' })
    }
    expect(isPrivate('not an address')).toBe(true)
  })

  test.each([
    ['a name that leads inside', ['10.0.0.7']],
    ['a name with one answer outside and one inside', ['93.184.215.14', '127.0.0.1']],
    ['a name that leads to the machine’s metadata', ['169.254.169.254']],
    ['a name that leads inside over IPv6', ['fd12:3456::1']],
  ])('ask once where %s leads, and what is said then is what counts', async (_what, answers) => {
    // A name that means something else each time it is asked: a second answer would be outside.
    const rebinding = [answers, ['93.184.215.14']]
    const asked: string[] = []
    const outgoing = outgoingPort({
      resolve(hostname, _options, callback) {
        asked.push(hostname)
        const addresses = rebinding.shift() ?? []
        callback(
          null,
          addresses.map((address) => ({ address, family: isIP(address) })),
        )
      },
    })
    const request = { url: 'https://rebinding.example/', headers: {}, body: '' }
    expect(await outgoing.post(request, new AbortController().signal)).toMatchObject({ kind: 'forbidden' })
    expect(asked).toEqual(['rebinding.example'])
  })

  test('reach a host of our own where it was named, and follow no redirect from there', async () => {
    const paths: string[] = []
    const server = createServer((request, response) => {
      paths.push(request.url ?? '')
      response.writeHead(302, { location: '/elsewhere' }).end('x'.repeat(1_000_000))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const outgoing = outgoingPort({ privateHosts: ['127.0.0.1'] })
    const request = { url: `http://127.0.0.1:${port}/hooks`, headers: {}, body: '{}' }
    expect(await outgoing.post(request, new AbortController().signal)).toEqual({ kind: 'answered', status: 302 })
    expect(paths).toEqual(['/hooks'])
    await new Promise((resolve) => server.close(resolve))
    expect(await outgoing.post(request, new AbortController().signal)).toMatchObject({ kind: 'failed' })
  })
})
