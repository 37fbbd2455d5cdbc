import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEdgeList } from '../../../bench/routing/edge-list.ts'
import { evaluateEdges } from '../../../bench/routing/edges.ts'

let folder = ''
let file = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'introdesk-edges-'))
  file = join(folder, 'edges.csv')
})
afterAll(() => rmSync(folder, { recursive: true }))

async function read(content: string | Buffer) {
  writeFileSync(file, content)
  return readEdgeList(file)
}

/** Each edge as from-to:weight@day. */
async function edgesIn(content: string): Promise<string[]> {
  const { edges } = await read(content)
  return edges.map(
    ({ from, to, weight, at }) => `${from}-${to}:${weight}${at ? `@${at.toISOString().slice(0, 10)}` : ''}`,
  )
}

describe('bench.readEdgeList', () => {
  test.each([
    ['without names', 'a,b\nb,c', ['a-b:1', 'b-c:1']],
    ['in order', 'a,b,2,2026-01-02', ['a-b:2@2026-01-02']],
    ['by name, in any order', 'Weight,Target,Type,Source\n2,b,Directed,a', ['a-b:2']],
    ['as NetworkX and SNAP name them', 'FromNodeId\tToNodeId\n1\t2', ['1-2:1']],
    ['numbered names', 'user_1;user_2;count\na;b;3', ['a-b:3']],
    ['semicolons, CRLF, a mark of byte order', '\uFEFFfrom;to;weight\r\na;b;3\r\n\r\n', ['a-b:3']],
    ['spaces and remarks', '# nodes 3\n% more\n1 2\n2  3\n', ['1-2:1', '2-3:1']],
    ['quotes', '"Ann, of Troy",b,2\n"C# club",b,1', ['Ann, of Troy-b:2', 'C# club-b:1']],
    [
      'seconds and milliseconds',
      'from,to,time\na,b,1767312000\na,b,1767312000000',
      ['a-b:1@2026-01-02', 'a-b:1@2026-01-02'],
    ],
    ['negative and broken weights', 'a,b,-10\na,b,0.5\na,b,', ['a-b:-10', 'a-b:0.5', 'a-b:1']],
    ['any script', 'Zoë,李\nжук,Zoë', ['Zoë-李:1', 'жук-Zoë:1']],
  ])('reads %s', async (_, content, edges) => {
    expect(await edgesIn(content)).toEqual(edges)
  })

  test.each([
    ['a,b\na,a\nb,b', 2, []],
    ['id,name\n1,2', 0, ['The first line ("id,name") was taken for names of columns: from, to, …']],
    ['1 2 1082040961', 0, ['The third column was taken for the time, because it looks like one.']],
  ])('tells what it left out or guessed in %j', async (content, selfLoops, remarks) => {
    expect(await read(content)).toMatchObject({ edges: [{ weight: 1 }], selfLoops, remarks })
  })

  test.each([
    ['', 'has no edges. A line says from,to,weight,time'],
    ['from,to\n', 'has no edges'],
    ['source,weight\na,2', 'its columns are source, weight; which of them is "to"?'],
    ['a,b\n\nc', 'line 3: "c" lacks one of its two ends'],
    ['from,to,weight\na,b,1\na,b,heavy', 'line 3: the weight "heavy" is not a number.'],
    ['a;b;0,5', 'line 1: the weight "0,5" is not a number. Write 0.5.'],
    ['from,to,time\na,b,soon', 'line 2: "soon" is not a time. Write seconds since 1970'],
    ['a,"b', 'Quote Not Closed'],
    ['a\0,b', 'is not text in UTF-8'],
    [gzipSync('a,b'), 'is compressed'],
  ])('says what is wrong with %j', async (content, message) => {
    await expect(read(content)).rejects.toThrow(`${file}`)
    await expect(read(content)).rejects.toThrow(message)
  })

  test('says when there is no such file', async () => {
    await expect(readEdgeList(join(folder, 'none.csv'))).rejects.toThrow('cannot be read: ENOENT')
  })
})

describe('bench.evaluateEdges', () => {
  test('foretells the latest edges from the earlier ones', async () => {
    // A ring whose persons know the next two; the last lines are the ways over one of them.
    const ring = Array.from({ length: 90 }, (_, i) => [
      `p${i},p${(i + 1) % 90},1,1000`,
      `p${i},p${(i + 2) % 90},1,1001`,
    ])
    const chords = Array.from({ length: 20 }, (_, i) => `p${i * 4},p${i * 4 + 3},1,${2000 + i}`)
    writeFileSync(file, ['from,to,weight,time', ...ring.flat(), ...chords].join('\n'))
    const { persons, edges, pathsFound, heldBack, ranking } = await evaluateEdges(file)
    expect({ persons, edges, heldBack }).toEqual({
      persons: 90,
      edges: 200,
      heldBack: { edges: 20, chosen: 'the latest' },
    })
    expect(pathsFound).toBeGreaterThan(0)
    expect(ranking.warmestPath?.hitAt10).toBe(1)
    expect(ranking.chance?.hitAt1).toBe(0)
  })

  test('counts an edge that is told again as one that is stronger, and foretells nothing that was known', async () => {
    writeFileSync(file, Array.from({ length: 40 }, (_, i) => `a,${'bc'[i % 2]},1,${1000 + i}`).join('\n'))
    expect(await evaluateEdges(file)).toMatchObject({ persons: 3, edges: 40, heldBack: { edges: 0 }, ranking: {} })
  })
})
