import { SocketModeReceiver } from '@slack/bolt'
import { within } from '../../app/deadline.ts'
import type { Log } from '../../kit/log.ts'
import type { Body } from './front.ts'
import { quietLogger } from './log.ts'
import type { SlackReceiver } from './receiver.ts'
import { clientOptions } from './web-api.ts'

/** Socket Mode: Slack sends over a connection that we open, so the desk needs no public address. */
export interface Socket {
  /** Resolves when the first connection stands or has failed; it is tried again for as long as the desk is open. */
  open(): Promise<void>
  isUp(): boolean
  stop(): Promise<void>
}

interface Envelope {
  readonly body: Body
  readonly envelope_id: string
  ack(answer?: object): Promise<void>
}

const RETRY_STEP_MS = 1_000
const RETRY_AT_MOST_MS = 15_000
/** How long Slack has to answer our good-bye; the SDK would wait for half a minute. */
const GOODBYE_MS = 1_000

/**
 * The SDK's own client, with our reconnecting: its own ends the process when Slack refuses the token at that moment (3.1.0,
 * an unhandled rejection), and with it everything else that runs here.
 */
export function createSocket(
  receiver: SlackReceiver,
  parts: { appToken: string; apiUrl: string | undefined; log: Log },
): Socket {
  const { appToken, apiUrl, log } = parts
  const { client } = new SocketModeReceiver({
    appToken,
    logger: quietLogger(log),
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: clientOptions(apiUrl, log) },
  })
  let isUp = false
  let isStopping = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  const open = async (): Promise<void> => {
    try {
      await client.start()
    } catch (error) {
      if (!isStopping) log.warn({ error }, 'Slack gave no socket; trying again')
      again()
    }
  }
  const again = () => {
    isUp = false
    if (isStopping || timer) return
    const delayMs = Math.min(failures * RETRY_STEP_MS, RETRY_AT_MOST_MS)
    failures += 1
    timer = setTimeout(() => {
      timer = undefined
      void open()
    }, delayMs)
  }

  const leave = async () => {
    const gone = client.disconnect().then(() => true)
    // Asked a second time, the client ends the connection by itself.
    if (!(await within(GOODBYE_MS, gone))) await client.disconnect()
  }

  client.on('connected', () => {
    // Whoever was stopped while Slack let them in must not hear what nobody here takes any more.
    if (isStopping) return void leave()
    isUp = true
    failures = 0
  })
  client.on('disconnected', again)
  client.on('slack_event', ({ body, envelope_id, ack }: Envelope) => {
    void receiver.take(body, envelope_id, (answer) => {
      ack(answer).catch((error: unknown) => log.warn({ error }, 'An answer found no socket; Slack sends the act again'))
    })
  })
  return {
    open,
    isUp: () => isUp,
    async stop() {
      isStopping = true
      clearTimeout(timer)
      await leave()
    },
  }
}
