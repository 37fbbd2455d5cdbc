import type { AnyEvent } from '../../kit/contracts.ts'
import * as introductions from '../introductions/events.ts'
import * as partners from '../partners/events.ts'
import * as people from '../people/events.ts'

/** Every event that leaves the house; a test holds the list to the domains that have any. */
export const publicEvents: readonly AnyEvent[] = [introductions, partners, people]
  .flatMap((events): AnyEvent[] => Object.values(events))
  .filter((event) => event.public)

export const publicEventNames = publicEvents.map(({ name }) => name)
