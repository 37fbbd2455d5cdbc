import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keepersOf } from '../../src/app/keeping.ts'
import { createRegistry } from '../../src/app/registry.ts'
import { domains } from '../../src/domains/index.ts'
import { surfaceKeepers } from '../../src/surface-keepers.ts'
import { root } from './source-files.ts'

const keepers = keepersOf({ registry: createRegistry(domains), keepers: surfaceKeepers })
const ruled = keepers.flatMap(({ personalData }) =>
  personalData ? [...personalData.names, ...personalData.mentions] : [],
)
const nobodys = readFileSync(join(root, 'tests/architecture/columns-without-members.txt'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, table, columns = ''] = /^(\w+): (.*)$/.exec(line) ?? []
    return columns.split(' ').flatMap((column) => (table ? [`${table}.${column}`] : []))
  })

describe('members', () => {
  test('every column that can hold a member’s id has a rule for joining, or is said to hold none', () => {
    const columns = textColumns()
    expect(
      columns.filter((column) => !ruled.includes(column) && !nobodys.includes(column)),
      'New columns. One that names members belongs in its domain’s `personalData`, any other in columns-without-members.txt.',
    ).toEqual([])
    expect(
      [...ruled, ...nobodys].filter((column) => !columns.includes(column)),
      'Columns that are gone.',
    ).toEqual([])
  })

  test('no column has two rules', () => {
    const all = [...ruled, ...nobodys]
    expect(all.filter((column, index) => all.indexOf(column) !== index)).toEqual([])
  })
})

/** From the schema, which the drift test holds to the database: every text, list of texts and JSON. */
function textColumns(): string[] {
  const folder = join(root, 'prisma/schema')
  return readdirSync(folder).flatMap((file) => {
    const models = readFileSync(join(folder, file), 'utf8').matchAll(/^model (\w+) \{\n(.*?)^\}/gms)
    return [...models].flatMap(([, , body = '']) => {
      const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? ''
      return [...body.matchAll(/^ {2}(\w+)\s+(?:String|Json)\b/gm)].map(([, column]) => `${table}.${column}`)
    })
  })
}
