import type { Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import { isUniqueViolation } from '#database/database-error.ts'
import type { Platform, Values } from '#platform'
import { nearestWord } from '#toolkit/nearest-word.ts'
import { checkValues, wayOf } from './check-values.ts'
import { refuseWithoutClient, withClient } from './client.ts'
import { ConnectionRefused, subjectOf, type Connection } from './connection.ts'
import { checkedName, freeName } from './name.ts'
import { insertConnection, namesOfConnections } from './rows.ts'
import type { Vault } from './vault.ts'

interface Means {
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly vault: Vault
  readonly platforms: readonly Platform[]
}

interface Wish {
  readonly platform: string
  /** The platform's title, made unique, when absent or empty. */
  readonly name?: string | undefined
  readonly way?: string | undefined
  readonly client: Connection['client']
  readonly values: Values
}

/** Who adds a connection, for the audit log, and whose it is then. */
export interface Adder {
  readonly actor: Actor
  readonly owner: { readonly id?: string; readonly name: string }
}

/** Keeps a new connection, its secrets sealed. Nothing is asked of the platform: that is the test's. */
export async function addConnection(means: Means, by: Adder, wish: Wish): Promise<Connection> {
  const { manifest } = platformCalled(means.platforms, wish.platform)
  const way = wayOf(manifest, wish.way)
  const { settings, secrets } = checkValues(manifest.title, withClient(way, wish.client), wish.values)
  const { client } = wish
  return insertNamed(means, wish.name ?? '', manifest.title, async (db, name) => {
    if (client === 'default') await refuseWithoutClient(db, manifest)
    const given = { platform: manifest.id, name, way: way.id, client, settings, addedBy: by.owner }
    const connection = await insertConnection(db, given)
    await means.vault.keep(db, connection, secrets)
    await record(db, {
      actor: by.actor,
      act: 'connection.added',
      outcome: 'done',
      subject: subjectOf(connection),
      facts: { platform: manifest.id, way: way.id },
    })
    return connection
  })
}

/** Inserts under the wished name, or under the first free one after `title` when none is wished. */
export async function insertNamed(
  { transaction }: Pick<Means, 'transaction'>,
  wishedName: string,
  title: string,
  insert: (db: Kysely<unknown>, name: string) => Promise<Connection>,
): Promise<Connection> {
  const wished = checkedName(wishedName)
  for (;;) {
    try {
      return await transaction(async (db) => insert(db, wished || freeName(title, await namesOfConnections(db, title))))
    } catch (error) {
      if (!isNameTaken(error)) throw error
      // Somebody else took the free name at the same moment: the next one is free.
      if (wished === '') continue
      throw nameTaken(wished)
    }
  }
}

export const isNameTaken = (error: unknown): boolean => isUniqueViolation(error, 'connection_names')

export function nameTaken(name: string): ConnectionRefused {
  return new ConnectionRefused('conflict', `There is a connection “${name}” already. Choose another name.`)
}

export function platformCalled(platforms: readonly Platform[], id: string): Platform {
  const found = platforms.find(({ manifest }) => manifest.id === id)
  if (found) return found
  const known = platforms.map(({ manifest }) => manifest.id)
  const meant = nearestWord(id, known)
  throw new ConnectionRefused(
    'invalid',
    `There is no platform “${id}”. ${meant === undefined ? `There are: ${known.join(', ')}.` : `Did you mean “${meant}”?`}`,
  )
}
