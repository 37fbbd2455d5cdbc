import type { Clock } from '../../kit/clock.ts'
import type { Log } from '../../kit/log.ts'
import { platformError, platformMessages } from './web-api.ts'

/** Blocks that Slack brought in 2025 and 2026 and that not every workspace takes yet. */
export const NATIVE = [
  ...(['data_table', 'data_visualization', 'carousel', 'container'] as const),
  ...(['alert', 'context_actions', 'markdown'] as const),
]
export type NativeType = (typeof NATIVE)[number]

/** In modals and in Home none of them but an alert is offered. */
export const OUTSIDE_MESSAGES: ReadonlySet<NativeType> = new Set(NATIVE)

/** Which of the newer blocks a workspace takes. What was refused is tried again a day later. */
export interface NativeBlocks {
  refusedBy(installation: string): ReadonlySet<NativeType>
  /** Whether the workspace took blocks of all these types before: only then they may go where no refusal would be heard. */
  isProven(installation: string, types: readonly NativeType[]): boolean
  /** Sends what is drawn; where the workspace refuses newer blocks in it, again without those. */
  send<T, D extends { readonly blocks: readonly { readonly type: string }[] }>(
    installation: string,
    draw: (without: ReadonlySet<NativeType>) => D,
    send: (drawn: D) => Promise<T>,
  ): Promise<T>
}

const REFUSED_FOR_MS = 24 * 3_600_000

export function createNativeBlocks(clock: Clock, log: Log): NativeBlocks {
  const refused = new Map<string, Map<NativeType, number>>()
  const taken = new Map<string, Set<NativeType>>()
  const refusedBy = (installation: string) => {
    const now = clock.now().getTime()
    const types = [...(refused.get(installation) ?? [])].flatMap(([type, until]) => (until > now ? [type] : []))
    return new Set(types)
  }
  const note = (installation: string, types: readonly NativeType[], isTaken: boolean) => {
    const known = taken.get(installation) ?? new Set()
    const until = clock.now().getTime() + REFUSED_FOR_MS
    taken.set(installation, isTaken ? known.union(new Set(types)) : known.difference(new Set(types)))
    if (isTaken) return
    log.warn({ installation, types }, 'This workspace refuses newer blocks; it gets the same in older ones for a day')
    const before = refused.get(installation) ?? new Map()
    refused.set(installation, new Map([...before, ...types.map((type) => [type, until] as const)]))
  }
  const native: NativeBlocks = {
    refusedBy,
    isProven: (installation, types) => types.every((type) => taken.get(installation)?.has(type)),
    async send(installation, draw, send) {
      const drawn = draw(refusedBy(installation))
      const types = nativeTypesIn(drawn.blocks)
      if (types.length === 0) return send(drawn)
      try {
        const sent = await send(drawn)
        note(installation, types, true)
        return sent
      } catch (error) {
        if (!isRefusalOfBlocks(error)) throw error
        // Each time there is at least one less, so this ends.
        note(installation, refusedIn(error, types), false)
        return native.send(installation, draw, send)
      }
    },
  }
  return native
}

export function nativeTypesIn(blocks: readonly { readonly type: string }[]): NativeType[] {
  return NATIVE.filter((type) => blocks.some((block) => block.type === type))
}

/** Slack took a look and did not like what it saw: nothing was posted. */
export class BlocksRefused extends Error {}

/** Those that Slack names ("unsupported type: markdown"); where it names none, any of them may be meant. */
function refusedIn(error: unknown, types: readonly NativeType[]): readonly NativeType[] {
  const named = types.filter((type) => platformMessages(error).some((message) => message.includes(type)))
  return named.length > 0 ? named : types
}

function isRefusalOfBlocks(error: unknown): boolean {
  return error instanceof BlocksRefused || /^invalid_(blocks|arguments)/.test(platformError(error) ?? '')
}
