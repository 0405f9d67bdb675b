import type { Kysely } from 'kysely'
import { nearestWord } from '#toolkit/nearest-word.ts'
import { ConnectionRefused, type Connection } from './connection.ts'
import { findConnection, findConnectionNamed, listConnections } from './rows.ts'

// What a bigint holds; longer digits are nobody's id.
const idPattern = /^\d{1,18}$/

/** The connection of this name or id; when there is none, the sentence says which name was probably meant. */
export async function connectionCalled(db: Kysely<unknown>, called: string): Promise<Connection> {
  const found = idPattern.test(called) ? await findConnection(db, called) : await findConnectionNamed(db, called)
  if (found) return found
  const names = (await listConnections(db)).map((connection) => connection.name)
  const meant = nearestWord(called, names)
  const hint =
    names.length === 0
      ? 'There are none yet: gantry connections add'
      : meant === undefined
        ? `There are: ${names.map((name) => `“${name}”`).join(', ')}.`
        : `Did you mean “${meant}”?`
  throw new ConnectionRefused('not-found', `There is no connection “${called}”. ${hint}`)
}
