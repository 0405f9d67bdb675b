import { ConnectionRefused } from './connection.ts'

/** The name as it is kept. Throws for one that could not be told apart in a location or from an id. */
export function checkedName(given: string): string {
  const name = given.trim()
  const problem = problemWith(name)
  if (problem !== undefined)
    throw new ConnectionRefused('invalid', `A connection cannot be called “${name}”: ${problem}.`)
  return name
}

function problemWith(name: string): string | undefined {
  if (/[:/\\]/.test(name)) return 'colons and slashes separate the parts of a location'
  if (/\p{Cc}/u.test(name)) return 'it holds a control character'
  if (!name.isWellFormed()) return 'it is no well-formed text'
  if (/^\d+$/.test(name)) return 'a number alone would be taken for an id'
  return undefined
}

/** The platform's title, with the first number that makes it a name of its own: “Procore”, “Procore 2”. */
export function freeName(title: string, taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()))
  for (let count = 1; ; count++) {
    const name = count === 1 ? title : `${title} ${count}`
    if (!names.has(name.toLowerCase())) return name
  }
}
