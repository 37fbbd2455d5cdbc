import type { MergedRow } from './model.ts'

/** How rows of one kind are recognised and joined. */
export type Joining<Row, Because> = {
  /** What two rows must share to be one person, the strongest first. */
  readonly keysOf: (row: Row) => readonly { readonly key: string; readonly because: Because }[]
  /** The first with what the second adds; the very same object when that is nothing. */
  readonly join: (first: Row, second: Row) => Row
}

/** A person so far, with the keys of what is known now (they are expensive), and where it went if it was joined. */
type Group<Row, Because> = {
  row: Row
  keys: readonly { readonly key: string; readonly because: Because }[]
  joinedInto: Group<Row, Because> | null
}

/**
 * Joins the rows of one file that are the same person into the first of them.
 * Joining may reveal the next: a row with one person's e-mail and another's phone makes them one. So the keys of what was
 * joined are looked up again until nothing more is found; afterwards no two rows share a key.
 */
export function joinRows<Row extends { readonly row: number }, Because>(
  rows: Iterable<Row>,
  { keysOf, join }: Joining<Row, Because>,
): { joined: Row[]; merged: MergedRow<Because>[] } {
  const groupByKey = new Map<string, Group<Row, Because>>()
  const groups = new Set<Group<Row, Because>>()
  const merged: MergedRow<Because>[] = []
  for (const row of rows) {
    let group: Group<Row, Because> = { row, keys: keysOf(row), joinedInto: null }
    groups.add(group)
    for (let other = matchOf(group, groupByKey); other !== null; other = matchOf(group, groupByKey)) {
      const [first, second] = group.row.row <= other.group.row.row ? [group, other.group] : [other.group, group]
      merged.push({ row: second.row.row, into: first.row.row, because: other.because })
      groups.delete(second)
      second.joinedInto = first
      const joined = join(first.row, second.row)
      if (joined !== first.row) Object.assign(first, { row: joined, keys: keysOf(joined) })
      group = first
    }
    for (const { key } of group.keys) groupByKey.set(key, group)
  }
  return { joined: [...groups].map((group) => group.row), merged: settled(merged) }
}

function matchOf<Row, Because>(
  group: Group<Row, Because>,
  groupByKey: ReadonlyMap<string, Group<Row, Because>>,
): { group: Group<Row, Because>; because: Because } | null {
  for (const { key, because } of group.keys) {
    const indexed = groupByKey.get(key)
    const other = indexed === undefined ? group : whereItWent(indexed)
    if (other !== group) return { group: other, because }
  }
  return null
}

/** The group that a group ended up in; the way is shortened for the next to ask. */
function whereItWent<Row, Because>(group: Group<Row, Because>): Group<Row, Because> {
  let end = group
  while (end.joinedInto !== null) end = end.joinedInto
  if (end !== group) group.joinedInto = end
  return end
}

/** A row that went into one which itself went on is told with where it ended up; later joins are looked at first. */
function settled<Because>(merged: readonly MergedRow<Because>[]): MergedRow<Because>[] {
  const endByRow = new Map<number, number>()
  for (const { row, into } of merged.toReversed()) endByRow.set(row, endByRow.get(into) ?? into)
  return merged.map((one) => ({ ...one, into: endByRow.get(one.row) ?? one.into })).sort((x, y) => x.row - y.row)
}
