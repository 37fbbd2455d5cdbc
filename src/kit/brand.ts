declare const brand: unique symbol

/** A string that only its own codec makes: a MemberId is never taken for a RequestId. */
export type Brand<Name extends string> = string & { readonly [brand]: Name }

export type WorkspaceId = Brand<'WorkspaceId'>
export type MemberId = Brand<'MemberId'>

// Ids arrive from parsed input or from a store; branding is the one cast that both may do.
export const workspaceId = (value: string): WorkspaceId => value as WorkspaceId
export const memberId = (value: string): MemberId => value as MemberId
