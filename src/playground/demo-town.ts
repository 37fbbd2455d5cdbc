import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ROLES } from '../kit/person.ts'
import { addDays, localDay } from '../kit/working-time.ts'

const member = z.object({
  key: z.string(),
  name: z.string(),
  email: z.email(),
  headline: z.string(),
  organization: z.string(),
  city: z.string(),
  tags: z.array(z.string()),
  roles: z.array(z.enum(ROLES)),
  timeZone: z.string(),
})

/** Declared strength 0–1, interactions so far, days since the last one. */
const acquaintance = z.tuple([z.number(), z.number().int(), z.number()])

const contact = z.object({
  /** Set where the contact is one of the members. */
  member: z.string().optional(),
  name: z.string().optional(),
  email: z.email().optional(),
  title: z.string(),
  organization: z.string(),
  city: z.string(),
  tags: z.array(z.string()),
  knownBy: z.record(z.string(), acquaintance),
})

const pastAsk = z.object({
  asker: z.string(),
  facilitator: z.string(),
  contact: z.string(),
  purpose: z.string(),
  answered: z.enum(['accepted', 'declined', 'lapsed']),
  hours: z.number(),
  outcome: z
    .enum(['NOT_INTERESTED', 'EMAIL_EXCHANGED', 'MEETING_SCHEDULED', 'CONNECTION_MADE', 'DEAL_CLOSED'])
    .optional(),
  daysAgo: z.number(),
})

const town = z.object({
  workspace: z.object({ name: z.string(), timeZone: z.string() }),
  hero: z.string(),
  members: z.array(member),
  contacts: z.array(contact),
  history: z.array(pastAsk),
})

export type DemoTown = z.output<typeof town>
export type DemoContact = DemoTown['contacts'][number]
export type PastAsk = DemoTown['history'][number]

/** The people of the demo town: everybody in it was made up by us. */
export function readDemoTown(): DemoTown {
  return town.parse(JSON.parse(readFileSync(new URL('../../prisma/demo/town.json', import.meta.url), 'utf8')))
}

/** The members as `introdesk import members` reads them. */
export function membersFile({ members }: DemoTown): Uint8Array {
  const header = ['name', 'email', 'roles', 'time_zone']
  return csv([header, ...members.map(({ name, email, roles, timeZone }) => [name, email, roles.join(' '), timeZone])])
}

/** Whom one member knows, as `introdesk import contacts` reads it; null for somebody who knows nobody. */
export function contactsFile(town: DemoTown, owner: string, now: Date): Uint8Array | null {
  const header = [
    'name',
    'email',
    'organization',
    'title',
    'city',
    'tags',
    'strength',
    'last_interaction',
    'interactions',
    'visibility',
  ]
  const rows = town.contacts.flatMap((known) => {
    const acquaintance = known.knownBy[owner]
    if (!acquaintance) return []
    const [strength, interactions, days] = acquaintance
    const { name, email } = personOf(town, known)
    const last = localDay(addDays(now, -days), town.workspace.timeZone)
    const about = [known.organization, known.title, known.city, known.tags.join(', ')]
    return [[name, email, ...about, String(strength), last, String(interactions), 'router']]
  })
  return rows.length > 0 ? csv([header, ...rows]) : null
}

function personOf(town: DemoTown, { member: key, name, email }: DemoContact): { name: string; email: string } {
  const member = town.members.find((candidate) => candidate.key === key)
  return { name: name ?? member?.name ?? '', email: email ?? member?.email ?? '' }
}

function csv(rows: readonly (readonly string[])[]): Uint8Array {
  const lines = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}
