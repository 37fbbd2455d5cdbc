import type { MemberId, WorkspaceId } from '../kit/brand.ts'

/** What just changed, told inside this process after the commit: open pages redraw, nobody decides anything by it. */
export interface Feed {
  tell(change: FeedChange): void
  listen(listener: (change: FeedChange) => void): () => void
}

export type FeedChange =
  | { readonly kind: 'decided'; readonly workspaceId: WorkspaceId }
  | { readonly kind: 'delivered'; readonly workspaceId: WorkspaceId; readonly deliveryId: string }
  | { readonly kind: 'home'; readonly workspaceId: WorkspaceId; readonly memberId: MemberId }
  | { readonly kind: 'clock' }

export function createFeed(): Feed {
  const listeners = new Set<(change: FeedChange) => void>()
  return {
    tell(change) {
      for (const listener of listeners) listener(change)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
