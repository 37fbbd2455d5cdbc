import { lookup as dnsLookup, type LookupAddress, type LookupAllOptions } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import type { OutgoingPort, OutgoingPost, Posted } from '../../kit/outgoing.ts'

export interface OutgoingOptions {
  /** Hosts of one's own network that may be reached all the same, also without TLS. */
  readonly privateHosts?: readonly string[]
  /** How names are resolved; the machine's own way when left out. */
  readonly resolve?: Resolve
}

/** As `dns.lookup` with all answers. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** Whoever is slower than that is tried again later. */
const TIMEOUT_MS = 5_000

/** Requests to addresses that others gave us: https, public addresses only, no redirects, five seconds. */
export function outgoingPort({ privateHosts = [], resolve = dnsLookup }: OutgoingOptions = {}): OutgoingPort {
  const lookup = publicLookup(resolve)
  return {
    async post(request, signal) {
      const url = URL.parse(request.url)
      const isOurs = url !== null && privateHosts.includes(url.hostname)
      const reason = url === null ? 'it is no address' : isOurs ? null : refuse(url)
      if (url === null || reason !== null) return { kind: 'forbidden', reason: reason ?? 'it is no address' }
      const within = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
      return send(url, request, { signal: within, ...(!isOurs && { lookup }) })
    },
  }
}

/** Why an address is refused as it stands; null where only its name's resolution can tell. */
export function refuse(url: URL): string | null {
  if (url.protocol !== 'https:') return 'only https is sent to'
  if (url.username || url.password) return 'a name and password in an address are not sent'
  // The parser has made a dotted quad of every spelling of an IPv4 address: decimal, octal, hexadecimal, short.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(host) && isPrivate(host) ? 'it is inside a private network' : null
}

/** Whether an address belongs to a machine, a network or a purpose of its own rather than to the public internet. */
export function isPrivate(address: string): boolean {
  const family = isIP(address)
  if (family === 0) return true
  return family === 6 ? blockedV6.check(address, 'ipv6') : blockedV4.check(address, 'ipv4')
}

interface Sending {
  readonly signal: AbortSignal
  readonly lookup?: LookupFunction
}

function send(url: URL, { headers, body }: OutgoingPost, { signal, lookup }: Sending): Promise<Posted> {
  const { promise, resolve } = Promise.withResolvers<Posted>()
  const request = url.protocol === 'http:' ? httpRequest : httpsRequest
  const sent = request(
    url,
    {
      ...{ method: 'POST', signal, agent: false, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
      ...(lookup && { lookup }),
    },
    (response) => {
      resolve({ kind: 'answered', status: response.statusCode ?? 0 })
      // What it says is of no interest, and could be endless.
      response.destroy()
    },
  )
  sent.on('error', (error) => {
    resolve(error instanceof PrivateAddressError ? { kind: 'forbidden', reason: error.message } : failed(error, signal))
  })
  sent.end(body)
  return promise
}

const failed = (error: Error, signal: AbortSignal): Posted => ({
  kind: 'failed',
  reason: signal.aborted ? 'no answer in time' : error.message,
})

class PrivateAddressError extends Error {}

/**
 * Resolves a name for the very connection that uses it, so that a name cannot mean one thing when it is checked and another
 * when it is used. One private address among the answers is enough to refuse.
 */
const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, [])
      const found = addresses.find(({ address }) => isPrivate(address))
      if (found) return callback(new PrivateAddressError('its name leads inside a private network'), [])
      const [first] = addresses
      if (options.all) return callback(null, addresses)
      return callback(null, first?.address ?? '', first?.family ?? 4)
    })
  }

/** IANA's special-purpose registries, read in 2026-11. A list each, because an IPv4 address counts as its IPv6 mapping in one. */
const blockedV4 = new BlockList()
const blockedV6 = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  blockedV4.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  // Everything that begins with zeros is reserved: loopback, and every way in which an IPv4 address is mapped or translated.
  ['::', 8],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
] as const) {
  blockedV6.addSubnet(network, prefix, 'ipv6')
}
