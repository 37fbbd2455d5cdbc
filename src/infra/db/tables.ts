// What backups and restores need to know of the database's own catalogue.
import type pg from 'pg'
import type { Sequence, Table } from './backup-file.ts'

/** `session` inside a transaction of one moment, in which every value has the same text on every PostgreSQL. */
export async function textSession<T>(session: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await session.query('begin isolation level repeatable read')
  try {
    await session.query(TEXT_SETTINGS)
    const done = await work()
    await session.query('commit')
    return done
  } catch (error) {
    // A lost connection has rolled back by itself; the error of `work` is the one to hear.
    await session.query('rollback').catch(() => {})
    throw error
  }
}

const TEXT_SETTINGS = `
  set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local search_path = public`

/** Our tables with their stored columns, by name. Not the record of migrations, which each database keeps for itself. */
export async function listTables(session: pg.ClientBase): Promise<Table[]> {
  const { rows } = await session.query<Table>(`
    select c.relname as name, json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      -- What belongs to an extension comes back with the extension.
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    group by c.relname order by c.relname collate "C"`)
  return rows
}

/** A row as one line: a JSON array of every column's text. The text of each type is exact, unlike its JSON. */
export function rowsSql(table: Table): string {
  const texts = table.columns.map(({ name }) => `${quote(name)}::text`).join(', ')
  return `select line from (select to_json(array[${texts}])::text as line from ${quote(table.name)}) r order by line collate "C"`
}

/** The statement that turns such lines, given as one JSON array of rows in $1, into rows again. */
export function insertSql(table: Table): string {
  const columns = table.columns.map(({ name }) => quote(name)).join(', ')
  const values = table.columns.map(({ type }, i) => `(r ->> ${i})::${type}`).join(', ')
  // `overriding system value` keeps the numbers of identity columns.
  return `insert into ${quote(table.name)} (${columns}) overriding system value
    select ${values} from json_array_elements($1::json) r`
}

/** The counters behind autoincrement columns. */
export async function listSequences(session: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await session.query<{ name: string }>(
    `select sequencename as name from pg_sequences where schemaname = 'public' order by sequencename collate "C"`,
  )
  const sequences: Sequence[] = []
  for (const { name } of rows) {
    const state = await session.query<{ value: string; isCalled: boolean }>(
      `select last_value::text as value, is_called as "isCalled" from ${quote(name)}`,
    )
    sequences.push(...state.rows.map((row) => ({ name, ...row })))
  }
  return sequences
}

/** Removes the foreign keys of our tables and returns the statement that puts them back, checking every row. */
export async function liftForeignKeys(session: pg.ClientBase): Promise<string> {
  const { rows } = await session.query<{ drop: string; add: string }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as add
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`)
  for (const { drop } of rows) await session.query(drop)
  return rows.map(({ add }) => add).join(';\n')
}

export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}
