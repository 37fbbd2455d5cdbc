import type { MemberId, WorkspaceId } from './brand.ts'
import type { Db } from './db.ts'
import type { Topic } from './notices.ts'
import type { QuietHours } from './working-time.ts'

export const ROLES = ['member', 'facilitator', 'partner_manager', 'admin'] as const
export type Role = (typeof ROLES)[number]

export const SURFACES = ['web', 'slack', 'discord', 'mail'] as const
export type SurfaceName = (typeof SURFACES)[number]

export interface WorkspaceInfo {
  readonly id: WorkspaceId
  readonly name: string
  /** IANA name; the zone of whoever has not said theirs. */
  readonly timeZone: string
  readonly locale: string
}

/** A member as everybody above the store sees one. */
export interface Person {
  readonly id: MemberId
  readonly name: string
  readonly roles: readonly Role[]
  readonly timeZone: string
  readonly locale: string
  /** From another organisation (Slack Connect): never shown internal names. */
  readonly external: boolean
}

/** Who a platform says is acting, already verified by the surface (signature, gateway session, cookie). */
export interface ActorClaim {
  readonly externalId: string
  readonly name?: string
  readonly timeZone?: string
  readonly locale?: string
  readonly external?: boolean
}

/** A member's account on a platform: where a card can be sent. */
export interface Address {
  readonly surface: SurfaceName
  readonly externalId: string
  /** The Slack team or Discord guild that it belongs to. */
  readonly installation: string
  readonly lastActiveAt: Date
}

export interface DeliveryPreferences {
  readonly timeZone: string
  readonly locale: string
  readonly quiet: QuietHours
  readonly mutedTopics: readonly Topic[]
}

/** What the runtime needs to know about people; the people domain provides it. */
export interface Directory {
  workspaceOf(db: Db, surface: SurfaceName, installation: string): Promise<WorkspaceInfo | null>
  workspace(db: Db, workspaceId: WorkspaceId): Promise<WorkspaceInfo | null>
  /** Also one whose app was removed: what a person has a right to is done there until it is erased. */
  anyWorkspace(db: Db, workspaceId: WorkspaceId): Promise<WorkspaceInfo | null>
  /** The member behind an account, made on first sight; also notes that they were active just now. */
  recognise(db: Db, sighting: Sighting): Promise<Person>
  /** Whether this account belongs to a member; asking makes nobody one. */
  knows(db: Db, workspaceId: WorkspaceId, account: Pick<Address, 'surface' | 'externalId'>): Promise<boolean>
  person(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<Person | null>
  addresses(
    db: Db,
    workspaceId: WorkspaceId,
    memberIds: readonly MemberId[],
  ): Promise<ReadonlyMap<MemberId, readonly Address[]>>
  preferences(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<DeliveryPreferences | null>
}

export interface Sighting {
  readonly workspace: WorkspaceInfo
  readonly surface: SurfaceName
  readonly installation: string
  readonly claim: ActorClaim
  readonly now: Date
}
