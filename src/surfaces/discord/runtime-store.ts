import { prisma } from '../../infra/db/handle.ts'
import type { Db } from '../../kit/db.ts'

/**
 * Takes a lease, or makes one's own last longer. False while somebody else holds it. The database's clock decides, so that
 * replicas whose clocks differ agree on who is late.
 */
export async function takeLease(db: Db, name: string, holder: string, forMs: number): Promise<boolean> {
  const taken = await prisma(db).$executeRaw`
    insert into discord_leases (name, holder, "expiresAt")
    values (${name}, ${holder}, now() + make_interval(secs => ${forMs / 1000}))
    on conflict (name) do update set holder = excluded.holder, "expiresAt" = excluded."expiresAt"
    where discord_leases.holder = excluded.holder or discord_leases."expiresAt" < now()`
  return taken === 1
}

/** So that the next one need not wait until it ends. */
export async function giveUpLease(db: Db, name: string, holder: string): Promise<void> {
  await prisma(db).discordLease.deleteMany({ where: { name, holder } })
}

export interface Session {
  readonly sessionId: string
  readonly resumeUrl: string
  readonly sequence: number
  readonly shardCount: number
}

export async function sessionOf(db: Db, application: string, shard: number, since: Date): Promise<Session | null> {
  return prisma(db).discordSession.findFirst({
    where: { application, shard, savedAt: { gt: since } },
    select: { sessionId: true, resumeUrl: true, sequence: true, shardCount: true },
  })
}

export async function saveSession(
  db: Db,
  place: { application: string; shard: number; savedAt: Date },
  session: Session,
): Promise<void> {
  const { application, shard, savedAt } = place
  await prisma(db).discordSession.upsert({
    where: { application_shard: { application, shard } },
    create: { application, shard, savedAt, ...session },
    update: { savedAt, ...session },
  })
}

export async function dropSession(db: Db, application: string, shard: number): Promise<void> {
  await prisma(db).discordSession.deleteMany({ where: { application, shard } })
}
