/** Requests to servers of other people: what is sent, and what came back. */
export interface OutgoingPort {
  /** Never throws, never follows a redirect, and never reaches into our own network. */
  post(request: OutgoingPost, signal: AbortSignal): Promise<Posted>
}

export interface OutgoingPost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type Posted =
  | { readonly kind: 'answered'; readonly status: number }
  /** It may or may not have arrived: no answer, or not in time. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** An address that nobody may send us to: nothing was sent. */
  | { readonly kind: 'forbidden'; readonly reason: string }
