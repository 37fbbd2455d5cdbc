import type { DeliveryTrace, TrailEntry } from '../../app/inspector.ts'
import type { MemberId } from '../../kit/brand.ts'
import type { Domain, DueThing } from '../../kit/domain.ts'
import type { Interaction } from '../../kit/interaction.ts'
import type { QueueCount } from '../../kit/jobs.ts'
import type { Page } from '../../kit/page.ts'
import type { Role, WorkspaceInfo } from '../../kit/person.ts'
import type { Reply } from '../../kit/reply.ts'
import type { Reader } from '../../kit/surface.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Form, RawFields } from '../../kit/ui/form.ts'
import type { Home } from '../../kit/ui/home.ts'

/**
 * The desk as the web surface sees it. The first three members are what every surface needs; the rest is what only the
 * playground asks for: who lives in the town, what just happened, and what time it is.
 */
export interface Desk {
  dispatch(interaction: Interaction): Promise<Reply>
  openLink(token: string): Promise<LinkView>
  answerLink(token: string, fields: RawFields): Promise<LinkView>
  /** Whether the link still asks: not answered, not withdrawn, not expired. */
  isLinkOpen(token: string): Promise<boolean>

  /** What can be said (for the composer) and what there is to see (for the gallery). */
  readonly domains: readonly Domain[]
  readonly town: Town
  readonly clock: TownClock
  readonly inspector: Inspector
}

/** What stands behind `/l/<token>`: a page for every case, with the HTTP status that fits (200, 404, 409, 410). */
export interface LinkView {
  readonly status: 200 | 404 | 409 | 410 | 422 | 500
  readonly page: Page
}

/** The playground's workspace and the people who can be played in it. */
export interface Town {
  /** The web installation's external id: goes into every interaction. */
  readonly installation: string
  workspace(): Promise<WorkspaceInfo>
  /** Members with a web identity, those of the story first. */
  cast(): Promise<readonly CastMember[]>
  /** With whom the story begins; their account exists once the demo town is loaded. */
  readonly hero: { readonly externalId: string; readonly name: string }
  isDemoLoaded(): Promise<boolean>
  /** Fills the demo town; a second call changes nothing. */
  loadDemo(): Promise<void>
  /** Empties the playground's workspace and its conversations (`forgetEverything`), and loads the demo town again, with the clock at now. */
  startOver(): Promise<void>
}

export interface CastMember {
  readonly memberId: MemberId
  readonly externalId: string
  readonly name: string
  /** "Founder at Kelp & Co", or empty. */
  readonly headline: string
  readonly roles: readonly Role[]
  readonly timeZone: string
  readonly locale: string
}

/** The desk's clock, which the playground may move forward. Moving it runs everything that became due on the way, in order. */
export interface TownClock {
  now(): Date
  /** How far ahead of the machine's clock it is; 0 when it was not moved. */
  aheadMs(): number
  /** Resolves when what became due has been done. */
  travelTo(at: Date): Promise<void>
  backToNow(): Promise<void>
  nextDue(): Promise<DueThing | null>
}

/** What just happened, for the drawer. */
export interface Inspector {
  /** The newest first, at most `limit`; `reference` narrows it to one (a member's "ref 7F3K"). */
  trail(wanted: { readonly limit: number; readonly reference?: string }): Promise<readonly TrailEntry[]>
  /** Deliveries that are not sent yet, by due time. */
  outbox(limit: number): Promise<readonly DeliveryTrace[]>
  queues(): Promise<readonly QueueCount[]>
  /** Called after each commit, delivery and move of the clock. Returns how to stop listening. */
  onChange(listener: () => void): () => void
}

/** The other surfaces' real renderers, given by the composition root so that cards can be seen as they would be there. */
export interface OtherRenderers {
  readonly slack: PlatformRenderer
  readonly discord: PlatformRenderer
}

/** Blocks, components, a modal: the JSON that the platform would get. */
export interface PlatformRenderer {
  card(card: Card, reader: Reader): unknown
  form(form: Form, reader: Reader): unknown
  home(home: Home, reader: Reader): unknown
}
