import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { jobFile, jobOptions } from '#api/contract/jobs.ts'
import type { Job } from './job.ts'
import { jobFileText } from './job-file-text.ts'

const place = (shown: string) => ({ connection: '1', space: 'x', path: [], shown })

const job: Job = {
  id: '3',
  name: 'Handover: “west”',
  source: place('/srv/a: b'),
  destination: place('Procore:Harbour/Handover'),
  options: jobOptions.parse({}),
  filters: { maxSize: '2 GB', exclude: ['*.tmp', '#x'] },
  pace: {},
  schedule: { weekly: 'mon,thu 02:00', timeZone: 'Europe/Amsterdam', notBetween: ['08:00-18:00'], stopAfterRuns: 12 },
  createdAt: new Date('2026-03-02T08:00:00Z'),
}

test('a job file says what is usual by leaving it out, and reads as the jobs that it was written from', () => {
  const plain = { ...job, filters: {}, schedule: {} }
  const choosy: Job = {
    ...job,
    name: 'Archive',
    pace: { priority: 'low' },
    options: jobOptions.parse({ emptyFolders: 'skip' }),
  }
  const text = jobFileText([plain, choosy])
  expect(text.match(/^ +(options|filters|schedule|pace):/gm)).toEqual([
    '    options:',
    '    filters:',
    '    schedule:',
    '    pace:',
  ])
  const { source, destination } = { source: job.source.shown, destination: job.destination.shown }
  expect(jobFile.parse(parse(text))).toEqual({
    jobs: [
      { name: job.name, source, destination, options: {}, filters: {}, schedule: {}, pace: {} },
      {
        name: 'Archive',
        source,
        destination,
        options: choosy.options,
        filters: job.filters,
        schedule: job.schedule,
        pace: { priority: 'low' },
      },
    ],
  })
})
