import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, loadConfig, playgroundMode } from '../../src/config.ts'

describe('config', () => {
  test('needs nothing to start', () => {
    expect(loadConfig({})).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, DATA_DIR: './.introdesk', ROLE: 'all' })
  })

  test('lists all problems at once, each with how to mend it', () => {
    const problems = problemsOf({ PORT: 'eighty', DATABASE_URL: 'mysql://x', SLACK_BOT_TOKEN: 'nope', ROLE: 'queen' })
    expect(problems.map((problem) => problem.split(':')[0]).toSorted()).toEqual([
      'DATABASE_URL',
      'PORT',
      'ROLE',
      'SLACK_BOT_TOKEN',
    ])
  })

  test.each([
    [{ DISCORD_TOKEN: 'x' }, 'DISCORD_APPLICATION_ID'],
    [{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 's', SLACK_SIGNING_SECRET: 's' }, 'ENCRYPTION_KEYS'],
    [{ SLACK_SIGNING_SECRET: 's' }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET'],
    [{ DATABASE_URL: 'postgresql://localhost/x' }, 'LINK_SECRET'],
    [{ SMTP_URL: 'smtp://localhost' }, 'MAIL_FROM'],
    [{ ROLE: 'worker' }, 'ROLE'],
  ])('half a configuration does not start: %o lacks %s', (environment, missing) => {
    expect(problemsOf(environment).join('\n')).toContain(missing)
  })

  test('knows which shards of Discord are its own', () => {
    const discord = { DISCORD_TOKEN: 'x', DISCORD_APPLICATION_ID: '11000000000000000' }
    expect(loadConfig({ ...discord, DISCORD_SHARDS: '2-3/8' }).DISCORD_SHARDS).toEqual({ ids: [2, 3], count: 8 })
    expect(loadConfig({ ...discord, DISCORD_SHARDS: '0/1' }).DISCORD_SHARDS).toEqual({ ids: [0], count: 1 })
    for (const wrong of ['8/8', '3-2/8', 'all', '0-9']) {
      expect(problemsOf({ ...discord, DISCORD_SHARDS: wrong }).join()).toContain('DISCORD_SHARDS')
    }
  })

  test('reads a secret from a file, and refuses to guess between two', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'introdesk-')), 'secret')
    writeFileSync(file, 'x'.repeat(40))
    expect(loadConfig({ LINK_SECRET_FILE: file }).LINK_SECRET).toBe('x'.repeat(40))
    expect(problemsOf({ LINK_SECRET_FILE: file, LINK_SECRET: 'y'.repeat(40) })).toHaveLength(1)
    expect(problemsOf({ LINK_SECRET_FILE: '/not/there' }).join()).toContain('/not/there')
  })

  test('the playground is open where there is no platform, and closed where there is one unless asked for', () => {
    expect(playgroundMode(loadConfig({}))).toBe('on')
    const discord = { DISCORD_TOKEN: 'x', DISCORD_APPLICATION_ID: '123456789012345678' }
    expect(playgroundMode(loadConfig(discord))).toBe('off')
    expect(playgroundMode(loadConfig({ ...discord, PLAYGROUND: 'on' }))).toBe('on')
  })
})

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}
