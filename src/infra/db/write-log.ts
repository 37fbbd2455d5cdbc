import { AsyncLocalStorage } from 'node:async_hooks'
import { Prisma } from './generated/client.ts'

/** One write of a transaction, for the inspector: `{ model: 'Offer', action: 'update' }`. Raw SQL names its table. */
export type Write = { readonly model: string; readonly action: string }
export type WriteLog = readonly Write[]

// Prisma tells an extension nothing about the transaction a query belongs to, so the log travels with the async context.
const current = new AsyncLocalStorage<Write[]>()

/** Runs `work`; every write that it makes through a client with `writeRecorder` is appended to `log`. */
export function recordingTo<T>(log: Write[], work: () => Promise<T>): Promise<T> {
  return current.run(log, work)
}

export const writeRecorder = Prisma.defineExtension({
  name: 'write-log',
  query: {
    $allOperations({ model, operation, args, query }) {
      const log = current.getStore()
      if (log) recordInto(log, { model, operation, args })
      return query(args)
    },
  },
})

const WRITES = new Set([
  'create',
  'createMany',
  'createManyAndReturn',
  'update',
  'updateMany',
  'updateManyAndReturn',
  'upsert',
  'delete',
  'deleteMany',
])
const RAW_WRITE =
  /\b(insert\s+into|update|delete\s+from)\s+(?:only\s+)?"?([\w.]+)"?(?=\s*(?:\(|\bset\b|\bas\b|\bwhere\b|\busing\b|\bselect\b|\bdefault\b|\bvalues\b|$))/gi

function recordInto(log: Write[], done: { model: string | undefined; operation: string; args: unknown }): void {
  if (done.model) {
    if (WRITES.has(done.operation)) log.push({ model: done.model, action: done.operation })
    return
  }
  for (const [, verb = '', table = ''] of sqlOf(done.args).matchAll(RAW_WRITE)) {
    log.push({ model: table, action: verb.toLowerCase().split(/\s/)[0] ?? verb })
  }
}

/** Prisma gives raw queries as a tagged `Sql`, or as `[text, …values]` for the unsafe ones. */
function sqlOf(args: unknown): string {
  if (Array.isArray(args)) return sqlOf(args[0])
  if (typeof args === 'string') return args
  if (typeof args === 'object' && args !== null && 'sql' in args && typeof args.sql === 'string') return args.sql
  if (typeof args === 'object' && args !== null && 'strings' in args && Array.isArray(args.strings))
    return args.strings.join('?')
  return ''
}
