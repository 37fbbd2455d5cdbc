import type { MemberId } from '../../../kit/brand.ts'
import { addDays } from '../../../kit/working-time.ts'
import {
  type MeetingAnswer,
  type Moment,
  type Outcome,
  type ReminderKind,
  type RequestState,
  targetOf,
} from '../model.ts'
import { CLOCKS } from '../model-defaults.ts'
import { type Change, type Decided, decide, together, unchanged } from './change.ts'
import { daysAfter, hoursOf } from './clocks.ts'
import { movedOn, no, notYours } from './refusals.ts'
import { remind, settleReminders } from './reminders.ts'
import { endOf } from './request.ts'

/** "I have written." From the asker it ends the nudge; from the person they met it is the reply. */
export function wrote(state: RequestState, by: MemberId, m: Moment): Decided {
  const { request } = state
  const isTarget = by === targetOf(state)?.memberId
  if (by !== request.requesterId && !isTarget) return notYours
  if (!isUnderWay(state)) return movedOn
  if (isTarget) return request.status === 'CONNECTED' ? unchanged : decide(connect(state, { by, how: 'Replied' }, m))
  const settled = settleReminders(state, ({ kind }) => kind === 'FIRST_WRITER', m)
  if (settled.length === 0) return unchanged
  return decide({
    reminders: settled,
    activities: [{ type: 'MESSAGE_SENT', actorId: by, description: 'Has written' }],
  })
}

const MEETING_QUESTIONS: readonly ReminderKind[] = ['DID_YOU_MEET', 'DID_YOU_MEET_AGAIN']

/** "Did you meet?" Both sides are asked; only the asker can say that nothing will come of it. */
export function met(state: RequestState, { by, answer }: { by: MemberId; answer: MeetingAnswer }, m: Moment): Decided {
  const { request } = state
  if (by !== request.requesterId && by !== targetOf(state)?.memberId) return notYours
  if (!isUnderWay(state)) return movedOn
  const answered = answeredBy(state, { by, answer }, m)
  switch (answer) {
    case 'YES':
      return decide(together(answered, reached(state, { by, how: 'They met' }, m)))
    case 'BOOKED':
      return decide(together(answered, reached(state, { by, how: 'A meeting is booked' }, m), askAgain(state, by, m)))
    case 'NOT_YET':
      return decide(together(answered, askAgain(state, by, m)))
    case 'FIZZLED': {
      const told = { outcome: 'NO_RESPONSE', notes: null, meetingDate: null } as const
      return decide(by === request.requesterId ? together(close(state, { by, ...told }, m), answered) : answered)
    }
  }
}

function answeredBy(state: RequestState, { by, answer }: { by: MemberId; answer: MeetingAnswer }, m: Moment): Change {
  const theirs = settleReminders(
    state,
    ({ kind, memberId }) => memberId === by && (MEETING_QUESTIONS.includes(kind) || kind === 'FIRST_WRITER'),
    m,
  )
  return {
    reminders: theirs.map((reminder) =>
      MEETING_QUESTIONS.includes(reminder.kind) ? { ...reminder, status: 'DONE', answer, answeredAt: m.now } : reminder,
    ),
  }
}

function askAgain(state: RequestState, by: MemberId, m: Moment): Change {
  const dueAt = daysAfter(m.now, state.house.didYouMeetAgainDays, hoursOf(state, by))
  const again = { kind: 'DID_YOU_MEET_AGAIN', memberId: by, subjectId: state.request.id, dueAt } as const
  return { reminders: remind(state, again, m) }
}

/** CONNECTED once; what is said later only adds to the history. */
function reached(state: RequestState, milestone: { by: MemberId; how: string }, m: Moment): Change {
  const isBooked = milestone.how === 'A meeting is booked'
  const booked: Change = isBooked
    ? { activities: [{ type: 'MEETING_SCHEDULED', actorId: milestone.by, description: 'Booked a meeting' }] }
    : {}
  return state.request.status === 'CONNECTED' ? booked : together(connect(state, milestone, m), booked)
}

/** Contact was made: the milestone is dated, relationships count it, the facilitator is thanked. */
function connect(state: RequestState, { by, how }: { by: MemberId; how: string }, m: Moment): Change {
  return {
    request: { status: 'CONNECTED', connectedAt: m.now },
    reminders: settleReminders(state, ({ kind }) => kind === 'FIRST_WRITER', m),
    activities: [{ type: 'REQUEST_CONNECTED', actorId: by, description: how }],
    effects: counted(state),
  }
}

