import type { Kysely } from 'kysely'
import type { Action, Keep, Remove } from '#engine/action.ts'
import type { Receipt } from '#engine/receipt.ts'
import { addBatch, addRemovals, olderOf } from './batches.ts'
import { stateOf } from './overview.ts'
import { writeReceipts, type Remembered } from './receipts.ts'
import { isScanning, nextBatch } from './rows.ts'
import type { Scene } from './scene.ts'
import { Stopped } from './stops.ts'
import { Tallies, writeTallies, type Tally } from './tallies.ts'

interface Size {
  readonly items: number
  readonly bytes: number
}

// A batch is what a worker takes, what is repeated after a crash and what one transaction records. Where files go straight
// from disk to disk thousands are done in a second (and rows are cheapest by the thousand); over a network a second is a few.
const batchOfDisk: Size = { items: 2000, bytes: 256 * 2 ** 20 }
const batchOfNetwork: Size = { items: 100, bytes: 256 * 2 ** 20 }
// The first batches are smaller, so that the workers begin while most is still to be seen.
const itemsOfFirstBatch = 250
const receiptsAtOnce = 1000
const removalsAtOnce = 1000

/** Tells the workers of a batch, in the transaction that stores it. */
export type SendBatch = (db: Kysely<unknown>, seq: number) => Promise<void>

/** Collects what a scan decides and writes it in bulk: copies as batches, everything else as receipts and sums. */
export class Backlog {
  readonly #scene: Scene
  readonly #scan: number
  readonly #send: SendBatch
  readonly #size: Size
  readonly #tallies = new Tallies()
  #actions: Action[] = []
  #bytes = 0
  #mostItems = itemsOfFirstBatch
  #receipts: Receipt[] = []
  #removals: Remove[] = []

  /** `scan` is the number that `beginScan` gave: nothing is written for a scan that was overtaken. */
  constructor(scene: Scene, scan: number, send: SendBatch) {
    this.#scene = scene
    this.#scan = scan
    this.#send = send
    this.#size = scene.destination.takeFrom?.(scene.source, [], { readBack: false }) ? batchOfDisk : batchOfNetwork
  }

  /** For a batch: to be carried out by a worker, or kept as the plan of a simulation, whose sums tell of it. */
  async plan(action: Action): Promise<void> {
    const { reason, kind, size } = action
    if (this.#scene.run.kind === 'simulation') {
      this.#tallies.add({ state: plannedState(action), reason, kind }, size, false, false)
    }
    this.#actions.push(action)
    this.#bytes += action.size + olderOf([action]).bytes
    const mostItems = Math.min(this.#mostItems, this.#size.items)
    if (this.#actions.length >= mostItems || this.#bytes >= this.#size.bytes) await this.#writeBatch()
  }

  /** To be deleted when all else is done. A batch is of one side. */
  async remove(action: Remove): Promise<void> {
    if (this.#scene.run.kind === 'simulation') return this.plan(action)
    if (this.#removals[0]?.way !== action.way || this.#removals.length >= removalsAtOnce) await this.#writeRemovals()
    this.#removals.push(action)
  }

  /** Decided and done: remembered as the item's state. */
  async note(receipt: Receipt): Promise<void> {
    this.#receipts.push(receipt)
    if (this.#receipts.length >= receiptsAtOnce) await this.#writeReceipts()
  }

  /** Already so: counted and not written again. */
  count({ reason, kind, size }: Keep, state: Tally['state']): void {
    this.#tallies.add({ state, reason, kind }, size, false, false)
  }

  /** Done earlier in this same run, before it was interrupted: counted as what it became then. */
  countAgain(known: Remembered, kind: Tally['kind']): void {
    this.#tallies.addRemembered(known, kind)
  }

  async flush(): Promise<void> {
    await this.#writeBatch()
    await this.#writeRemovals()
    await this.#writeReceipts()
  }

  async #writeBatch(): Promise<void> {
    const actions = this.#actions
    if (actions.length === 0) return
    this.#actions = []
    this.#bytes = 0
    this.#mostItems *= 2
    const { run } = this.#scene
    await this.#scene.transaction(async (db) => {
      const seq = await nextBatch(db, run.id, this.#scan)
      if (seq === undefined) throw overtaken(run.id)
      await addBatch(db, run, seq, actions)
      if (run.kind === 'run') await this.#send(db, seq)
    })
  }

  async #writeRemovals(): Promise<void> {
    const removals = this.#removals
    if (removals.length === 0) return
    this.#removals = []
    const { run } = this.#scene
    await this.#scene.transaction(async (db) => {
      const seq = await nextBatch(db, run.id, this.#scan)
      if (seq === undefined) throw overtaken(run.id)
      await addRemovals(db, run.id, seq, removals)
    })
  }

  async #writeReceipts(): Promise<void> {
    const receipts = this.#receipts
    this.#receipts = []
    for (const receipt of receipts) this.#tallies.addReceipt(receipt)
    const tallies = this.#tallies.drain()
    const { run, job } = this.#scene
    await this.#scene.transaction(async (db) => {
      if (!(await isScanning(db, run.id, this.#scan))) throw overtaken(run.id)
      await writeReceipts(db, job.id, run.id, receipts)
      await writeTallies(db, run.id, tallies)
    })
  }
}

/** The state under which the sums of a simulation tell of an action. */
function plannedState(action: Action): Tally['state'] {
  return action.do === 'remove' || action.do === 'move' ? 'succeeded' : stateOf(action)
}

function overtaken(run: string): Stopped {
  return new Stopped(`Run ${run} was stopped, or is scanned by another worker by now.`)
}
