import type { z } from 'zod'
import { nearestWord } from '#toolkit/nearest-word.ts'

/** What is wrong at a place of a job file, where the contract has no sentence of its own for it. */
export function jobFileWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(issue.inst)
    return issue.keys.map((key) => `there is no “${key}” here. ${instead(key, known)}`).join(' ')
  }
  if (issue.input === undefined) return 'it is missing'
  if (issue.code === 'invalid_value') {
    const given = typeof issue.input === 'string' ? issue.input : JSON.stringify(issue.input)
    return `it cannot be “${given}”. ${instead(given, issue.values.map(String))}`
  }
  if (issue.code === 'invalid_type') return wanted[issue.expected]
  return undefined
}

const wanted: Readonly<Record<string, string>> = {
  string: 'it must be a text; put it in quotation marks',
  array: 'it must be a list, each entry after a dash',
  object: 'it must be a group of names with their values, each on a line of its own',
  boolean: 'it must be true or false',
}

function instead(word: string, known: readonly string[]): string {
  const meant = nearestWord(word, known)
  return `${meant === undefined ? '' : `Did you mean ${meant}? `}There are: ${known.join(', ')}.`
}

/** The keys of the object that was looked for; the library hands it over as part of itself. */
function keysOf(schema: unknown): readonly string[] {
  const { shape = {} } = (schema as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def ?? {}
  return Object.keys(shape)
}
