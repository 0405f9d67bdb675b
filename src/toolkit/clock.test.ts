import { describe, expect, test } from 'vitest'
import { acceleratedClock, manualClock, systemClock } from './clock.ts'

describe('every clock', () => {
  for (const [name, clock] of Object.entries({
    systemClock,
    accelerated: acceleratedClock(10),
    manual: manualClock(),
  })) {
    test(`${name}: a sleep ends with the signal's reason when it is aborted`, async () => {
      const reason = new Error('enough')
      const controller = new AbortController()
      const sleep = clock.sleep(3_600_000, controller.signal)
      controller.abort(reason)
      await expect(sleep).rejects.toBe(reason)
    })

    test(`${name}: an aborted signal allows no sleep at all`, async () => {
      const reason = new Error('already')
      await expect(clock.sleep(3_600_000, AbortSignal.abort(reason))).rejects.toBe(reason)
    })
  }
})

test('a sleep longer than any timer is not over at once', async () => {
  const controller = new AbortController()
  let isOver = false
  const sleep = systemClock.sleep(100 * 24 * 3_600_000, controller.signal).then(
    () => (isOver = true),
    () => undefined,
  )
  await systemClock.sleep(20)
  expect(isOver).toBe(false)
  controller.abort()
  await sleep
})

test('the accelerated clock passes an hour in a moment, and its time agrees', async () => {
  const clock = acceleratedClock(360_000)
  const before = clock.now()
  await clock.sleep(3_600_000)
  expect(clock.now() - before).toBeGreaterThanOrEqual(3_600_000)
})

test('a clock that would stand still or run backwards is refused', () => {
  expect(() => acceleratedClock(0)).toThrow(RangeError)
  expect(() => acceleratedClock(Number.NaN)).toThrow(RangeError)
})

describe('the manual clock', () => {
  test('wakes sleepers in the order of their time, each at its own time', async () => {
    const clock = manualClock(1000)
    const woken: [string, number][] = []
    const sleep = (name: string, ms: number) => clock.sleep(ms).then(() => woken.push([name, clock.now()]))
    const all = [sleep('late', 300), sleep('early', 100)]
    await clock.advance(100)
    expect(woken).toEqual([['early', 1100]])
    expect(clock.sleepers).toBe(1)
    await clock.advance(1000)
    await Promise.all(all)
    expect(woken).toEqual([
      ['early', 1100],
      ['late', 1300],
    ])
    expect(clock.now()).toBe(2100)
  })

  test('wakes also those that lie down again on the way', async () => {
    const clock = manualClock()
    let rounds = 0
    const loop = (async () => {
      for (; rounds < 5; rounds++) await clock.sleep(10)
    })()
    await clock.advance(50)
    await loop
    expect(rounds).toBe(5)
  })

  test('forgets a sleeper that was called away', async () => {
    const clock = manualClock()
    const controller = new AbortController()
    const sleep = clock.sleep(10, controller.signal)
    controller.abort(new Error('away'))
    await expect(sleep).rejects.toThrow('away')
    expect(clock.sleepers).toBe(0)
  })
})
