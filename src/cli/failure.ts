import { BAD_CONFIG_EXIT, ConfigError } from '../config.ts'
import {
  codesOf,
  DatabaseHeldError,
  DatabaseVersionError,
  DiskFullError,
  EngineStoppedError,
} from '../infra/db/errors.ts'
import { UsageError } from './verb.ts'

/** Something that whoever typed the command can mend: said without a stack. */
export interface Failure {
  readonly message: string
  readonly exit: number
}

/** The failure in words, or null for a bug of ours, whose stack is what is wanted. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof ConfigError)
    return {
      message: `${error.message}\nNothing was started. .env.example explains every setting.`,
      exit: BAD_CONFIG_EXIT,
    }
  if (error instanceof UsageError || error instanceof DatabaseHeldError) return { message: error.message, exit: 2 }
  if (SAID_BY_THE_DATABASE.some((kind) => error instanceof kind))
    return { message: String((error as Error).message), exit: 1 }
  const message = connectionAdvice(error)
  return message ? { message, exit: 1 } : null
}

const SAID_BY_THE_DATABASE = [DatabaseVersionError, DiskFullError, EngineStoppedError]

/** What cannot be reached, or not be listened on. The messages name hosts and users, never a password. */
function connectionAdvice(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const advice = codesOf(error)
    .map((code) => ADVICE_BY_CODE[code])
    .find(Boolean)
  return advice ? `${advice}\n(${error.message})` : null
}

const NO_SERVER =
  'The PostgreSQL server of DATABASE_URL cannot be reached. Check its address and whether it runs; without DATABASE_URL the embedded database is used.'
const NO_PORT = 'The address to listen on cannot be used. Set PORT (0 picks a free one) or HOST to another.'

// Node's codes for connections, and PostgreSQL's for a session that it does not open
// (https://www.postgresql.org/docs/18/errcodes-appendix.html).
const ADVICE_BY_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED: NO_SERVER,
  ENOTFOUND: NO_SERVER,
  EAI_AGAIN: NO_SERVER,
  ETIMEDOUT: NO_SERVER,
  EHOSTUNREACH: NO_SERVER,
  EADDRINUSE: NO_PORT,
  EADDRNOTAVAIL: NO_PORT,
  EACCES: NO_PORT,
  '28P01': 'The PostgreSQL server does not accept the password. Check the user and the password in DATABASE_URL.',
  '28000': 'The PostgreSQL server does not let this user in. Check the user in DATABASE_URL and its pg_hba.conf.',
  '3D000':
    'There is no such database on the PostgreSQL server. Make it with createdb, or name another in DATABASE_URL.',
}
