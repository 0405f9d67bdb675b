import { expect, test } from 'vitest'
import type { JobFilters } from './filters.ts'
import { defaultOptions, type JobOptions } from './options.ts'
import { factsWith } from './testing/facts.ts'
import { unmet } from './unmet.ts'

const keeping = { title: 'Harbour', facts: factsWith({ keepsVersions: true }) }
const lacking = { title: 'Disk', facts: factsWith({ keepsVersions: false }) }
const between = (
  source: typeof keeping,
  destination: typeof keeping,
  options: Partial<JobOptions>,
  filters: JobFilters = {},
) => unmet({ source, destination, options: { ...defaultOptions, ...options }, filters })

test('what both sides can do is not told of, and what nobody asks for neither', () => {
  expect(between(keeping, keeping, { versions: 'all' })).toEqual([])
  expect(between(keeping, lacking, {})).toEqual([])
})

test('versions that a side lacks are told of', () => {
  expect(between(lacking, keeping, { versions: 'all' })).toEqual([
    'Disk keeps no versions: each file is copied as it is now.',
  ])
  expect(between(keeping, lacking, { versions: 3 })).toEqual([
    'Disk keeps no versions: of each file the latest is copied, and the older ones stay at the source.',
  ])
})

test('owners and locks that a side lacks are told of', () => {
  const rich = { title: 'Harbour', facts: factsWith({ keepsOwners: true, locks: 'set' }) }
  const telling = { title: 'Quay', facts: factsWith({ locks: 'told' }) }
  const both: Partial<JobOptions> = { owners: 'preserve', locks: 'mirror' }
  expect(between(rich, rich, both)).toEqual([])
  expect(between(rich, telling, both)).toEqual([
    'Quay has no owners that can be set: none are carried.',
    'Quay lets no locks be set: the copy of a file that is locked can be changed.',
  ])
  expect(between(telling, rich, { locks: 'mirror' })).toEqual([])
  expect(between(lacking, rich, both)).toEqual([
    'Disk has no owners that can be set: none are carried.',
    'Disk tells of no locks: none are carried.',
  ])
  expect(between(lacking, telling, {})).toEqual([])
})

test('metadata that a side lacks is told of', () => {
  const rich = { title: 'Harbour', facts: factsWith({ metadata: 'set' }) }
  const telling = { title: 'Quay', facts: factsWith({ metadata: 'told' }) }
  const asked: Partial<JobOptions> = { metadata: 'preserve' }
  expect(between(telling, rich, asked)).toEqual([])
  expect(between(rich, telling, asked)).toEqual(['Quay lets no metadata be set: none is carried.'])
  expect(between(lacking, rich, asked)).toEqual(['Disk tells no metadata: none is carried.'])
  expect(between(lacking, telling, {})).toEqual([])
})

test('filters by what a side does not tell are told of', () => {
  const telling = { title: 'Harbour', facts: factsWith({ metadata: 'told' }) }
  const filters = { excludeMetadata: ['Status: Draft'] }
  const sentence = 'Disk tells no metadata: filters by metadata leave nothing out there.'
  expect(between(lacking, telling, {}, filters)).toEqual([sentence])
  expect(between(telling, lacking, {}, filters)).toEqual([])
  expect(between(telling, lacking, { direction: 'two-way' }, filters)).toEqual([sentence])
})

test('versions that a move leaves to be deleted are told of', () => {
  const sentence = 'What Harbour deletes goes with its older versions, which the job does not copy.'
  expect(between(keeping, keeping, { direction: 'move' })).toEqual([sentence])
  expect(between(keeping, keeping, { direction: 'move', versions: 'all' })).toEqual([])
  expect(between(keeping, lacking, { direction: 'move', versions: 'all' })).toEqual([
    'Disk keeps no versions: of each file the latest is copied, and the older ones are not.',
    sentence,
  ])
})
