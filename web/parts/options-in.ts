import { texts } from '../texts/texts.ts'

type Name = keyof typeof texts.choices

const names = Object.keys(texts.choices) as Name[]

/** A job's choices in an address; one that is no choice is told of by the API. */
export function optionsIn(search: Readonly<Record<string, unknown>>): { [Key in Name]?: string | undefined } {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name]
      return typeof value === 'string' && Object.hasOwn(texts.choiceValues, value) ? [[name, value]] : []
    }),
  )
}
