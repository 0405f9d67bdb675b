import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cases } from './cases.ts'
import { matrix } from './matrix.ts'
import { loadResults, saveResults, type PlatformResults } from './results.ts'
import { runCase } from './run-case.ts'
import type { Harness } from './harness.ts'
import { Inapplicable } from './case.ts'

const shares: PlatformResults = {
  platform: 'shares',
  results: [
    { sentence: 'reads', did: 'ran' },
    { sentence: 'moves', did: 'skipped', reason: 'it cannot move' },
    { sentence: 'keeps versions', did: 'skipped', reason: 'it keeps none' },
  ],
}
const archive: PlatformResults = {
  platform: 'archive',
  results: [
    { sentence: 'reads', did: 'failed' },
    { sentence: 'moves', did: 'skipped', reason: 'it cannot move' },
  ],
}

test('what ran, broke, was skipped or not run stands in the matrix, with each reason once', () => {
  expect(matrix(['reads', 'moves', 'keeps versions'], [archive, shares])).toBe(
    [
      'Conformance: 3 cases (✓ kept, ✗ broken, a number: skipped for that reason, · not run)',
      '  A  archive: 0 kept, 1 skipped, 1 broken',
      '  B  shares: 1 kept, 2 skipped',
      '',
      '                  A  B',
      'reads             ✗  ✓',
      'moves             1  1',
      'keeps versions    ·  2',
      '',
      '  1  it cannot move',
      '  2  it keeps none',
    ].join('\n'),
  )
})

test('results of several test files come together, and none is no failure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-results-'))
  try {
    expect(await loadResults(join(folder, 'missing'))).toEqual([])
    await saveResults(folder, shares)
    await saveResults(folder, archive)
    expect(await loadResults(folder)).toEqual([archive, shares])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('no two cases have one sentence', () => {
  expect(new Set(cases.map(({ sentence }) => sentence)).size).toBe(cases.length)
})

test('a case is skipped by name, by its needs or while it runs, and its ground is cleared in every case', async () => {
  let opened = 0
  let closed = 0
  const harness = {
    open: async () => (opened++, { storage: {}, folder: { space: 's', path: [] }, close: async () => void closed++ }),
    skips: { 'skipped by name': 'known here' },
  } as unknown as Harness
  const run = async () => {}
  const broken = new Error('broken')
  expect(await runCase({ sentence: 'skipped by name', run }, harness)).toEqual({ did: 'skipped', reason: 'known here' })
  expect(opened).toBe(0)
  expect(await runCase({ sentence: 'a', needs: () => 'lacking', run }, harness)).toEqual({
    did: 'skipped',
    reason: 'lacking',
  })
  const stops = async () => await Promise.reject(new Inapplicable('no etags'))
  expect(await runCase({ sentence: 'b', run: stops }, harness)).toEqual({ did: 'skipped', reason: 'no etags' })
  const fails = async () => await Promise.reject(broken)
  expect(await runCase({ sentence: 'c', run: fails }, harness)).toEqual({ did: 'failed', error: broken })
  expect(await runCase({ sentence: 'd', run }, harness)).toEqual({ did: 'ran' })
  expect([opened, closed]).toEqual([4, 4])
})
