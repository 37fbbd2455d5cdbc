import { PassThrough } from 'node:stream'
import { expect, it } from 'vitest'
import { createLog } from '../../../src/infra/log/logger.ts'

function captured(level = 'debug', format: 'json' | 'pretty' = 'json') {
  const to = new PassThrough()
  const text = () => {
    const chunks: unknown[] = []
    for (let chunk = to.read(); chunk !== null; chunk = to.read()) chunks.push(chunk)
    return chunks.join('')
  }
  const lines = () =>
    text()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  return { log: createLog({ level, format, to }), text, lines }
}

it('writes one JSON object a line, with level, time, the fields of its parents and the message', () => {
  const { log, lines } = captured()
  log.child({ module: 'jobs' }).child({ reference: '7F3K' }).warn({ attempt: 2 }, 'A job failed')
  expect(lines()).toEqual([
    {
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      module: 'jobs',
      reference: '7F3K',
      attempt: 2,
      msg: 'A job failed',
    },
  ])
})

it('writes for people where the format is pretty', () => {
  const { log, text } = captured('info', 'pretty')
  log.info({ port: 3000 }, 'The desk is open')
  expect(text()).toMatch(/INFO.*The desk is open[\s\S]*port: 3000/)
})

it('keeps what is below the level out, and lets a module be louder or quieter', () => {
  const { log, lines } = captured('info,jobs=debug,slack=error')
  log.debug({}, 'no')
  log.info({}, 'yes')
  log.child({ module: 'jobs' }).debug({}, 'jobs in detail')
  log.child({ module: 'jobs' }).child({ jobId: '1' }).debug({}, 'one job in detail')
  log.child({ module: 'slack' }).warn({}, 'no')
  log.child({ module: 'web' }).debug({}, 'no')
  expect(lines().map(({ msg }) => msg)).toEqual(['yes', 'jobs in detail', 'one job in detail'])
})

it.each(['loud', 'info,jobs', 'info,=debug', 'info,jobs=loud', ''])('refuses the level "%s"', (level) => {
  expect(() => createLog({ level })).toThrow('is no log level')
})

it('tells what an error is and where it happened, with its causes, and none of the rest of an SDK error', () => {
  const { log, lines } = captured()
  const cause = Object.assign(new TypeError('inner'), { code: 'ECONNRESET' })
  const error = Object.assign(new Error('outer', { cause }), { request: { headers: { authorization: 'CANARY' } } })
  log.error({ error }, 'It broke')
  const [entry] = lines()
  expect(entry.error).toMatchObject({
    type: 'Error',
    reason: 'outer',
    stack: expect.stringContaining('logger.test.ts'),
    cause: { type: 'TypeError', reason: 'inner', code: 'ECONNRESET' },
  })
  expect(JSON.stringify(entry)).not.toContain('CANARY')
})

it('bears circles, depth, size and odd values', () => {
  const { log, lines } = captured()
  const circle: Record<string, unknown> = { name: 'circle' }
  circle.self = circle
  const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ inner }), {})
  const many = Array.from({ length: 5000 }, (_, index) => index)
  log.info(
    {
      circle,
      deep,
      many,
      big: 10n ** 20n,
      bytes: Buffer.from('CANARY'),
      map: new Map([['a', 1]]),
      when: new Date(Number.NaN),
      f: () => 1,
      long: 'x'.repeat(1e6),
    },
    'Odd',
  )
  const [entry] = lines()
  expect(entry).toMatchObject({
    circle: { self: '[circular]' },
    big: '100000000000000000000',
    bytes: '[6 bytes]',
    map: { a: 1 },
  })
  expect(JSON.stringify(entry).length).toBeLessThan(10_000)
})
