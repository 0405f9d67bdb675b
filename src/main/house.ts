import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Kysely } from 'kysely'
import { demoFilesIn, type Settings } from '#config'
import { endMasterKeyChange } from '#connections/change-master-key.ts'
import { guardFolders } from '#connections/guard-folders.ts'
import { currentKey } from '#connections/key-rows.ts'
import { openKeys, type Keys } from '#connections/keys.ts'
import { openLocalFolders, type LocalFolders } from '#connections/local-folders.ts'
import { makeKey, masterKeyFile, masterKeysIn } from '#connections/master-key.ts'
import { openStorages, type StorageMeans, type Storages } from '#connections/storages.ts'
import { openVault } from '#connections/vault.ts'
import type { Database } from '#database/database.ts'
import type { Log } from '#database/log.ts'
import { newProofKey, openProofKey } from '#engine/proof-key.ts'
import type { Clock, Platform } from '#platform'
import { platforms as allPlatforms } from '#platforms'
import { systemClock } from '#toolkit/clock.ts'
import { networkWith } from '#toolkit/network.ts'
import { isCrossed, prepareDataFolder, type DataFolder } from './data-folder.ts'
import { isReachable } from './is-reachable.ts'
import { startDatabase, type Role } from './open-database.ts'

/** What server and workers have in common: tables, secrets, and ways to the platforms. */
export interface House extends StorageMeans {
  readonly settings: Settings
  readonly folder: DataFolder
  readonly database: Database<unknown>
  readonly log: Log
  readonly keys: Keys
  readonly proofKey: KeyObject
  readonly storages: Storages
  readonly folders: LocalFolders
}

interface Means {
  readonly settings: Settings
  readonly log: Log
  /** All that there are when absent. */
  readonly platforms?: readonly Platform[]
  /** The true one when absent. */
  readonly clock?: Clock
}

/** Opens the house; everything in it closes with the stack, in the order that it needs. */
export async function openHouse(
  stack: AsyncDisposableStack,
  role: Role,
  { settings, log, platforms = allPlatforms, clock = systemClock }: Means,
): Promise<House> {
  const folder = await prepareDataFolder(settings.data, { isCrossed: isCrossed(settings) })
  const database = await startDatabase(stack, { role, settings, folder, log })
  const db: Kysely<unknown> = database.kysely
  const newest = await currentKey(db)
  const keyFile = masterKeyFile(folder.path, settings.masterKeyFile)
  if (!newest && settings.masterKeyFile === undefined && !existsSync(keyFile)) makeKey(keyFile)
  const keys = await openKeys(db, masterKeysIn(keyFile))
  if (newest && endMasterKeyChange(keyFile, newest)) log.info({ file: keyFile }, 'master-key-changed')
  const vault = openVault(keys)
  const network = networkWith(settings.allowedNetworks)
  const guardFolder = guardFolders({
    // Whom other machines reach is told which folders they may use; on its own machine Gantry is as free as its account.
    allowed: settings.allowedFolders ?? (isReachable(settings) ? [] : undefined),
    own: [folder.path, keyFile],
    open: [demoFilesIn(folder.path)],
  })
  const means = { db, guardFolder, transaction: database.transaction, vault, platforms, clock, log, network }
  const storages = openStorages(means)
  stack.defer(() => storages.close())
  const folders = openLocalFolders(means)
  stack.defer(() => folders.close())
  const proofKey = openProofKey(await vault.own(db, 'proof-key', newProofKey))
  return { ...means, keys, settings, folder, database, storages, folders, proofKey }
}
