import type { MemberId } from '../../../kit/brand.ts'
import type { Moment, Reminder, ReminderKind, RequestState } from '../model.ts'

export interface ReminderWanted {
  readonly kind: ReminderKind
  readonly memberId: MemberId | null
  readonly subjectId: string
  readonly dueAt: Date
}

/**
 * One reminder for each thing that waits. Where it was armed before it is armed again, unless it was sent: one nudge a leg,
 * never a second.
 */
export function remind(state: Pick<RequestState, 'reminders'>, wanted: ReminderWanted, m: Moment): Reminder[] {
  const before = state.reminders.find((reminder) => isSame(reminder, wanted))
  if (before?.sentAt) return []
  if (before) return [{ ...before, dueAt: wanted.dueAt, status: 'DUE' }]
  const fresh = { slot: null, sentAt: null, answer: null, answeredAt: null, createdAt: m.now }
  return [{ id: m.newId(), ...wanted, status: 'DUE', ...fresh }]
}

function isSame(reminder: Reminder, wanted: ReminderWanted): boolean {
  return (
    reminder.kind === wanted.kind && reminder.subjectId === wanted.subjectId && reminder.memberId === wanted.memberId
  )
}

/** Those that were not sent need not be sent any more; those that were are answered by what happened. */
export function settleReminders(
  state: Pick<RequestState, 'reminders'>,
  matches: (reminder: Reminder) => boolean,
  m: Moment,
): Reminder[] {
  return state.reminders.flatMap((reminder): Reminder[] => {
    if (!matches(reminder)) return []
    if (reminder.status === 'DUE') return [{ ...reminder, status: 'CANCELLED' }]
    if (reminder.status === 'SENT') return [{ ...reminder, status: 'DONE', answeredAt: m.now }]
    return []
  })
}
