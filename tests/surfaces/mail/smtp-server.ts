import { createServer, type Server, type Socket } from 'node:net'

/** What the server says at each step; `null` cuts the connection instead. */
export type Script = Partial<Record<Step, string | null>>
type Step = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'accepted'

export interface SmtpServer {
  readonly url: string
  /** The mails whose last byte arrived, as they came over the wire. */
  readonly mails: string[]
  readonly commands: string[]
  script: Script
  stop(): Promise<void>
}

/** A mail server that speaks as much SMTP as a client needs, and misbehaves on request. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const state: Pick<SmtpServer, 'mails' | 'commands' | 'script'> = { mails: [], commands: [], script: {} }
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    converse(socket, state)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The test mail server has no port.')
  return Object.assign(state, {
    url: `smtp://127.0.0.1:${address.port}`,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

const USUAL: Record<Step, string> = {
  greeting: '220 test ESMTP',
  EHLO: '250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME',
  AUTH: '235 welcome',
  MAIL: '250 sender ok',
  RCPT: '250 recipient ok',
  DATA: '354 go on',
  accepted: '250 queued',
}

function converse(socket: Socket, state: Pick<SmtpServer, 'mails' | 'commands' | 'script'>): void {
  let received = ''
  let isInData = false
  const say = (step: Step) => {
    const line = state.script[step] === undefined ? USUAL[step] : state.script[step]
    if (line === null) socket.destroy()
    else socket.write(`${line}\r\n`)
    return line
  }
  say('greeting')
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
    for (;;) {
      if (isInData) {
        const end = received.indexOf('\r\n.\r\n')
        if (end < 0) return
        state.mails.push(received.slice(0, end))
        received = received.slice(end + 5)
        isInData = false
        say('accepted')
        continue
      }
      const end = received.indexOf('\r\n')
      if (end < 0) return
      const command = received.slice(0, end)
      received = received.slice(end + 2)
      state.commands.push(command)
      const verb = command.split(/[ :]/)[0]?.toUpperCase() ?? ''
      if (verb === 'QUIT') socket.end('221 bye\r\n')
      else if (isStep(verb)) isInData = say(verb)?.startsWith('354') === true
      else socket.write('502 unknown\r\n')
    }
  })
}

function isStep(verb: string): verb is Step {
  return ['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA'].includes(verb)
}
