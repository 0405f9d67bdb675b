import type { Kysely } from 'kysely'
import { nearestWord } from '#toolkit/nearest-word.ts'
import { ConnectionRefused, type Connection } from './connection.ts'
import { findConnection, findConnectionNamed, namesOfConnections } from './rows.ts'

// What a bigint holds; longer digits are nobody's id.
const idPattern = /^\d{1,18}$/

/** The connection of this name or id; when there is none, the sentence says which name was probably meant. */
export async function connectionCalled(db: Kysely<unknown>, called: string): Promise<Connection> {
  const found = idPattern.test(called) ? await findConnection(db, called) : await findConnectionNamed(db, called)
  if (found) return found
  const names = await namesOfConnections(db)
  const meant = nearestWord(called, names)
  const hint =
    names.length === 0
      ? 'There are none yet: gantry connections add'
      : meant === undefined
        ? `There ${names.length === 1 ? 'is' : 'are'}: ${listed(names)}.`
        : `Did you mean “${meant}”?`
  throw new ConnectionRefused('not-found', `There is no connection “${called}”. ${hint}`)
}

const mostNamed = 20

function listed(names: readonly string[]): string {
  const first = names.slice(0, mostNamed).map((name) => `“${name}”`)
  return `${first.join(', ')}${names.length > mostNamed ? ' and more' : ''}`
}
