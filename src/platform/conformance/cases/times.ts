import assert from 'node:assert/strict'
import type { Case } from '../case.ts'
import { all, fact, has, writes } from '../needs.ts'

/** Before and after changes of the clocks, with fractions, past the year 2038. */
const moments = [
  '1985-10-26T08:15:00.001Z',
  '1999-12-31T23:59:59.999Z',
  '2026-03-29T01:30:00.123Z',
  '2026-10-25T01:30:00.500Z',
  '2040-02-29T12:00:01.999Z',
]

const setsTimes = all(
  writes,
  fact((facts) => facts.setsModifiedAt, 'it sets no modification times'),
)

export const times: readonly Case[] = [
  {
    sentence: 'a modification time that is set comes back within the stated precision',
    needs: setsTimes,
    run: async ({ at, write, list, storage, facts }) => {
      for (const moment of moments) {
        const modifiedAt = new Date(moment)
        await write(at('file'), moment, { modifiedAt })
        const [listed] = await list()
        for (const entry of [await storage.stat(at('file')), listed]) {
          const told = entry?.modifiedAt?.getTime() ?? Number.NaN
          const off = Math.abs(told - modifiedAt.getTime())
          assert.ok(off < facts.timePrecisionMs, `${moment} came back as ${entry?.modifiedAt?.toISOString()}`)
        }
      }
    },
  },
  {
    sentence: 'an old modification time stays through a rename',
    needs: all(setsTimes, has('move')),
    run: async ({ at, write, move, storage }) => {
      const before = await write(at('old'), 'x', { modifiedAt: new Date('2001-02-03T04:05:06Z') })
      await move(at('old'), at('new'))
      assert.deepEqual((await storage.stat(at('new'))).modifiedAt, before.modifiedAt)
    },
  },
  {
    sentence: 'every time that is told is a time',
    needs: writes,
    run: async ({ at, write, list }) => {
      await write(at('file'), 'x')
      for (const { modifiedAt, createdAt } of await list()) {
        for (const time of [modifiedAt, createdAt]) {
          assert.ok(time === undefined || (time instanceof Date && !Number.isNaN(time.getTime())))
        }
      }
    },
  },
]
