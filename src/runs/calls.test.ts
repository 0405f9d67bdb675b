import { expect, test } from 'vitest'
import { tellOfCall } from '#connections/heed-calls.ts'
import { factsWith } from '#engine/testing/facts.ts'
import { tree } from '#engine/testing/tree.ts'
import { presentRuns } from './present.ts'
import { findRun } from './rows.ts'
import { houseOfTest, openHouse } from './testing/house.ts'

test('two runs through one connection each show only their own calls', async () => {
  const source = tree()
  for (let n = 1; n <= 30; n++) source.put([`A-${n}.pdf`], 'a floor')
  const destination = tree()
  destination.fault = () => {
    tellOfCall('to')
    return undefined
  }
  const house = await openHouse({ source, destination })
  try {
    const limitsOf = async () => new Map([['to', { facts: factsWith({}) }]])
    const callsOfOne = async () => {
      const before = destination.calls.length
      const { id } = await house.run(await house.job())
      return { id, made: destination.calls.length - before }
    }
    const first = await callsOfOne()
    const second = await callsOfOne()
    const shown = async (id: string) => {
      const run = await findRun(house.db, id)
      const [view] = run ? await presentRuns(house.db, [run], limitsOf, Date.now()) : []
      return view?.calls?.used
    }

    expect(first.made).toBeGreaterThan(30)
    expect(second.made).toBeGreaterThan(0)
    expect([await shown(first.id), await shown(second.id)]).toEqual([first.made, second.made])
  } finally {
    await house.close()
  }
})

test.each([
  ['to', 'writes', 12],
  ['from', 'reads', 6],
])('a simulation counts the calls of %s, where what is counted %s', async (counted, _, needed) => {
  const source = tree()
  for (let n = 1; n <= 6; n++) source.put([`A-${n}.pdf`], 'a floor')
  const house = await houseOfTest({ source, destination: tree() })
  const { id } = await house.run(await house.job(), 'simulation')
  const facts = factsWith({ calls: { write: 2, makeFolder: 1, read: 1 } })
  const run = await findRun(house.db, id)
  const [view] = run ? await presentRuns(house.db, [run], async () => new Map([[counted, { facts }]]), Date.now()) : []
  expect(view?.estimate?.calls).toBe(needed)
})
