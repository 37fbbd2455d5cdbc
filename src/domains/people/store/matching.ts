import { Prisma } from '../../../infra/db/generated/client.ts'
import { prisma } from '../../../infra/db/handle.ts'
import type { MemberId, WorkspaceId } from '../../../kit/brand.ts'
import type { Db } from '../../../kit/db.ts'
import type { Match } from '../model.ts'
import { fitOf, isWhole, readWishes, TYPO_LENGTH, type Wish } from '../wishes.ts'
import { findContacts, reachable } from './contacts.ts'

export interface CriteriaSearch {
  readonly viewerId: MemberId
  readonly criteria: string
  readonly limit: number
}

/** So many of those with the most words in common are looked at closely. */
const MOST_JUDGED = 200

/**
 * Contacts whose title, organization, city or tags fit the kind of person wanted, typing mistakes allowed, and whom somebody
 * other than the viewer knows and lets the router use: that is decided before anything is ranked. The best fit first.
 */
export async function contactsMatching(db: Db, workspaceId: WorkspaceId, search: CriteriaSearch): Promise<Match[]> {
  const wishes = readWishes(search.criteria)
  if (wishes.length === 0) return []
  const patterns = wishes.flatMap(({ sayings }) => sayings.map((saying) => `% ${saying}%`))
  const found = await prisma(db).$queryRaw<{ id: string; aboutKey: string }[]>`
    with candidates as (${candidates(workspaceId, wishes)})
    select c.id, c."aboutKey" from contacts c join candidates on candidates.id = c.id
    where c."workspaceId" = ${workspaceId} and ${reachable}
      and c."memberId" is distinct from ${search.viewerId}
      and exists (select 1 from relationships r where r."workspaceId" = c."workspaceId" and r."contactId" = c.id
        and r."memberId" <> ${search.viewerId} and r.visibility <> 'ONLY_ME' and not r."neverAsk")
    order by (select count(*) from unnest(${patterns}::text[]) pattern where c."aboutKey" like pattern) desc, c.id
    limit ${MOST_JUDGED}`
  const fitting = found
    .map(({ id, aboutKey }) => ({ id, ...fitOf(wishes, aboutKey) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((a, b) => b.fit - a.fit || (a.id < b.id ? -1 : 1))
    .slice(0, search.limit)
  const fitById = new Map(fitting.map((one) => [one.id, one]))
  const contacts = await findContacts(db, workspaceId, [...fitById.keys()])
  return contacts.map((contact) => {
    const { matched = [], fit = 0 } = fitById.get(contact.id) ?? {}
    return { contact, matched, fit }
  })
}

/** Ids from three indexes: words and their beginnings, words with mistakes, and words that the first two cannot read. */
function candidates(workspaceId: WorkspaceId, wishes: readonly Wish[]): Prisma.Sql {
  const query = wishes.map(tsquery).join(' | ')
  const typos = wishes.filter(({ word }) => word.length >= TYPO_LENGTH)
  const foreign = wishes.flatMap(({ word }) => (IS_LATIN.test(word) ? [] : [`% ${word}%`]))
  const ways = [
    Prisma.sql`select id from contacts
      where "workspaceId" = ${workspaceId} and to_tsvector('simple', "aboutKey") @@ to_tsquery('simple', ${query})`,
    Prisma.sql`select contacts_resembling(${workspaceId}, word, exact) as id
      from unnest(${typos.map(({ word }) => word)}::text[], ${typos.map(tsquery)}::text[]) as typo (word, exact)`,
    ...(foreign.length > 0
      ? [
          Prisma.sql`select id from contacts where "workspaceId" = ${workspaceId} and "aboutKey" like any (${foreign}::text[])`,
        ]
      : []),
  ]
  return Prisma.join(ways, ' union ')
}

/** A database with the locale C takes other letters for punctuation. */
const IS_LATIN = /^[a-z0-9]+$/

/** Sayings are folded words: letters and digits alone, so none can be an operator. */
function tsquery({ sayings }: Wish): string {
  const terms = sayings.map((saying) => (isWhole(saying) ? saying.replaceAll(' ', ' <-> ') : `${saying}:*`))
  return `(${terms.join(' | ')})`
}
