import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App as Bolt, Receiver } from '@slack/bolt'
import type { Clock } from '../../kit/clock.ts'
import type { Log } from '../../kit/log.ts'
import { answerKnock, type Body } from './front.ts'
import type { Seen } from './seen.ts'

/** How long an answer may take before Slack is told "received" and the rest follows by other means. Slack waits three seconds. */
const ANSWER_WITHIN_MS = 700
/** The last moment for a plain "received", whatever happens. */
const CLOSE_AFTER_MS = 900
/** What must not be lost: no answer in this time makes Slack send it again. */
const MUST_BE_KEPT = ['app_uninstalled', 'tokens_revoked', 'team_access_granted', 'team_access_revoked']
const REFUSE_AFTER_MS = 2_500

/** The one chance to answer a request of Slack, over HTTP or a socket. */
export interface Door {
  /** True when this answer left; false when another one did before. */
  answer(body?: object): boolean
  /** The value, or null where it comes too late for this door. */
  inTime<T>(value: Promise<T>): Promise<T | null>
  /** Whether this very request may be acted upon: false for a replay. */
  readonly isFresh: Promise<boolean>
}

/** What Bolt carries from the door to the listener. */
export interface Carried {
  readonly door: Door
}

export interface SlackReceiver extends Receiver {
  /** `POST /slack/events`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** An envelope of Socket Mode, which Slack vouches for by the connection itself. */
  take(body: Body, answer: (body?: object) => void): Promise<void>
}

export interface ReceiverParts {
  readonly signingSecret: string | undefined
  readonly clock: Clock
  readonly seen: Seen
  readonly log: Log
}

/** Bolt mounted in our own server: it routes and checks types, we verify, remember and answer in time. */
export function createReceiver(parts: ReceiverParts): SlackReceiver {
  const { signingSecret, clock, seen, log } = parts
  let bolt: Bolt | undefined
  const pass = async (body: Body, door: OwnDoor) => {
    const isEvent = body.type === 'event_callback'
    try {
      const ack = async (answer?: object | string) => {
        // Bolt acknowledges an event before its listeners run; ours is answered when they are done.
        if (!isEvent) door.answer(asObject(answer))
      }
      await bolt?.processEvent({ body, ack, customProperties: { door } satisfies Carried })
      door.answer()
    } catch (error) {
      log.error({ error, kind: body.type ?? 'command' }, 'A request of Slack failed')
      door.fail()
    } finally {
      door.forget()
    }
  }
  return {
    init(app) {
      bolt = app
    },
    start: async () => {},
    stop: async () => {},
    async take(body, answer) {
      await pass(
        body,
        openDoor(body, Promise.resolve(true), (_status, answered) => answer(answered)),
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
          const isFresh = checkFresh(seen, knock.signature, log)
          const door = openDoor(knock.body, isFresh, (status, answered) => end(response, status, answered))
          if (await isKnownReplay(isFresh, door)) return door.refuse()
          await pass(knock.body, door)
        }
      }
    },
  }
}

interface OwnDoor extends Door {
  fail(): void
  refuse(): void
  forget(): void
}

type Leave = (status: number, body?: object) => void

function openDoor(body: Body, isFresh: Promise<boolean>, leave: Leave): OwnDoor {
  let isOpen = true
  const leaveOnce = (status: number, answer?: object) => {
    if (!isOpen) return false
    isOpen = false
    leave(status, answer)
    return true
  }
  const { promise: tooLate, resolve } = Promise.withResolvers<null>()
  const answerTimer = setTimeout(resolve, ANSWER_WITHIN_MS, null)
  const closeTimer = mustBeKept(body)
    ? setTimeout(leaveOnce, REFUSE_AFTER_MS, 503)
    : setTimeout(leaveOnce, CLOSE_AFTER_MS, 200)
  return {
    isFresh,
    answer: (answer) => leaveOnce(200, answer),
    inTime: (value) => Promise.race([value, tooLate]),
    fail: () => void leaveOnce(500),
    refuse: () => void leaveOnce(401),
    forget() {
      clearTimeout(answerTimer)
      clearTimeout(closeTimer)
    },
  }
}

function mustBeKept({ event }: Body): boolean {
  return typeof event === 'object' && event !== null && 'type' in event && MUST_BE_KEPT.includes(String(event.type))
}

/** When the database cannot say, the act goes on: whatever it changes is kept once by its own id, or fails there too. */
async function checkFresh(seen: Seen, signature: string, log: Log): Promise<boolean> {
  try {
    const isFresh = await seen.isFirst(`slack ${signature}`)
    if (!isFresh) log.warn({ why: 'it was sent before' }, 'A request to Slack’s address was refused')
    return isFresh
  } catch (error) {
    log.warn({ error }, 'A request of Slack could not be checked for a replay')
    return true
  }
}

/** A slow database must not hold the answer back: then the act waits for the verdict behind the closed door. */
async function isKnownReplay(isFresh: Promise<boolean>, door: Door): Promise<boolean> {
  return (await door.inTime(isFresh)) === false
}

function asObject(answer: object | string | undefined): object | undefined {
  return typeof answer === 'string' ? { text: answer } : answer
}

function end(response: ServerResponse, status: number, body?: object): void {
  const text = body === undefined ? '' : JSON.stringify(body)
  response.writeHead(status, text ? { 'content-type': 'application/json; charset=utf-8' } : {}).end(text)
}
