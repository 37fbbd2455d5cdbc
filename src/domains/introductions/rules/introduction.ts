import type { MemberId } from '../../../kit/brand.ts'
import { ok, type Result } from '../../../kit/result.ts'
import {
  type Channel,
  type Format,
  type Introduction,
  type Moment,
  type RequestState,
  type Target,
  type Tone,
  targetOf,
} from '../model.ts'
import { CLOCKS } from '../model-defaults.ts'
import { type Decided, decide, together, unchanged } from './change.ts'
import { daysAfter, hoursOf, workingDaysAfter } from './clocks.ts'
import { targetConsent } from './consent.ts'
import { type IntroRefusal, movedOn, no, notYours } from './refusals.ts'
import { remind, settleReminders } from './reminders.ts'

export interface Rewrite {
  readonly by: MemberId
  readonly tone?: Tone
  readonly format?: Format
}

/** Another draft, in another tone or form. What is there stays until the new one has come. */
export function rewrite(state: RequestState, { by, tone, format }: Rewrite): Decided {
  const studio = inStudio(state, by)
  if (!studio.ok) return studio
  const introduction = studio.value
  const wanted = introduction.draftWanted + 1
  return decide({
    introduction: {
      ...introduction,
      ...{ tone: tone ?? introduction.tone, format: format ?? introduction.format, draftWanted: wanted },
    },
    effects: [{ do: 'write_draft', introductionId: introduction.id, wanted }],
  })
}

export interface Draft {
  readonly wanted: number
  readonly subject: string
  readonly body: string
  readonly talkingPoints: readonly string[]
  readonly writtenBy: 'MODEL' | 'TEMPLATE'
  readonly writerNote: string
  readonly inputTokens: number
  readonly outputTokens: number
}

/** A draft has come. If somebody has wished for another or written their own meanwhile, it is left aside. */
export function takeDraft(state: RequestState, { wanted, ...draft }: Draft): Decided {
  const { introduction, request } = state
  const isWanted = introduction?.draftWanted === wanted && introduction.draftWritten < wanted
  if (!introduction || !isWanted || request.status !== 'ACCEPTED') return unchanged
  return decide({
    introduction: {
      ...{ ...introduction, ...draft, aiSuggestedIntro: draft.body, draftWritten: wanted },
      inputTokens: introduction.inputTokens + draft.inputTokens,
      outputTokens: introduction.outputTokens + draft.outputTokens,
    },
  })
}

export interface OwnWords {
  readonly by: MemberId
  readonly subject: string
  readonly body: string
}

/** The facilitator's own words win over any draft that is still on its way. */
export function editDraft(state: RequestState, { by, subject, body }: OwnWords): Decided {
  const studio = inStudio(state, by)
  if (!studio.ok) return studio
  const introduction = studio.value
  if (introduction.subject === subject && introduction.body === body) return unchanged
  const wanted = introduction.draftWanted + 1
  return decide({
    introduction: {
      ...{ ...introduction, subject, body, writtenBy: 'PERSON', writerNote: null },
      ...{ draftWanted: wanted, draftWritten: wanted },
    },
  })
}

/** Last yes and the facilitator's click: the introduction goes out, and the follow-ups are due. */
export function send(state: RequestState, { by, channel }: { by: MemberId; channel: Channel }, m: Moment): Decided {
  const { introduction, request } = state
  const target = targetOf(state)
  if (introduction?.sentAt && introduction.facilitatorId === by) return unchanged
  const studio = inStudio(state, by)
  if (!studio.ok) return studio
  if (!introduction || !target) return movedOn
  if (!introduction.body || !introduction.subject) return no({ kind: 'nothing_to_send' })
  if (targetConsent(state)?.status !== 'YES') return no({ kind: 'consent_is_missing', name: target.name })
  if (!canSendBy(channel, target)) return no({ kind: 'no_address', name: target.name })
  return decide(
    together(followUps(state, target, m), {
      request: { status: 'INTRO_SENT', introSentAt: m.now },
      introduction: {
        ...{ ...introduction, channel, sentAt: m.now, sendBy: null },
        draftWanted: introduction.draftWritten,
      },
      activities: [
        { type: 'INTRODUCTION_SENT', actorId: by, description: 'Made the introduction', metadata: { channel } },
      ],
      effects: [
        { do: 'introduce', introductionId: introduction.id, channel },
        ...(request.contactId ? [{ do: 'route_queued', contactId: request.contactId } as const] : []),
      ],
    }),
  )
}

function canSendBy(channel: Channel, target: Target): boolean {
  switch (channel) {
    case 'ROOM':
      return target.memberId !== null
    case 'MAIL':
      return target.email !== null
    case 'BY_HAND':
      return true
  }
}

function followUps(state: RequestState, target: Target, m: Moment) {
  const { requesterId, id } = state.request
  const hours = hoursOf(state, requesterId)
  const about = { memberId: requesterId, subjectId: id }
  const lastAskAt = daysAfter(m.now, state.house.lastAskDays, hours)
  const asked = [
    { ...about, kind: 'FIRST_WRITER', dueAt: workingDaysAfter(m.now, state.house.firstWriterDays, hours) },
    { ...about, kind: 'DID_YOU_MEET', dueAt: daysAfter(m.now, state.house.didYouMeetDays, hours) },
    { ...about, kind: 'LAST_ASK', dueAt: lastAskAt },
  ] as const
  const targetHours = hoursOf(state, target.memberId)
  const other = target.memberId
    ? [
        {
          ...({ memberId: target.memberId, subjectId: id, kind: 'DID_YOU_MEET' } as const),
          dueAt: daysAfter(m.now, state.house.didYouMeetDays, targetHours),
        },
      ]
    : []
  return {
    // From here on the clock is the last question's: a week without an answer closes the request.
    request: { expiresAt: daysAfter(lastAskAt, CLOCKS.closeAfterLastAskDays, hours), expiryNoticeAt: null },
    reminders: [
      ...settleReminders(state, () => true, m),
      ...[...asked, ...other].flatMap((wanted) => remind(state, wanted, m)),
    ],
  }
}

function inStudio(state: RequestState, by: MemberId): Result<Introduction, IntroRefusal> {
  const { introduction, request } = state
  if (!introduction) return movedOn
  if (introduction.facilitatorId !== by) return notYours
  return request.status === 'ACCEPTED' && !introduction.sentAt ? ok(introduction) : movedOn
}
