import { statSync } from 'node:fs'
import type { Kysely } from 'kysely'
import type { Clock, Log, Network, Platform, Storage } from '#platform'
import { platformCalled } from './add.ts'
import { ConnectionRefused, type Connection } from './connection.ts'
import { credentialOf } from './credential.ts'
import { sharedPacer } from './pacer.ts'
import { findConnection } from './rows.ts'
import type { Vault } from './vault.ts'

export interface OpenStorage {
  readonly connection: Connection
  readonly platform: Platform
  readonly storage: Storage
}

/** The storages of one process: each connection is opened once, and stays open for whoever asks next. */
export interface Storages {
  /** Throws a ConnectionRefused when there is no such connection any more, else what the platform's opening throws. */
  open(connection: string): Promise<OpenStorage>
  /** Opened anew, for a test; closes with the others. */
  openAnew(connection: Connection): Promise<OpenStorage>
  /** As its settings are given, for a look; whoever asks closes it. */
  openApart(connection: Connection): Promise<OpenStorage & { readonly close: () => Promise<void> }>
  /** The next who asks gets a new one. What is open stays so for those who work with it. */
  renew(connection: string): void
  /** Closes it: the connection is gone. */
  forget(connection: string): Promise<void>
  close(): Promise<void>
}

export interface StorageMeans {
  readonly db: Kysely<unknown>
  readonly transaction: <Result>(work: (db: Kysely<unknown>) => Promise<Result>) => Promise<Result>
  readonly vault: Vault
  readonly platforms: readonly Platform[]
  readonly clock: Clock
  readonly log: Log
  readonly network: Network
  /** Throws for a folder of this machine that must not be used. */
  readonly guardFolder: (folder: string) => void
}

interface Held {
  readonly opening: Promise<OpenStorage>
  /** Tells a connection from what it was before it was changed, and its folder from another that took its place. */
  readonly ground: string
  readonly close: () => Promise<void>
}

export function openStorages(means: StorageMeans): Storages {
  const held = new Map<string, Held>()
  // Replaced by newer ones, and perhaps still worked with.
  const retired: Held[] = []

  const hold = (connection: Connection): Held => {
    const platform = platformCalled(means.platforms, connection.platform)
    const pacer = sharedPacer(connection.id, means)
    const { clock, log, network } = means
    const open = async () => {
      for (const folder of foldersOf(connection, platform)) means.guardFolder(folder)
      return platform.open(connection, { clock, log, network, pacer, credential: credentialOf(connection, means) })
    }
    const opening = open().then((storage) => ({ connection, platform, storage }))
    const close = async () => {
      const opened = await opening.catch(() => undefined)
      await opened?.storage.close()
      await pacer.flush()
    }
    return { opening, ground: groundOf(connection, platform), close }
  }
  const retire = (id: string) => {
    const old = held.get(id)
    if (old) retired.push(old)
    held.delete(id)
  }
  const closeQuietly = ({ close }: Held) =>
    close().catch((error: unknown) => means.log.warn({ error }, 'storage-not-closed'))

  return {
    async open(id) {
      const connection = await findConnection(means.db, id)
      if (!connection) {
        retire(id)
        throw new ConnectionRefused('not-found', `Connection ${id} has been removed.`)
      }
      const before = held.get(id)
      if (before && before.ground !== groundOf(connection, platformCalled(means.platforms, connection.platform))) {
        retire(id)
      }
      const entry = held.get(id) ?? hold(connection)
      held.set(id, entry)
      try {
        return { ...(await entry.opening), connection }
      } catch (error) {
        if (held.get(id) === entry) held.delete(id)
        throw error
      }
    },
    openAnew(connection) {
      retire(connection.id)
      const entry = hold(connection)
      held.set(connection.id, entry)
      return entry.opening
    },
    async openApart(connection) {
      const { opening, close } = hold(connection)
      return { ...(await opening), close }
    },
    renew: retire,
    async forget(id) {
      const old = held.get(id)
      held.delete(id)
      if (old) await closeQuietly(old)
    },
    async close() {
      const all = [...held.values(), ...retired.splice(0)]
      held.clear()
      await Promise.all(all.map(closeQuietly))
    },
  }
}

/** What a connection says, and the folders that it names as they are now. */
function groundOf(connection: Connection, platform: Platform): string {
  const { client, settings } = connection
  return JSON.stringify([client, settings, foldersOf(connection, platform).map(groundAt)])
}

/** The folders of this machine that a connection names. */
function foldersOf({ way, settings }: Connection, { manifest }: Platform): readonly string[] {
  const fields = manifest.ways.find(({ id }) => id === way)?.fields ?? []
  return fields.filter(({ kind }) => kind === 'folder').map(({ id }) => settings[id] ?? '')
}

/** Which folder lies at a path; the empty text when none does. */
export function groundAt(folder: string): string {
  try {
    const { dev, ino } = statSync(folder)
    return `${dev}:${ino}`
  } catch {
    return ''
  }
}
