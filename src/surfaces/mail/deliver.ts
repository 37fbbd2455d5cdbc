import { createTransport, type SendMailOptions } from 'nodemailer'
import type { Destination, Outgoing, Sent, Surface } from '../../kit/surface.ts'
import { cleanText } from '../../kit/ui/text.ts'
import { renderMail } from './render-card.ts'

export interface MailConfig {
  /** `smtp://user:password@host:587` or `smtps://…`; nodemailer's options may follow as a query. */
  readonly smtpUrl: string
  /** The sender, such as `Introductions <desk@example.org>`. */
  readonly from: string
}

/**
 * Cards for people outside the chat, one mail each. A mail that was sent stays as it was; the links in it lead to pages that
 * always show the truth.
 */
export function mailSurface(config: MailConfig): Surface {
  const domain = domainOf(config.from)
  return {
    name: 'mail',
    send: (message) => send(config, domain, message),
    edit: async (ref) => ({ kind: 'sent', ref }),
    // SMTP cannot be asked whether a mail arrived. After a lost reply it is sent again, with the same Message-ID: most
    // mail programs show one of the two, some show both. A mail twice is a smaller harm than a consent never asked.
    find: async () => null,
    openRoom: async () => null,
    homeChanged: async () => {},
  }
}

const CONNECT_MS = 10_000
// RFC 5321 4.5.3.2 lets a server take ten minutes after the final dot; a job here should be done before that.
const SILENT_MS = 60_000

const AGAIN_AFTER_OUTAGE_MS = 60_000
// Grey-listing servers want some minutes between the first try and the second.
const AGAIN_AFTER_REFUSAL_MS = 5 * 60_000

async function send(config: MailConfig, domain: string, { deliveryId, to, card, reader }: Outgoing): Promise<Sent> {
  const address = addressOf(to)
  if (!address) return { kind: 'unreachable', reason: 'not a usable mail address' }
  const messageId = `<${deliveryId.replace(/[^\w.-]/g, '')}@${domain}>`
  const mail: SendMailOptions = {
    from: config.from,
    to: address,
    messageId,
    ...renderMail(card, reader),
    // RFC 3834: keeps vacation notices and other desks from answering; the second says it to Exchange.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  const watch = watchHandover()
  try {
    await transportFor(config, watch.logger).sendMail(mail)
    return { kind: 'sent', ref: messageId }
  } catch (error) {
    return outcomeOf(error, watch.isHandedOver())
  }
}

function transportFor({ smtpUrl }: MailConfig, logger: HandoverLogger) {
  return createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    logger,
  })
}

type HandoverLogger = ReturnType<typeof watchHandover>['logger']

/**
 * Tells whether the whole mail had left when the connection broke. nodemailer's error does not say; its log does, with an
 * entry `tnx: 'message'` when the last byte is written (10.6.0, smtp-connection).
 */
function watchHandover() {
  let isHandedOver = false
  const ignore = () => {}
  return {
    isHandedOver: () => isHandedOver,
    logger: {
      level: ignore,
      trace: ignore,
      debug: ignore,
      info(entry: unknown) {
        if (typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'message')
          isHandedOver = true
      },
      warn: ignore,
      error: ignore,
      fatal: ignore,
    },
  }
}

/** A server's answer is definite. Without one it depends on whether the mail had left. */
function outcomeOf(error: unknown, isHandedOver: boolean): Sent {
  const { code, command, responseCode, reason } = problemOf(error)
  const isAboutRecipient = command === 'RCPT TO' || command === 'DATA'
  if (responseCode >= 500 && isAboutRecipient) return { kind: 'unreachable', reason }
  // A refused login or sender is ours to mend; the mail waits for it.
  if (responseCode >= 400) return { kind: 'later', afterMs: AGAIN_AFTER_REFUSAL_MS, reason }
  if (code === 'EENVELOPE') return { kind: 'unreachable', reason }
  if (isHandedOver) return { kind: 'unknown', reason }
  return { kind: 'later', afterMs: AGAIN_AFTER_OUTAGE_MS, reason }
}

interface SmtpProblem {
  readonly code: string
  readonly command: string
  /** 0 when the server did not answer. */
  readonly responseCode: number
  readonly reason: string
}

function problemOf(error: unknown): SmtpProblem {
  if (!(error instanceof Error)) throw error
  const command = 'command' in error && typeof error.command === 'string' ? error.command : ''
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const responseCode = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0
  // Anything that SMTP did not cause is a bug of ours, and must not be taken for a mail server's mood.
  if (!code) throw error
  return { code, command, responseCode, reason: `${command || code}: ${error.message}` }
}

/** A name may say anything, an address only one plain address: no list, no line break, no second header. */
function addressOf(to: Destination): { name: string; address: string } | null {
  if (to.kind !== 'email' || !PLAIN_ADDRESS.test(to.email) || to.email.length > MAX_ADDRESS) return null
  return { name: cleanText(to.name).replace(/\s+/g, ' ').trim(), address: to.email }
}

const PLAIN_ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u
const MAX_ADDRESS = 254

function domainOf(from: string): string {
  const [, domain] = /@([\p{L}\p{N}.-]+)>?\s*$/u.exec(from) ?? []
  if (domain) return domain
  throw new Error(`MAIL_FROM is "${from}". Give an address or a name with one: Introductions <desk@example.org>.`)
}
