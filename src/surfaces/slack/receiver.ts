import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App as Bolt, Receiver } from '@slack/bolt'
import { createCrowd } from '../../app/crowd.ts'
import type { Clock } from '../../kit/clock.ts'
import type { Log } from '../../kit/log.ts'
import { NotConnected } from './connection.ts'
import { closedDoor, type Door, type OwnDoor, openDoor } from './door.ts'
import { answerKnock, type Body } from './front.ts'
import type { Inbox } from './inbox.ts'

/** What Bolt carries from the door to the listener. */
export interface Carried {
  readonly door: Door
}

export interface SlackReceiver extends Receiver {
  /** `POST /slack/events`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** An envelope of Socket Mode, which Slack vouches for by the connection itself. */
  take(body: Body, envelopeId: string, answer: (body?: object) => void): Promise<void>
  /** Takes up what a killed process left behind. */
  recover(): Promise<void>
  /** Resolves when everything that was taken is done. */
  settled(): Promise<void>
}

export interface ReceiverParts {
  readonly signingSecret: string | undefined
  readonly clock: Clock
  readonly inbox: Inbox
  readonly log: Log
  /** Whether the act can wait until there is room: one that opens a form or completes what is typed cannot. */
  canWait(body: Body): boolean
  /** What is answered to an act that has to wait in line, and to one for which even the line is too long. */
  readonly inLine: (body: Body) => object | undefined
  readonly turnedAway: (body: Body) => object | undefined
}

/** Bolt mounted in our own server: it routes and checks types; we verify, keep, and answer in time. */
export function createReceiver(parts: ReceiverParts): SlackReceiver {
  const { signingSecret, clock, inbox, log } = parts
  const crowd = createCrowd({ insideAtMost: 16, rushPerSecond: 200, inLineAtMost: 20_000 })
  let bolt: Bolt | undefined

  const run = async ({ id, body, door }: Act) => {
    const isEvent = body.type === 'event_callback'
    try {
      const ack = async (answer?: object | string) => {
        // Bolt acknowledges an event before its listeners run; ours is answered when they are done.
        if (!isEvent) door.answer(typeof answer === 'string' ? { text: answer } : answer)
      }
      await bolt?.processEvent({ body, ack, customProperties: { door } satisfies Carried })
      door.answer()
      inbox.done(id)
    } catch (error) {
      // It stays where it is kept, and is taken up once Slack is there.
      if (error instanceof NotConnected) return void door.answer(parts.inLine(body))
      log.error({ error, kind: body.type ?? 'command' }, 'A request of Slack failed')
      door.fail()
      inbox.done(id)
    }
  }

  const admit = async (act: Act) => {
    const { id, body, door } = act
    if (!parts.canWait(body)) return crowd.enterAnyway(() => run(act))
    if (crowd.enter(() => run(act))) return
    // In line: kept, so the answer may leave; where keeping it takes too long, its turn comes first.
    const isKept = await door.inTime(door.isFresh)
    if (isKept === false) return
    if (crowd.wait(() => run(act))) return void (isKept && door.answer(parts.inLine(body)))
    log.warn({ kind: body.type ?? 'command' }, 'The line is full; an act was turned away')
    const answer = parts.turnedAway(body)
    // Where nobody could be told, Slack is: it marks the button, and sends an event again in a minute.
    if (answer) door.answer(answer)
    else door.fail()
    inbox.done(id)
  }

  const keep = async (id: string, body: Body, onReplay: () => void): Promise<boolean> => {
    try {
      const isFresh = await inbox.keep({ id, body: JSON.stringify(body) })
      if (!isFresh) onReplay()
      return isFresh
    } catch (error) {
      // The act goes on: whatever it changes is kept once by its own id, or fails there, too.
      log.warn({ error }, 'An act of Slack could not be kept before it was answered')
      return true
    }
  }

  return {
    init(app) {
      bolt = app
    },
    start: async () => {},
    settled: crowd.idle,
    stop: () => crowd.close().then(() => inbox.flush()),
    async take(body, envelopeId, answer) {
      const id = `slack socket ${envelopeId}`
      const isFresh = keep(id, body, () => log.info({}, 'Slack sent an act twice; it was done once'))
      const door = openDoor(body, isFresh, (_status, answered) => answer(answered))
      await ifFresh(
        door,
        () => admit({ id, body, door }),
        () => door.answer(),
      )
    },
    async handle(request, response) {
      if (!signingSecret) return end(response, 404)
      const knock = await answerKnock(request, signingSecret, clock)
      switch (knock.kind) {
        case 'refused':
          log.warn({ why: knock.why }, 'A request to Slack’s address was refused')
          return end(response, knock.status)
        case 'certificate_check':
          return end(response, 200)
        case 'address_check':
          return end(response, 200, { challenge: knock.challenge })
        case 'act': {
          const { body } = knock
          const id = `slack ${knock.signature}`
          const isFresh = keep(id, body, () =>
            log.warn({ why: 'it was sent before' }, 'A request to Slack’s address was refused'),
          )
          const door = openDoor(body, isFresh, (status, answered) => end(response, status, answered))
          await ifFresh(
            door,
            () => admit({ id, body, door }),
            () => door.refuse(),
          )
        }
      }
    },
    async recover() {
      for (const { id, body } of await inbox.forgotten()) {
        log.info({ act: id }, 'An act of Slack that was left behind is taken up again')
        crowd.wait(() => run({ id, body: JSON.parse(body), door: closedDoor() }))
      }
    },
  }
}

interface Act {
  readonly id: string
  readonly body: Body
  readonly door: OwnDoor
}

/** Waits for the verdict as long as there is time; a slow database must not hold the answer back. */
async function ifFresh(door: OwnDoor, yes: () => Promise<void>, no: () => void): Promise<void> {
  if ((await door.inTime(door.isFresh)) !== false) return yes()
  no()
}

function end(response: ServerResponse, status: number, body?: object): void {
  const text = body === undefined ? '' : JSON.stringify(body)
  // With its length known an answer leaves in one piece, without it in three.
  const length = { 'content-length': Buffer.byteLength(text) }
  response.writeHead(status, text ? { ...length, 'content-type': 'application/json; charset=utf-8' } : length).end(text)
}
