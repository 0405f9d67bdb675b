import { takenBy } from '#api/contract/jobs.ts'
import { texts } from '../texts/texts.ts'

type Name = keyof typeof texts.choices

const names = Object.keys(texts.choices) as Name[]

/** A job's choices in an address; what is no value of a choice is passed over. */
export function optionsIn(search: Readonly<Record<string, unknown>>): { [Key in Name]?: string | number | undefined } {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name]
      return isValueOf(name, value) ? [[name, value]] : []
    }),
  )
}

function isValueOf(name: Name, value: unknown): boolean {
  const { words, takesNumber } = takenBy(name)
  if (typeof value === 'number') return takesNumber
  return typeof value === 'string' && words.includes(value)
}
