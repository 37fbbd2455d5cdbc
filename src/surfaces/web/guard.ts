import { getConnInfo } from '@hono/node-server/conninfo'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'

const LOOPBACK_ADDRESS = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/
const LOOPBACK_NAME = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/**
 * The playground lets anybody act as anybody, so it is for this machine alone: the connection must come from it, the name in
 * the address must be its own (a foreign name that resolves to it would let a foreign page in: DNS rebinding), and nothing may
 * have passed it on.
 */
export const onlyFromThisMachine: MiddlewareHandler = async (c, next) => {
  const address = getConnInfo(c).remote.address ?? ''
  const isLocal =
    LOOPBACK_ADDRESS.test(address) &&
    LOOPBACK_NAME.test(c.req.header('host') ?? '') &&
    FORWARDED.every((name) => c.req.header(name) === undefined)
  if (isLocal) return next()
  return c.text('The playground can only be opened on the machine that it runs on.', 403)
}

/** What is posted must come from a page of ours. A browser says so in one of two headers; what says nothing is refused. */
export const onlyFromOurPages: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const site = c.req.header('sec-fetch-site')
  const origin = c.req.header('origin')
  const isOurs = site === undefined ? origin === new URL(c.req.url).origin : site === 'same-origin'
  if (isOurs) return next()
  return c.text('This was sent from another page. Nothing was changed. Please use the buttons of the playground.', 403)
}

/** Takes no more than `maxSize` bytes. What was not read stays on the connection, so that one is not used again. */
export const atMost = (maxSize: number): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (c) => c.text('That was too much text to send at once.', 413, { Connection: 'close' }),
  })

/** Nothing but our own files is loaded, run or framed; nothing inline. */
export const playgroundHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
})

/** A link page brings its style with it and needs nothing else. Its address is a secret, so it is told to nobody. */
export const linkPageHeaders = (styleHash: string): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: [styleHash],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: false,
  })
