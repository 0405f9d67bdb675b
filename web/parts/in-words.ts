import { texts } from '../texts/texts.ts'

const { choices: options, filters, mapping, pace, schedule } = texts

/** What a form calls the parts of a job that a refusal names as the API does. */
const labels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  options,
  filters,
  schedule: schedule.parts,
  pace: pace.parts,
  mapping: mapping.parts,
}

/** A sentence of the API with the words that people see in forms: “Smallest size” for “filters.minSize”. */
export function inWords(sentence: string): string {
  return sentence.replaceAll(/“(\w+)\.(\w+)(?:\.\d+)?”/g, (said, part: string, name: string) => {
    const label = labels[part]?.[name]
    return label === undefined ? said : `“${label}”`
  })
}