function counted(state: RequestState): NonNullable<Change['effects']> {
  const { contactId, facilitatorId, requesterId } = state.request
  if (!contactId || !facilitatorId) return []
  return [
    { do: 'count_contact', memberId: facilitatorId, contactId },
    { do: 'count_contact', memberId: requesterId, contactId },
    ...thanksTo(state),
  ]
}

/** Whoever opened the door, and whoever sent the asker on to them: a good hint is help, too. */
function thanksTo({ request, offers }: RequestState): NonNullable<Change['effects']> {
  const { facilitatorId } = request
  if (!facilitatorId) return []
  const hints = offers.filter(({ suggestedId }) => suggestedId === facilitatorId).map((offer) => offer.facilitatorId)
  return [...new Set([facilitatorId, ...hints])].map((to) => ({ do: 'thank', to }) as const)
}

export interface OutcomeTold {
  /** Null: the team, through its own systems. */
  readonly by: MemberId | null
  readonly isTeam?: boolean
  readonly outcome: Outcome
  readonly notes: string | null
  readonly meetingDate: Date | null
}

/** What came of it: closes the request; said again within 30 days, it is corrected. */
export function tellOutcome(state: RequestState, told: OutcomeTold, m: Moment): Decided {
  const { request } = state
  const isTheirs = told.by === request.requesterId || told.by === request.facilitatorId
  if (!isTheirs && !told.isTeam) return notYours
  if (isUnderWay(state)) return decide(close(state, told, m))
  if (request.status !== 'CLOSED') return movedOn
  return correct(state, told, m)
}

function close(state: RequestState, told: OutcomeTold, m: Moment): Change {
  const { request } = state
  const ended = endOf(state, 'CLOSED', m)
  const isFirstContact = isContact(told.outcome) && request.connectedAt === null
  return together(ended, written(told, m), {
    request: isFirstContact ? { connectedAt: m.now } : {},
    activities: [{ type: 'REQUEST_CLOSED', actorId: told.by, description: 'Closed with an outcome' }],
    effects: isFirstContact ? counted(state) : thanksTo(state),
  })
}

function correct(state: RequestState, told: OutcomeTold, m: Moment): Decided {
  const { request } = state
  const isSame = request.outcome === told.outcome && (told.notes ?? request.followUpNotes) === request.followUpNotes
  if (isSame && told.meetingDate === null) return unchanged
  const closedAt = request.closedAt ?? m.now
  if (addDays(closedAt, CLOCKS.correctionDays) < m.now) return no({ kind: 'too_late_to_correct' })
  const isFirstContact = isContact(told.outcome) && request.connectedAt === null
  return decide(
    together(written(told, m, request.outcome), {
      request: isFirstContact ? { connectedAt: m.now } : {},
      effects: isFirstContact ? counted(state) : thanksTo(state),
    }),
  )
}

function written(told: OutcomeTold, m: Moment, before: Outcome | null = null): Change {
  const { by, outcome, notes, meetingDate } = told
  const description = before ? 'Corrected the outcome' : 'Told what came of it'
  const noted = { type: 'FOLLOW_UP_ADDED', actorId: by, description: 'Added a note' } as const
  const scheduled = { type: 'MEETING_SCHEDULED', actorId: by, description: 'Gave the date of the meeting' } as const
  return {
    request: {
      ...{ outcome, outcomeAt: m.now },
      ...(notes !== null && { followUpNotes: notes }),
      ...(meetingDate !== null && { meetingDate }),
    },
    activities: [
      { type: 'OUTCOME_RECORDED', actorId: by, description, metadata: { outcome, ...(before && { before }) } },
      ...(notes ? [noted] : []),
      ...(meetingDate ? [scheduled] : []),
    ],
  }
}

const isUnderWay = ({ request }: RequestState): boolean =>
  request.status === 'INTRO_SENT' || request.status === 'CONNECTED'

/** Outcomes that mean the two were in touch. */
const isContact = (outcome: Outcome): boolean =>
  outcome === 'EMAIL_EXCHANGED' ||
  outcome === 'MEETING_SCHEDULED' ||
  outcome === 'CONNECTION_MADE' ||
  outcome === 'DEAL_CLOSED'
