import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root, sourceFiles } from './source-files.ts'

/** Lines of these files that match, without comments, strings and regular expressions, as `file:line: text`. */
function linesWith(pattern: RegExp, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(codeOf(line)) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  )
}

function codeOf(line: string): string {
  if (/^\s*(\*|\/\*)/.test(line)) return ''
  return line
    .replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''")
    .replace(/`[^`]*`/g, '``')
    .replace(/(^|[\s(,=[:])\/(?![/*])(?:\\.|\[[^\]]*\]|[^/\\])+\/[a-z]*/g, '$1 0')
    .replace(/\/\/.*$/, '')
}

const below = (folders: readonly string[]) => folders.flatMap((folder) => sourceFiles(`src/${folder}`))

describe('the source', () => {
  test('asks nobody but the clock for the time, and makes up nothing by chance', () => {
    const given = below(['domains', 'kit', 'app', 'surfaces', 'playground']).filter(
      (file) => file !== 'src/kit/clock.ts' && !file.includes('/client/'),
    )
    expect(
      linesWith(/\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\(|\bTemporal\.Now\b|\brandomUUID\(/, given),
    ).toEqual([])
  })

  test('has a type for everything', () => {
    expect(linesWith(/(?::|<|\bas|\|)\s*any\b|\bany\[\]/, [...sourceFiles('src'), ...sourceFiles('tests')])).toEqual([])
    expect(linesWith(/@ts-ignore|@ts-nocheck/, [...sourceFiles('src'), ...sourceFiles('tests')])).toEqual([])
  })

  test('leaves nothing for later', () => {
    const left = [...sourceFiles('src'), ...sourceFiles('tests')].flatMap((file) =>
      /\b(TODO|FIXME|XXX|HACK)\b/.test(readFileSync(join(root, file), 'utf8')) ? [file] : [],
    )
    expect(left.filter((file) => file !== 'tests/architecture/source.test.ts')).toEqual([])
  })

  // What a machine does in a second says nothing about the product: speed belongs in `npm run bench`.
  test('expects nothing of a stop-watch', () => {
    expect(
      linesWith(/expect\(.*\b(performance\.now|Date\.now|took\w*|elapsed\w*)\b.*\.toBeLessThan/, sourceFiles('tests')),
    ).toEqual([])
  })

  test('prints only where a person typed a command', () => {
    expect(
      linesWith(
        /\bconsole\.\w+\(/,
        sourceFiles('src').filter((file) => !file.includes('/client/')),
      ),
    ).toEqual([])
  })
})
