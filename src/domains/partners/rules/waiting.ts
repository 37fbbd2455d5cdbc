import { addDays } from '../../../kit/working-time.ts'
import { DESK, type WaitingPlace } from '../model.ts'

/** Who is called back now: the oldest, as many as may be asked at once. */
export function callNext(places: readonly WaitingPlace[], now: Date): WaitingPlace[] {
  const asked = places.filter(({ status }) => status === 'ASKED').length
  const answerBy = addDays(now, DESK.callBackDays)
  return places
    .filter(({ status }) => status === 'WAITING')
    .toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
    .slice(0, Math.max(0, DESK.callBacksAtOnce - asked))
    .map((place) => ({ ...place, status: 'ASKED', askedAt: now, answerBy }))
}

/** Null: nothing changes. Silence can still become a yes; whoever was not called yet can only leave. */
export function answerCall(place: WaitingPlace, wanted: boolean, now: Date): WaitingPlace | null {
  const mayAnswer = place.status === 'ASKED' || place.status === 'LAPSED' || (place.status === 'WAITING' && !wanted)
  if (!mayAnswer) return null
  return { ...place, status: wanted ? 'YES' : 'NO', answeredAt: now, answerBy: null }
}
