import type { Kysely } from 'kysely'
import type { Actor } from '#audit/entry.ts'
import { record } from '#audit/record.ts'
import type { Manifest, Platform, SignInWay, Values } from '#platform'
import { isNameTaken, nameTaken, platformCalled } from './add.ts'
import { checkValues, wayOf } from './check-values.ts'
import { findClient } from './client-rows.ts'
import { refuseWithoutClient, withClient } from './client.ts'
import { ConnectionRefused, originsOf, subjectOf, type Connection } from './connection.ts'
import { checkedName } from './name.ts'
import { findConnection, keepChange, lockSealed, wipeSecrets } from './rows.ts'
import type { Storages } from './storages.ts'
import type { Vault } from './vault.ts'

type Db = Kysely<unknown>

interface Means {
  readonly transaction: <Result>(work: (db: Db) => Promise<Result>) => Promise<Result>
  readonly vault: Vault
  readonly platforms: readonly Platform[]
  readonly storages: Pick<Storages, 'renew'>
}

export interface Change {
  readonly name?: string | undefined
  readonly client?: Connection['client'] | undefined
  /** Only what changes; the empty text takes a value away. */
  readonly values?: Values | undefined
  readonly isDisabled?: boolean | undefined
}

export interface Changed {
  readonly connection: Connection
  readonly secretsWiped: boolean
  readonly sentence: string
}

/**
 * Changes a connection; its jobs stay. Where it leads to another address than before, all its secrets are forgotten but
 * those that are given with the change. Throws a ConnectionRefused for what cannot be.
 */
export async function changeConnection(means: Means, by: Actor, id: string, change: Change): Promise<Changed> {
  const name = change.name === undefined ? undefined : checkedName(change.name)
  if (name === '') throw new ConnectionRefused('invalid', 'A connection cannot do without a name.')
  try {
    const changed = await means.transaction((db) => carryOut(db, means, by, id, { ...change, name }))
    means.storages.renew(id)
    return changed
  } catch (error) {
    if (name !== undefined && isNameTaken(error)) throw nameTaken(name)
    throw error
  }
}

async function carryOut(db: Db, means: Means, by: Actor, id: string, change: Change): Promise<Changed> {
  await lockSealed(db, id)
  const before = await findConnection(db, id)
  if (!before) throw new ConnectionRefused('not-found', 'This connection has been removed meanwhile.')
  const isAboutValues = change.values !== undefined || (change.client ?? before.client) !== before.client
  const outcome = isAboutValues ? await changeValues(db, means, before, change) : { changed: [], wiped: [] }
  await keepChange(db, id, { name: change.name, isDisabled: change.isDisabled })
  const connection = (await findConnection(db, id)) ?? before
  const subject = subjectOf(connection)
  const changed = [...(connection.name === before.name ? [] : ['name']), ...outcome.changed]
  if (changed.length > 0) await record(db, { actor: by, act: 'connection.changed', outcome: 'done', subject, changed })
  if ((before.disabledAt === undefined) !== (connection.disabledAt === undefined)) {
    const act = connection.disabledAt ? 'connection.disabled' : 'connection.enabled'
    await record(db, { actor: by, act, outcome: 'done', subject })
  }
  return {
    connection,
    secretsWiped: outcome.wiped.length > 0,
    sentence: sentenceFor(connection, before, changed, outcome.wiped),
  }
}

interface Outcome {
  readonly changed: readonly string[]
  /** Labels of the secrets that have to be given again, and of the sign-in. */
  readonly wiped: readonly string[]
}

async function changeValues(db: Db, { vault, platforms }: Means, before: Connection, change: Change): Promise<Outcome> {
  const { manifest } = platformCalled(platforms, before.platform)
  const client = change.client ?? before.client
  if (client === 'default') await refuseWithoutClient(db, manifest)
  const way = wayOf(manifest, before.way)
  const asked = withClient(way, client)
  const isOtherClient = client !== before.client
  const { settings, secrets: given } = checkedChange(manifest, asked, before, change.values ?? {}, isOtherClient)
  const shared = client === 'default' ? ((await findClient(db, before.platform))?.settings ?? {}) : {}
  const after = { ...before, client, ownSettings: settings, settings: { ...shared, ...settings } }

  const isElsewhere = originsOf(after.settings) !== originsOf(before.settings)
  const isOtherApp = isOtherClient || clientIds(way).some((id) => after.settings[id] !== before.settings[id])
  // With another client the secrets that were read would be those of the installation, or be needed no more.
  const stored: Values = isElsewhere || isOtherClient ? {} : await vault.read(db, before)
  const secretIds = way.fields.filter(({ kind }) => kind === 'secret').map((field) => field.id)
  // What a sign-in brought belongs to the app that it was made through.
  const kept = Object.entries(stored).filter(([id]) => !isOtherApp || secretIds.includes(id))
  const secrets = { ...Object.fromEntries(kept.filter(([id]) => change.values?.[id] !== '')), ...given }

  await keepChange(db, before.id, { client, settings })
  const isSignedOut = (isElsewhere || isOtherApp) && way.kind === 'code'
  const missing = asked.fields.filter((one) => one.kind === 'secret' && isElsewhere && given[one.id] === undefined)
  const wiped = isElsewhere ? [...missing.map(({ label }) => label), ...(isSignedOut ? ['the sign-in'] : [])] : []
  const reason = isSignedOut ? 'It leads elsewhere now. Sign in.' : 'It was changed since. Test it.'
  await wipeSecrets(db, before.id, isSignedOut ? 'sign-in-needed' : 'never-tested', reason)
  await vault.keep(db, after, secrets)
  const changed = [
    ...Object.keys({ ...before.ownSettings, ...settings }).filter((id) => before.ownSettings[id] !== settings[id]),
    ...Object.keys(given),
    ...(isOtherClient ? ['client'] : []),
  ]
  return { changed, wiped }
}

/** The settings after the change, and the secrets that were given; those that are kept need not be. */
function checkedChange(
  manifest: Manifest,
  way: SignInWay,
  { ownSettings }: Connection,
  given: Values,
  isComplete: boolean,
) {
  const known = Object.entries(ownSettings).filter(([id]) => way.fields.some((field) => field.id === id))
  const fields = way.fields.map((field) =>
    field.kind === 'secret' && !isComplete ? { ...field, isRequired: false } : field,
  )
  return checkValues(manifest.title, { ...way, fields }, { ...Object.fromEntries(known), ...given })
}

/** The fields that say which app signs in. */
function clientIds({ clientFields, fields, kind }: SignInWay): readonly string[] {
  if (kind === 'none') return []
  return clientFields ?? fields.filter((field) => field.isRequired).map(({ id }) => id)
}

function sentenceFor(
  connection: Connection,
  before: Connection,
  changed: readonly string[],
  wiped: readonly string[],
): string {
  const { name } = connection
  if (wiped.length > 0) {
    const list = wiped.join(', ')
    return `“${name}” leads to another address now, so its secrets were forgotten. Give again: ${list}. Its jobs stay.`
  }
  if (connection.disabledAt && !before.disabledAt) return `“${name}” is paused: jobs that use it start no more.`
  if (!connection.disabledAt && before.disabledAt) return `“${name}” is enabled again.`
  return changed.length > 0 ? `“${name}” was changed.` : `Nothing of “${name}” is different.`
}
