/** Addresses outside that hear what happens here, and each telling of an event to one of them. */

export interface Endpoint {
  readonly id: string
  readonly url: string
  /** Names of events; empty: all of them. */
  readonly events: readonly string[]
  /** What each telling is signed with, sealed. */
  readonly secret: string
  readonly createdAt: Date
  readonly disabledAt: Date | null
  readonly failures: number
}

export const DELIVERY_STATUSES = ['PENDING', 'DELIVERED', 'FAILED'] as const
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]

export interface Delivery {
  readonly id: string
  readonly endpointId: string
  readonly eventId: string
  readonly event: string
  readonly version: number
  readonly data: unknown
  /** When it happened. */
  readonly at: Date
  readonly status: DeliveryStatus
  readonly attempts: number
  readonly dueAt: Date
  /** The answer of the last try, or why there was none. */
  readonly lastAnswer: string | null
  readonly deliveredAt: Date | null
}

const MINUTE_MS = 60_000

/** How long each try after a failed one waits: two days in all, which outlasts a weekend's outage of most. */
export const RETRY_AFTER_MS: readonly number[] = [1, 5, 30, 120, 480, 1440, 1440].map((minutes) => minutes * MINUTE_MS)

/** So many tries without one success, over all events, and the endpoint is taken to be gone. */
export const MOST_FAILURES = 100
export const MOST_ENDPOINTS = 20
