import { prisma } from '../infra/db/handle.ts'
import type { Db } from '../kit/db.ts'
import type { Halves } from '../kit/personal-data.ts'

/** A column of one id, or of a list of them: in a list, a person who was in it twice is in it once. */
export async function moveNames(db: Db, column: string, { workspaceId, from, into }: Halves): Promise<void> {
  const { table, name, isList, scope } = await columnOf(db, column)
  const [value, holds] = isList
    ? [`array_replace(array_remove(${name}, $2), $1, $2)`, `${name} @> array[$1::text]`]
    : ['$2', `${name} = $1`]
  await run(db, `update ${table} set ${name} = ${value} where ${holds} and ${scope}`, from, into, workspaceId)
}

/** A text or JSON column in which the id stands somewhere; an id is found nowhere by chance. */
export async function moveMentions(db: Db, column: string, { workspaceId, from, into }: Halves): Promise<void> {
  const { table, name, type, scope } = await columnOf(db, column)
  await run(
    db,
    `update ${table} set ${name} = replace(${name}::text, $1, $2)::${type}
     where position($1 in ${name}::text) > 0 and ${scope}`,
    from,
    into,
    workspaceId,
  )
}

interface Column {
  readonly table: string
  readonly name: string
  readonly type: 'text' | 'jsonb'
  readonly isList: boolean
  /** Only rows of workspace $3; a table of a platform's own facts has none. */
  readonly scope: string
}

async function columnOf(db: Db, column: string): Promise<Column> {
  const [table = '', name = ''] = column.split('.')
  const rows = await prisma(db).$queryRaw<{ name: string; type: string }[]>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and column_name in (${name}, 'workspaceId')`
  const found = rows.find((row) => row.name === name)
  if (!found) throw new Error(`There is no column "${column}". Mend the list of columns that name members.`)
  return {
    table: `"${table}"`,
    name: `"${name}"`,
    type: found.type === 'jsonb' ? 'jsonb' : 'text',
    isList: found.type === 'ARRAY',
    scope: rows.some((row) => row.name === 'workspaceId') ? '"workspaceId" = $3' : '$3::text is not null',
  }
}

/** The names in the statement are written in this repository, never by a person. */
async function run(db: Db, statement: string, ...values: readonly string[]): Promise<void> {
  await prisma(db).$executeRawUnsafe(statement, ...values)
}
