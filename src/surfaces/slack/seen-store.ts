import { prisma } from '../../infra/db/handle.ts'
import type { Db } from '../../kit/db.ts'

/** Notes an id and says whether it was new. */
export async function noteSeen(db: Db, id: string, expiresAt: Date): Promise<boolean> {
  const { count } = await prisma(db).seenSignature.createMany({ data: [{ id, expiresAt }], skipDuplicates: true })
  return count > 0
}
