import type { Clock } from '../kit/clock.ts'
import type { Database } from '../kit/db.ts'
import type { Ids } from '../kit/ids.ts'
import type { JobEngine } from '../kit/jobs.ts'
import type { Log } from '../kit/log.ts'
import type { Metrics } from '../kit/metrics.ts'
import type { ModelPort } from '../kit/model.ts'
import type { OutgoingPort } from '../kit/outgoing.ts'
import type { Directory, SurfaceName } from '../kit/person.ts'
import type { Keeper } from '../kit/personal-data.ts'
import type { PicturePort } from '../kit/pictures.ts'
import type { Seal } from '../kit/seal.ts'
import type { Surface } from '../kit/surface.ts'
import type { Feed } from './feed.ts'
import type { Registry } from './registry.ts'

/** What the runtime stands on; the composition root builds each of them once. */
export interface Ports {
  readonly registry: Registry
  readonly database: Database
  readonly engine: JobEngine
  readonly directory: Directory
  readonly model: ModelPort
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly metrics: Metrics
  readonly feed: Feed
  readonly links: LinkSigner
  /** Encrypts secrets that are stored; null where there are no keys for it. */
  readonly seal: Seal | null
  /** Requests to other people's servers. */
  readonly outgoing: OutgoingPort
  /** For platforms that show no charts of their own. */
  readonly pictures: PicturePort
  /** Where the links of this desk point, without a slash at the end. Known once the desk listens. */
  publicUrl(): string
  /** What the surfaces keep about members on their side, whether they run here or not. */
  readonly keepers: readonly Keeper[]
  /** How long a workspace is kept whose app was removed everywhere. */
  readonly keepRemovedDays: number
  /** The surfaces that run, added as they start. */
  readonly surfaces: Map<SurfaceName, Surface>
}

/** Signs what no platform signs. */
export interface LinkSigner {
  sign(linkId: string): string
  /** The id that was signed, or null for a forged or mistyped token. */
  verify(token: string): string | null
}
