import type { Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import type { Manifest, Platform, Values } from '#platform'
import { platformCalled } from './add.ts'
import { checkValues } from './check-values.ts'
import { connectionsWithClient, findClient, keepClientSettings, removeClient } from './client-rows.ts'
import { clientFieldsOf } from './client.ts'
import { ConnectionRefused, originsOf } from './connection.ts'
import { lockSealed, wipeSecrets } from './rows.ts'
import type { Vault } from './vault.ts'

type Db = Kysely<unknown>

interface Means {
  readonly transaction: <Result>(work: (db: Db) => Promise<Result>) => Promise<Result>
  readonly vault: Vault
  readonly platforms: readonly Platform[]
  readonly clock: { now(): number }
}

/**
 * Keeps the app with which this installation makes itself known to a platform. A secret that is not given stays, unless an
 * address changed: then it has to be given again, and the sign-ins of the connections that use it are forgotten.
 */
export async function setClientCredentials(
  means: Means,
  by: Actor,
  platform: string,
  values: Values,
): Promise<{ readonly signedOut: number }> {
  const manifest = manifestWithClient(means.platforms, platform)
  return means.transaction(async (db) => {
    const before = await findClient(db, platform, 'held')
    const { settings, secrets: given } = await checked(db, means.vault, manifest, before?.settings, values)
    const stored = before ? await means.vault.readClient(db, platform) : {}
    const isElsewhere = before !== undefined && originsOf(before.settings) !== originsOf(settings)
    const secrets = isElsewhere ? given : { ...stored, ...given }
    await keepClientSettings(db, platform, settings, new Date(means.clock.now()))
    await means.vault.keepClient(db, platform, settings, secrets)
    const signedOut = isElsewhere ? await signOut(db, platform) : 0
    const changed = [
      ...Object.keys({ ...before?.settings, ...settings }).filter((id) => before?.settings[id] !== settings[id]),
      ...Object.keys(given),
    ]
    await record(db, {
      actor: by,
      act: 'client-credentials.set',
      outcome: 'done',
      subject: subjectOf(manifest),
      changed,
    })
    return { signedOut }
  })
}

/** Forgets the app, unless a connection signs in with it. */
export async function removeClientCredentials(means: Means, by: Actor, platform: string): Promise<void> {
  const manifest = manifestWithClient(means.platforms, platform)
  await means.transaction(async (db) => {
    if (!(await findClient(db, platform, 'held'))) {
      throw new ConnectionRefused('not-found', `There are no client credentials for ${manifest.title}.`)
    }
    const users = await connectionsWithClient(db, platform)
    if (users.length > 0) {
      const count = users.length === 1 ? 'a connection' : `${users.length} connections`
      throw new ConnectionRefused(
        'conflict',
        `The client credentials for ${manifest.title} are used by ${count}. Give those their own first, or remove them.`,
      )
    }
    await removeClient(db, platform)
    await record(db, { actor: by, act: 'client-credentials.removed', outcome: 'done', subject: subjectOf(manifest) })
  })
}

function manifestWithClient(platforms: readonly Platform[], id: string): Manifest {
  const { manifest } = platformCalled(platforms, id)
  if (clientFieldsOf(manifest).length > 0) return manifest
  throw new ConnectionRefused('invalid', `${manifest.title} is not signed in to through an app of this installation.`)
}

/** A secret may be left out where there is one and it stays usable. */
async function checked(db: Db, vault: Vault, manifest: Manifest, before: Values | undefined, values: Values) {
  const fields = clientFieldsOf(manifest)
  const way = { id: 'client', label: 'client credentials', help: '', kind: 'code', fields } as const
  const lenient = fields.map((field) => (field.kind === 'secret' ? { ...field, isRequired: false } : field))
  const loose = checkValues(manifest.title, { ...way, fields: lenient }, values)
  const isSame = before !== undefined && originsOf(before) === originsOf(loose.settings)
  const kept = isSame ? await vault.readClient(db, manifest.id) : {}
  checkValues(manifest.title, way, { ...kept, ...withoutEmpty(values) })
  return loose
}

function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

async function signOut(db: Db, platform: string): Promise<number> {
  const connections = await connectionsWithClient(db, platform)
  for (const id of connections) {
    await lockSealed(db, id)
    await wipeSecrets(
      db,
      id,
      'sign-in-needed',
      'The installation’s client credentials lead elsewhere now. Sign in again.',
    )
  }
  return connections.length
}

const subjectOf = ({ id, title }: Manifest) => ({ kind: 'client-credentials', id, name: title })
