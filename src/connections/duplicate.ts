import type { Kysely } from 'kysely'
import { record } from '#audit/record.ts'
import type { Platform } from '#platform'
import { insertNamed, platformCalled, type Adder } from './add.ts'
import { wayOf } from './check-values.ts'
import { subjectOf, type Connection } from './connection.ts'
import { insertConnection } from './rows.ts'
import type { Vault } from './vault.ts'

interface Means {
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly vault: Vault
  readonly platforms: readonly Platform[]
}

/**
 * A second connection with the same settings. What the form asked for is copied; what a sign-in brought is not, because
 * two that renew one sign-in would end each other's.
 */
export async function duplicateConnection(
  means: Means,
  by: Adder,
  of: Connection,
  name: string | undefined,
): Promise<Connection> {
  const { manifest } = platformCalled(means.platforms, of.platform)
  const fields = wayOf(manifest, of.way).fields.map(({ id }) => id)
  return insertNamed(means, name ?? '', of.name, async (db, free) => {
    const secrets = Object.entries(await means.vault.read(db, of)).filter(([id]) => fields.includes(id))
    const { platform, way, client, ownSettings: settings } = of
    const copy = await insertConnection(db, { platform, name: free, way, client, settings, addedBy: by.owner })
    await means.vault.keep(db, copy, Object.fromEntries(secrets))
    const facts = { platform, way, reason: `duplicate of ${of.name}` }
    await record(db, { actor: by.actor, act: 'connection.added', outcome: 'done', subject: subjectOf(copy), facts })
    return copy
  })
}
