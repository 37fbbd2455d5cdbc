import { createHash } from 'node:crypto'
import { DISCORD } from './limits.ts'

/** Where a message is, as one word. */
export interface MessageRef {
  readonly channel: string
  readonly message: string
}

export const refToText = ({ channel, message }: MessageRef) => `${channel}:${message}`

export function textToRef(text: string): MessageRef | null {
  const [, channel, message] = /^(\d+):(\d+)$/.exec(text) ?? []
  return channel && message ? { channel, message } : null
}

/** What Discord recognises a repeated send by, for some minutes. */
export function nonceOf(deliveryId: string): string {
  return digestOf(deliveryId).toString('base64url').slice(0, DISCORD.nonce)
}

/** What we recognise a message by that is older than that: the number of its container, which Discord keeps and nobody sees. */
export function markOf(deliveryId: string): number {
  return (digestOf(deliveryId).readUInt32BE(0) & 0x7fff_ffff) | 0x4000_0000
}

const digestOf = (deliveryId: string) => createHash('sha256').update(deliveryId).digest()
