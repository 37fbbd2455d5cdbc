import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, sourceFiles } from './source-files.ts'

const MAX_LINES = 320

describe('size', () => {
  test('a file has about 300 lines, or says in its first line why it has more', () => {
    const long = sourceFiles('src').filter((file) => {
      const lines = readFileSync(join(root, file), 'utf8').split('\n')
      return lines.length > MAX_LINES && !/^\/[/*].*(long|one table|one piece)/i.test(lines[0] ?? '')
    })
    expect(long).toEqual([])
  })
})
