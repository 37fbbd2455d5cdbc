import type pg from 'pg'
import type { Db as BossDatabase } from 'pg-boss'
import type { Log } from '../../kit/log.ts'

export const BOSS_SCHEMA = 'pgboss'

/** Lends the desk's own pool to pg-boss, so that the embedded database's one session serves both. */
export function bossDatabase(pool: pg.Pool): BossDatabase {
  return {
    async executeSql(text: string, values?: unknown[]) {
      const session = await pool.connect()
      // A lent session reports the loss of its connection besides the statement that fails with it, and without a listener
      // that would end the process.
      session.on('error', ignore)
      try {
        const result: pg.QueryResult | pg.QueryResult[] = await session.query(text, values)
        session.off('error', ignore)
        session.release()
        // The engine sends some statements as one text; their rows belong together.
        return { rows: Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows }
      } catch (error) {
        // It may have stopped inside one of the engine's own BEGIN … COMMIT texts: nobody should inherit that session.
        session.release(true)
        throw error
      }
    },
  }
}

const ignore = () => {}

/** Says an outage once, not once a second for as long as it lasts. */
export function problemLog(log: Log): { failed(problem: object): void; worked(): void } {
  let said: string | undefined
  return {
    failed(problem) {
      const reason = 'message' in problem ? String(problem.message) : 'unknown'
      // The engine appends the worker's id, so every worker would say the same in other words.
      const cause = reason.replace(/ \(Queue: .*$/, '')
      log[said === cause ? 'debug' : 'error']({ reason: cause }, 'The job engine met a problem and goes on')
      said = cause
    },
    worked() {
      if (said !== undefined) log.info({}, 'The job engine works again')
      said = undefined
    },
  }
}
