import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Crowd, createCrowd } from '../../src/app/crowd.ts'

describe('app.crowd', () => {
  let crowd: Crowd
  let ran: string[]

  beforeEach(() => {
    vi.useFakeTimers()
    crowd = createCrowd({ insideAtMost: 2, rushPerSecond: 100, inLineAtMost: 3 })
    ran = []
  })
  afterEach(() => void vi.useRealTimers())

  /** Something that is inside until it is let go. */
  const busy = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    return { run: () => promise, letGo: () => resolve() }
  }
  const does = (name: string) => async () => void ran.push(name)
  /** Eleven arrivals within a tenth of a second, all of them done at once, are a rush of a hundred a second. */
  const rushes = async () => {
    for (let n = 0; n < 11; n++) {
      crowd.enter(async () => {})
      await vi.advanceTimersByTimeAsync(1)
    }
  }

  const goesOn = async (forMs: number) => {
    for (let ms = 0; ms < forMs; ms += 5) {
      crowd.enter(async () => {})
      await vi.advanceTimersByTimeAsync(5)
    }
  }

  test('lets so many in at a time; the others have their turn in order', async () => {
    const [one, other] = [busy(), busy()]
    expect([crowd.enter(one.run), crowd.enter(other.run), crowd.enter(does('too many'))]).toEqual([true, true, false])
    for (const name of ['a', 'b', 'c']) expect(crowd.wait(does(name))).toBe(true)
    expect(crowd.wait(does('more than the line holds'))).toBe(false)
    expect(ran).toEqual([])
    one.letGo()
    other.letGo()
    await crowd.idle()
    expect(ran).toEqual(['a', 'b', 'c'])
  })

  test('what nobody may be asked to wait for goes in over the line', async () => {
    const [one, other] = [busy(), busy()]
    crowd.enter(one.run)
    crowd.enter(other.run)
    crowd.enterAnyway(does('a form'))
    expect(ran).toEqual(['a form'])
  })

  test('in a rush the line rests, for three seconds at most', async () => {
    await rushes()
    for (const name of ['a', 'b', 'c']) crowd.wait(does(name))
    await goesOn(2_900)
    expect(ran).toEqual([])
    await goesOn(300)
    expect(ran).toEqual(['a', 'b', 'c'])
  })

  test('it moves again when the rush is over', async () => {
    await rushes()
    crowd.wait(does('a'))
    expect(ran).toEqual([])
    await vi.advanceTimersByTimeAsync(300)
    expect(ran).toEqual(['a'])
  })

  test('closed, it lets nobody in, and ends when nobody is inside; who is in line stays kept', async () => {
    const one = busy()
    crowd.enter(one.run)
    crowd.enter(busy().run)
    crowd.wait(does('a'))
    const closed = vi.fn()
    void crowd.close().then(closed)
    one.letGo()
    await vi.advanceTimersByTimeAsync(10)
    expect(closed).not.toHaveBeenCalled()
    expect(ran).toEqual([])
  })
})
