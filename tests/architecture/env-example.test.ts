import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configShape, loadConfig } from '../../src/config.ts'
import { root } from './source-files.ts'

const lines = readFileSync(join(root, '.env.example'), 'utf8').split('\n')
const settings = lines.flatMap((line) => {
  const [, commented, name, value] = /^(#?)([A-Z][A-Z_]+)=(.*)$/.exec(line) ?? []
  return name === undefined ? [] : [{ name, value: value ?? '', isActive: commented === '' }]
})

describe('.env.example', () => {
  test('names every setting of the config, once, and no other', () => {
    expect(settings.map(({ name }) => name).toSorted()).toEqual(Object.keys(configShape).toSorted())
  })

  test('is a configuration that starts, with the defaults the config has', () => {
    const active = Object.fromEntries(
      settings.filter(({ isActive }) => isActive).map(({ name, value }) => [name, value]),
    )
    expect(loadConfig(active)).toEqual(loadConfig({}))
  })

  test('explains every setting above it', () => {
    const unexplained = settings.filter(({ name }) => {
      const at = lines.findIndex((line) => line.replace(/^#/, '').startsWith(`${name}=`))
      return !lines.slice(Math.max(0, at - 8), at).some((line) => line.startsWith('# '))
    })
    expect(unexplained).toEqual([])
  })
})
