import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Result } from '../../../kit/result.ts'
import type { FileRefusal } from './model.ts'
import { type ContactsRead, readContacts } from './read-contacts.ts'
import { type MembersRead, readMembers } from './read-members.ts'

/** A file and what kind of people are in it. */
export type ReadingWanted =
  | { readonly kind: 'contacts'; readonly bytes: Uint8Array; readonly now: Date }
  | { readonly kind: 'members'; readonly bytes: Uint8Array; readonly knownRoles: readonly string[] }

type ReadBy<W extends ReadingWanted> = Result<W['kind'] extends 'contacts' ? ContactsRead : MembersRead, FileRefusal>

/** Below this a file is read sooner than a thread has started. */
const SMALL_BYTES = 256 * 1024

/**
 * Reads a contacts or members file without holding up the desk: a hundred thousand rows take seconds, and a platform waits
 * three for its answer. Large files are read in a thread of their own.
 */
export async function readApart<W extends ReadingWanted>(wanted: W): Promise<ReadBy<W>> {
  // What is read follows from what was wanted, which the compiler cannot see through the union.
  if (wanted.bytes.byteLength < SMALL_BYTES) return readNow(wanted) as ReadBy<W>
  const thread = new Worker(new URL('./reading-thread.ts', import.meta.url), { workerData: wanted })
  const [read] = await once(thread, 'message') // An error of the thread rejects this.
  return read as ReadBy<W>
}

export function readNow(wanted: ReadingWanted): Result<ContactsRead | MembersRead, FileRefusal> {
  switch (wanted.kind) {
    case 'contacts':
      return readContacts(wanted.bytes, wanted)
    case 'members':
      return readMembers(wanted.bytes, wanted)
  }
}
