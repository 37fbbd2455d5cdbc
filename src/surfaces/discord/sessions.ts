import type { SessionInfo } from '@discordjs/ws'
import type { Clock } from '../../kit/clock.ts'
import type { Db } from '../../kit/db.ts'
import type { Log } from '../../kit/log.ts'
import { dropSession, saveSession, sessionOf } from './runtime-store.ts'

/** Where each shard's connection stands, kept so that a restart hears what happened in between. */
export interface Sessions {
  retrieve(shard: number): Promise<SessionInfo | null>
  update(shard: number, info: SessionInfo | null): void
  /** Events up to the first unfinished one are heard again after a restart. */
  begun(shard: number, sequence: number): void
  finished(shard: number, sequence: number): void
  save(): Promise<void>
  stop(): void
}

/** Discord keeps a session for a few minutes; an older one is not worth the try. */
const WORTH_RESUMING_MS = 3 * 60_000
const SAVE_EVERY_MS = 1_000

export function createSessions(parts: { db: Db; application: string; clock: Clock; log: Log }): Sessions {
  const { db, application, clock, log } = parts
  const now = new Map<number, SessionInfo | null>()
  const unfinished = new Map<number, Set<number>>()
  const changed = new Set<number>()
  const open = (shard: number) => {
    const set = unfinished.get(shard) ?? new Set<number>()
    unfinished.set(shard, set)
    return set
  }
  const save = async () => {
    for (const shard of [...changed]) {
      changed.delete(shard)
      const info = now.get(shard)
      if (!info) {
        await dropSession(db, application, shard)
        continue
      }
      const { sessionId, resumeURL: resumeUrl, shardCount } = info
      const sequence = Math.min(info.sequence, ...[...open(shard)].map((begun) => begun - 1))
      await saveSession(
        db,
        { application, shard, savedAt: clock.now() },
        { sessionId, resumeUrl, sequence, shardCount },
      )
    }
  }
  const saveSoon = () =>
    void save().catch((error: unknown) => log.warn({ error }, 'Where the connection stands could not be kept'))
  const timer = setInterval(saveSoon, SAVE_EVERY_MS).unref()
  return {
    async retrieve(shard) {
      const known = now.get(shard)
      if (known !== undefined) return known
      const kept = await sessionOf(db, application, shard, new Date(clock.now().getTime() - WORTH_RESUMING_MS))
      const { sessionId, resumeUrl: resumeURL, sequence, shardCount } = kept ?? {}
      const info =
        sessionId && resumeURL && sequence !== undefined && shardCount !== undefined
          ? { sessionId, resumeURL, sequence, shardCount, shardId: shard }
          : null
      now.set(shard, info)
      return info
    },
    update(shard, info) {
      const isAnother = now.get(shard)?.sessionId !== info?.sessionId
      now.set(shard, info)
      changed.add(shard)
      if (!isAnother) return
      unfinished.delete(shard)
      saveSoon()
    },
    begun: (shard, sequence) => void open(shard).add(sequence),
    finished(shard, sequence) {
      open(shard).delete(sequence)
      changed.add(shard)
    },
    save,
    stop: () => clearInterval(timer),
  }
}
