/**
 * What the desk needs in a guild, each with what it is for. Numbers from docs.discord.com, "Permissions", November 2026; never
 * Administrator, and nothing that only a later feature would use.
 */
export const NEEDED_PERMISSIONS = [
  { name: 'View Channels', bit: 10n, why: 'to see the channel under which private rooms are opened' },
  { name: 'Send Messages', bit: 11n, why: 'to open rooms under that channel' },
  { name: 'Create Private Threads', bit: 36n, why: 'to open a private room for an introduction' },
  { name: 'Send Messages in Threads', bit: 38n, why: 'to write in those rooms' },
  { name: 'Attach Files', bit: 15n, why: 'to show charts as pictures' },
  { name: 'Embed Links', bit: 14n, why: 'to show cards in full' },
  { name: 'Read Message History', bit: 16n, why: 'to find a card again instead of posting it twice' },
] as const

export const NEEDED_BITS = NEEDED_PERMISSIONS.reduce((bits, { bit }) => bits | (1n << bit), 0n)

const ADMINISTRATOR = 1n << 3n

export type NeededPermission = (typeof NEEDED_PERMISSIONS)[number]

/** What is missing of what the desk needs; `granted` is Discord's number, as it comes with every interaction. */
export function missingPermissions(granted: string): readonly NeededPermission[] {
  const bits = /^\d+$/.test(granted) ? BigInt(granted) : 0n
  if ((bits & ADMINISTRATOR) !== 0n) return []
  return NEEDED_PERMISSIONS.filter(({ bit }) => (bits & (1n << bit)) === 0n)
}

/** Adds the app to a server, with exactly these permissions. */
export function inviteLink(applicationId: string): string {
  const url = new URL('https://discord.com/oauth2/authorize')
  url.searchParams.set('client_id', applicationId)
  url.searchParams.set('integration_type', '0')
  url.searchParams.set('scope', 'bot applications.commands')
  url.searchParams.set('permissions', String(NEEDED_BITS))
  return url.href
}

/** Adds the commands that make sense anywhere to a person's own account. */
export function userInstallLink(applicationId: string): string {
  const url = new URL('https://discord.com/oauth2/authorize')
  url.searchParams.set('client_id', applicationId)
  url.searchParams.set('integration_type', '1')
  url.searchParams.set('scope', 'applications.commands')
  return url.href
}
