import { afterAll, describe, expect, test } from 'vitest'
import { cases } from './cases.ts'
import type { Harness } from './harness.ts'
import { resultsVariable, saveResults, type Result } from './results.ts'
import { runCase } from './run-case.ts'

/** Puts a platform to the test: the one line in its test file. */
export function conformance(platform: string, harness: Harness): void {
  describe(`${platform} keeps the contract`, () => {
    const results: Result[] = []

    test.for(cases)('$sentence', async (one, { skip }) => {
      const outcome = await runCase(one, harness)
      const { did } = outcome
      results.push({ sentence: one.sentence, did, ...(did === 'skipped' && { reason: outcome.reason }) })
      if (did === 'skipped') skip(outcome.reason)
      if (did === 'failed') throw outcome.error
    })

    test('every skip that is asked for names a case', () => {
      expect(cases.map(({ sentence }) => sentence)).toEqual(expect.arrayContaining(Object.keys(harness.skips ?? {})))
    })

    afterAll(async () => {
      const folder = process.env[resultsVariable]
      if (folder !== undefined) await saveResults(folder, { platform, results })
    })
  })
}
