import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { troubles } from './trouble/all.ts'
import { openHouse, type House } from './trouble/house.ts'
import { faultsOf } from './trouble/trouble.ts'

let house: House

beforeAll(async () => {
  house = await openHouse()
})

afterAll(async () => {
  await house[Symbol.asyncDispose]()
})

describe('a person is told what is the matter and what to do, and nothing is lost or brought twice', () => {
  test.for(Object.values(troubles).flat())('$done', { timeout: 300_000 }, async (trouble, { skip }) => {
    const reason = await trouble.cannot?.()
    skip(reason !== undefined, reason)
    expect(faultsOf(trouble, await trouble.make(house))).toEqual([])
  })
})
