import { describe, expect, it } from 'vitest'
import { readApart, readNow } from '../../../../src/domains/people/import/read-apart.ts'

const NOW = new Date('2026-11-24T09:20:00Z')

describe('people.readApart', () => {
  const rows = Array.from({ length: 20_000 }, (_, index) => `Zoë ${index},zoe${index}@org.example`)
  const bytes = Buffer.from(`name,email\n${rows.join('\n')}`)

  it('reads a large file in a thread of its own, as it would be read here, and lets the desk go on', async () => {
    const reading = readApart({ kind: 'contacts', bytes, now: NOW })
    let turns = 0
    const ticking = setInterval(() => ++turns, 1)
    const read = await reading
    clearInterval(ticking)
    expect(read).toEqual(readNow({ kind: 'contacts', bytes, now: NOW }))
    expect(turns).toBeGreaterThan(1)
  })

  it('hands over why a large file is refused', async () => {
    const members = Buffer.from(`name,email,slack_id\n${'x'.repeat(300_000)}`)
    const wanted = { kind: 'contacts', bytes: members, now: NOW } as const
    expect(await readApart(wanted)).toEqual(readNow(wanted))
    expect((await readApart({ ...wanted, bytes: Buffer.alloc(300_000) })).ok).toBe(false)
  })
})
