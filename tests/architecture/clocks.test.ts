import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { domains } from '../../src/domains/index.ts'
import { root } from './source-files.ts'

/**
 * Moments that come all the same while nobody can reach a workspace: days that somebody named, times after which something is
 * forgotten, and what the surfaces and the runtime wait for themselves.
 */
const COME_ALL_THE_SAME = [
  ...['members.awayUntil', 'members.nextDigestAt', 'members.settleUntil', 'offers.deferredUntil'],
  // Given up at the first look; one report, however many Mondays were missed.
  ...['coach_messages.dueBy', 'coach_desks.nextReportAt'],
  // Machines are told as soon as there is somebody to tell of.
  'webhook_deliveries.dueAt',
  // Moved by the runtime (src/app/waking.ts).
  ...['deliveries.dueAt', 'signed_links.expiresAt'],
  ...['ui_states.expiresAt', 'api_keys.expiresAt'],
]
const isToCome = /(By|Until)$|^(dueAt|expiresAt|retryAt|next\w+At|\w+NoticeAt)$/

describe('clocks', () => {
  test('every moment to come is said to stand still while the app is removed, or to come all the same', () => {
    const clocks = domains.flatMap((domain) => domain.clocks)
    const known = [...clocks, ...COME_ALL_THE_SAME]
    const moments = momentsOfWorkspaces()
    expect(
      moments.filter((column) => isToCome.test(column.split('.')[1] ?? '') && !known.includes(column)),
      'New moments. One at which the desk decides or reminds belongs in the `clocks` of its domain, any other above.',
    ).toEqual([])
    expect(
      known.filter((column) => !moments.includes(column)),
      'Columns that are gone.',
    ).toEqual([])
  })
})

/** From the schema, which the drift test holds to the database: every moment in a table whose rows say their workspace. */
function momentsOfWorkspaces(): string[] {
  const folder = join(root, 'prisma/schema')
  return readdirSync(folder).flatMap((file) => {
    const models = readFileSync(join(folder, file), 'utf8').matchAll(/^model (\w+) \{\n(.*?)^\}/gms)
    return [...models].flatMap(([, , body = '']) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? ''
      if (!/^ {2}workspaceId\s/m.test(body)) return []
      return [...body.matchAll(/^ {2}(\w+)\s+DateTime\b/gm)].map(([, column]) => `${table}.${column}`)
    })
  })
}
