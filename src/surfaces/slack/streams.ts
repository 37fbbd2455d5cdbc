import type { webApi } from '@slack/bolt'
import type { Clock } from '../../kit/clock.ts'
import type { Log } from '../../kit/log.ts'
import type { MessageRef } from './deliver.ts'
import type { Thread } from './places.ts'
import { isRateLimited, platformError } from './web-api.ts'

/**
 * Slack's own streaming: a message that begins empty in a thread, grows by appending, and is an ordinary message in the end.
 * Where Slack does not stream, or not any more, the card is posted and edited like any other.
 */
export interface Streams {
  /** Null where Slack does not stream here: then nothing was posted. */
  begin(client: webApi.WebClient, at: StreamPlace): Promise<MessageRef | null>
  isOpen(at: MessageRef): boolean
  /** `markdown` is all that there is so far. False where nothing can be appended any more: then the message is edited. */
  add(client: webApi.WebClient, at: MessageRef, markdown: string): Promise<boolean>
  /** An ordinary message from now on; harmless where it is one already. */
  end(client: webApi.WebClient, at: MessageRef): Promise<void>
}

export interface StreamPlace extends Thread {
  readonly installation: string
  readonly deliveryId: string
  /** For whom it is written. */
  readonly user: string
}

/** Calls are counted by the minute and workspace, so words are gathered until there are so many of them, or they are so old. */
const GATHERED_CHARS = 500
const GATHERED_MS = 3_000
/** Of one append (docs.slack.dev, chat.appendStream). */
const APPEND_CHARS = 12_000
/** Answers under way in one process; older ones are forgotten and end by an edit. */
const MOST_OPEN = 1_000

/**
 * A stream begins without message metadata; only its end takes any. The one id of ours that it begins with is its task's, which
 * Slack shows as a `task_card` block: by that a stream is found whose begin was answered with silence. That the history has the block
 * while a stream is open is inferred, not documented (November 2026); where it has not, the empty beginning stays beside the answer.
 */
const thinking = (deliveryId: string) => ({ type: 'task_update', id: deliveryId, title: 'Thinking' }) as const

/** Whether this is the stream that a delivery began with, before anything else was said in it. */
export function isStreamOf(deliveryId: string, message: { readonly blocks?: readonly object[] | undefined }): boolean {
  return tasksIn(message.blocks ?? []).includes(deliveryId)
}

function tasksIn(blocks: readonly object[]): readonly unknown[] {
  return blocks.flatMap((block) => [
    ...('task_id' in block ? [block.task_id] : []),
    // Slack may gather tasks in a plan.
    ...('tasks' in block && Array.isArray(block.tasks) ? tasksIn(block.tasks) : []),
  ])
}

interface Open {
  readonly deliveryId: string
  /** What Slack has been given so far. */
  readonly said: string
  readonly since: number
}

export function createStreams({ clock, log }: { clock: Clock; log: Log }): Streams {
  const open = new Map<string, Open>()
  /** Workspaces that do not stream at all, such as GovSlack. */
  const refused = new Set<string>()
  const now = () => clock.now().getTime()
  const keep = (at: MessageRef, { deliveryId, said }: Omit<Open, 'since'>) => {
    open.delete(keyOf(at))
    open.set(keyOf(at), { deliveryId, said, since: now() })
    for (const [oldest] of open) {
      if (open.size <= MOST_OPEN) break
      open.delete(oldest)
    }
  }
  return {
    async begin(client, { installation, channel, thread, user, deliveryId }) {
      if (refused.has(installation)) return null
      try {
        const chunks = [{ ...thinking(deliveryId), status: 'in_progress' as const }]
        // Wanted outside of direct messages. Whoever is of another team is refused, and their answer posted and edited.
        const recipient = installation.startsWith('T') && { recipient_user_id: user, recipient_team_id: installation }
        const { ts } = await client.chat.startStream({ channel, thread_ts: thread, chunks, ...recipient })
        if (!ts) return null
        keep({ channel, ts }, { deliveryId, said: '' })
        return { channel, ts }
      } catch (error) {
        const reason = platformError(error)
        if (!reason && !isRateLimited(error)) throw error
        log.info({ installation, reason }, 'Slack does not stream here; the answer is posted and edited')
        if (reason && FOR_GOOD.includes(reason)) refused.add(installation)
        return null
      }
    },
    isOpen: (at) => open.has(keyOf(at)),
    async add(client, at, markdown) {
      const stream = open.get(keyOf(at))
      if (!stream) return false
      const text = harmless(markdown)
      const fresh = text.startsWith(stream.said) ? text.slice(stream.said.length) : ''
      const isDue = fresh.length >= GATHERED_CHARS || now() - stream.since >= GATHERED_MS
      if (fresh === '' || !isDue) return true
      try {
        await append(client, at, { fresh, begun: stream.said === '' ? stream.deliveryId : null })
        keep(at, { deliveryId: stream.deliveryId, said: text })
        return true
      } catch (error) {
        if (isRateLimited(error)) return true
        // Expired, stopped by its reader, or its reply was lost: whatever it was, it does not go on.
        log.info({ reason: platformError(error) ?? 'no reply' }, 'A stream of Slack ended early; its message is edited')
        await client.chat.stopStream(at).catch(() => undefined)
        open.delete(keyOf(at))
        return false
      }
    },
    async end(client, at) {
      try {
        await client.chat.stopStream(at)
      } catch (error) {
        // It has ended already: Slack ends a stream that nobody appends to, and one that its reader stopped.
        if (!platformError(error)) throw error
      }
      open.delete(keyOf(at))
    },
  }
}

/** Slack's words for "never here", as against "not now" (docs.slack.dev, chat.startStream). */
const FOR_GOOD = ['unknown_method', 'method_not_supported', 'missing_scope', 'not_allowed_token_type', 'access_denied']

async function append(
  client: webApi.WebClient,
  at: MessageRef,
  { fresh, begun }: { fresh: string; begun: string | null },
): Promise<void> {
  const done = begun ? [{ ...thinking(begun), status: 'complete' as const }] : []
  for (let from = 0; from < fresh.length; from += APPEND_CHARS) {
    const text = { type: 'markdown_text' as const, text: fresh.slice(from, from + APPEND_CHARS) }
    await client.chat.appendStream({ ...at, chunks: [...(from === 0 ? done : []), text] })
  }
}

/** Mentions and channels need an angle bracket. The whole card at the end is data again and shows the real one. */
const harmless = (markdown: string): string => markdown.replaceAll('<', '‹').replaceAll('>', '›')

const keyOf = ({ channel, ts }: MessageRef): string => `${channel}:${ts}`
