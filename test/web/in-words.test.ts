import { expect, test } from 'vitest'
import { changeJob } from '../../src/api/contract/jobs.ts'
import { inWords } from '../../web/parts/in-words.ts'

test('what a refusal names as the API does has the name that it has in forms', () => {
  expect(inWords('“filters.minSize” is not valid: a size is a number. “schedule.cron” is not valid.')).toBe(
    '“Smallest size” is not valid: a size is a number. “Cron expression” is not valid.',
  )
  expect(inWords('“filters.exclude.2” is not valid.')).toBe('“Leave out” is not valid.')
})

test('what forms do not show keeps its name', () => {
  expect(inWords('“name” and “proof.jsonl” are not valid.')).toBe('“name” and “proof.jsonl” are not valid.')
})

test.each(['options', 'filters', 'pace', 'mapping'] as const)('every part of the %s of a job has one', (part) => {
  for (const name of Object.keys(changeJob.shape[part].unwrap().shape)) {
    expect(inWords(`“${part}.${name}”`)).not.toContain('.')
  }
})
