import type { Database } from '../../src/infra/db/database.ts'

/** The tables, of every schema of ours, in which a row holds these words somewhere, as "table × rows". */
export async function tablesWith(database: Database, words: readonly string[]): Promise<string[]> {
  const { rows: tables } = await database.pool.query<{ table: string }>(
    `select format('%I.%I', table_schema, table_name) as table from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
     order by 1`,
  )
  const found: string[] = []
  for (const { table } of tables) {
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*)::int as count from ${table} r
       where exists (select 1 from unnest($1::text[]) word where r::text ilike '%' || word || '%')`,
      [words],
    )
    if (rows[0]?.count) found.push(`${table.replace('public.', '')} × ${rows[0].count}`)
  }
  return found
}
