import type { Kysely } from 'kysely'
import type { Field, Manifest, SignInWay } from '#platform'
import { findClient } from './client-rows.ts'
import { ConnectionRefused, type Connection } from './connection.ts'

/** The fields that an installation can have once for all connections to a platform. */
export function clientFieldsOf({ ways }: Manifest): readonly Field[] {
  const ids = new Set(ways.flatMap(({ clientFields = [] }) => clientFields))
  const fields = ways.flatMap((way) => way.fields).filter(({ id }) => ids.has(id))
  return [...new Map(fields.map((field) => [field.id, field])).values()]
}

/** The way without the fields that come from the installation. Refuses where a way has none of those. */
export function withClient(way: SignInWay, client: Connection['client']): SignInWay {
  const { clientFields = [] } = way
  if (client === 'own') return way
  if (clientFields.length > 0) return { ...way, fields: way.fields.filter(({ id }) => !clientFields.includes(id)) }
  throw new ConnectionRefused(
    'invalid',
    `“${way.label}” uses no client credentials of this installation; give its own.`,
  )
}

export async function refuseWithoutClient(db: Kysely<unknown>, { id, title }: Manifest): Promise<void> {
  if (await findClient(db, id)) return
  throw new ConnectionRefused(
    'conflict',
    `This installation has no client credentials for ${title} yet. An administrator enters them in the settings; ` +
      'until then give the connection its own.',
  )
}
