import type { Database } from '../../src/infra/db/database.ts'

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly kind: string
  readonly isNeeded: boolean
}

/** The tables whose rows say of which workspace they are, and how many rows each has of this one. Empty ones are left out. */
export async function rowsOf(database: Database, workspaceId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of new Set((await columnsOf(database)).map((column) => column.table))) {
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*)::int as count from "${table}" where "workspaceId" = $1`,
      [workspaceId],
    )
    if (rows[0]?.count) counts[table] = rows[0].count
  }
  return counts
}

/** Puts rows of a workspace into every table that can hold one, with whatever each column takes, and one where there is no room for more; returns the tables. */
export async function fillEveryTable(database: Database, workspaceId: string, rows = 1): Promise<string[]> {
  const byTable = Map.groupBy(await columnsOf(database), ({ table }) => table)
  const inserts = [...byTable].flatMap(([table, columns]) => {
    const needed = columns.filter(({ isNeeded }) => isNeeded)
    const names = needed.map(({ name }) => `"${name}"`).join(', ')
    return Array.from({ length: rows }, (_, row) => {
      const values = needed.map((column) => valueFor(column, workspaceId, row)).join(', ')
      return `insert into "${table}" (${names}) values (${values}) on conflict do nothing;`
    })
  })
  // A replica checks no keys and fires no triggers, so the order is no matter.
  await database.pool.query(`begin; set local session_replication_role = replica; ${inserts.join('\n')} commit;`)
  return [...byTable.keys()]
}

async function columnsOf(database: Database): Promise<Column[]> {
  const { rows } = await database.pool.query<Column>(
    `select c.table_name as table, c.column_name as name, c.data_type as type, c.udt_name as kind,
       c.is_nullable = 'NO' and c.column_default is null and c.is_generated = 'NEVER' as "isNeeded"
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and exists (select 1 from information_schema.columns w where w.table_schema = c.table_schema
         and w.table_name = c.table_name and w.column_name = 'workspaceId')
     order by c.table_name, c.ordinal_position`,
  )
  return rows
}

function valueFor({ table, name, type, kind }: Column, workspaceId: string, row: number): string {
  if (name === 'workspaceId') return `'${workspaceId}'`
  switch (type) {
    case 'ARRAY':
      return `'{}'`
    case 'USER-DEFINED':
      return `(enum_range(null::"${kind}"))[1]`
    case 'jsonb':
      return `'{}'`
    case 'boolean':
      return 'false'
    case 'timestamp with time zone':
      return 'now()'
    case 'text':
      return `'${name}-${table}-${row}-${workspaceId}'`
    default:
      return String(row)
  }
}
