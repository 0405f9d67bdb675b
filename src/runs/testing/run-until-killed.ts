// A worker in a process of its own: carries out the tasks of runs between two folders until it is killed.
import { setTimeout as wait } from 'node:timers/promises'
import type { ConnectionSettings } from '#database/connection-settings.ts'
import { openProofKey } from '#engine/proof-key.ts'
import { openFilesystem, spaceId } from '../../platforms/filesystem/filesystem.ts'
import { openStage } from './open-stage.ts'

export interface Orders {
  readonly settings: ConnectionSettings
  readonly source: string
  readonly destination: string
  readonly reportsFolder: string
  readonly proofKey: string
  /** Types that the destination refuses: files of these are packed where the job says so. */
  readonly refuses?: readonly string[]
}

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders
const top = { space: spaceId, path: [] }
const destination = openFilesystem(orders.destination)
await openStage(
  orders.settings,
  {
    source: openFilesystem(orders.source),
    destination: { ...destination, facts: { ...destination.facts, restrictedTypes: orders.refuses ?? [] } },
    at: { source: top, destination: top },
  },
  {
    clock: { now: () => Date.now(), sleep: async (ms, signal) => void (await wait(ms, undefined, { signal })) },
    reportsFolder: orders.reportsFolder,
    proofKey: openProofKey(orders.proofKey),
    workers: 2,
  },
)
console.log('ready')
