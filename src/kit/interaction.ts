import type { ActorClaim, SurfaceName } from './person.ts'
import type { RawFields } from './ui/form.ts'

/** Something a person did on a platform, verified and taken apart by the surface, not yet understood. */
export type Interaction = InteractionBase & Said

export interface InteractionBase {
  /** The platform's own id of this act; the same act delivered twice carries the same id. */
  readonly id: string
  readonly surface: SurfaceName
  /** The Slack team, Discord guild or web workspace that it came from, as the platform says. */
  readonly installation: string
  readonly actor: ActorClaim
  /** The message that was clicked, as the surface's own reference. */
  readonly origin?: string
  /** The shared place where it was said, as the platform names it; none for a direct message or a home. */
  readonly channel?: string
}

export type Said =
  | {
      readonly kind: 'command'
      readonly command: string
      readonly verb?: string
      readonly words?: string
      readonly options?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'action'; readonly token: string; readonly pick?: string }
  | { readonly kind: 'submit'; readonly token: string; readonly fields: RawFields }
  | { readonly kind: 'search'; readonly search: string; readonly query: string }
  /** Said where the desk was mentioned, or to it: nobody pressed anything. */
  | { readonly kind: 'heard'; readonly words: string }
  | { readonly kind: 'home' }
