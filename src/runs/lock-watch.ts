import type { Decision } from '#engine/action.ts'
import { isLocked } from '#engine/mirror-lock.ts'
import type { Entry } from '#platform'
import { counted, showCount } from '#toolkit/words.ts'
import { keyMaker, keyText } from './key.ts'
import { lockedIn, noteLocks, type SeenLock } from './lock-rows.ts'
import { addNotice } from './rows.ts'
import type { Scene } from './scene.ts'
import type { Watch } from './watch.ts'

/** Sees while a scan goes on which files are locked at the source, and notes where that has changed since the last run. */
export class LockWatch implements Watch {
  readonly #scene: Scene
  readonly #keyOf = keyMaker()
  readonly #counts = { locked: 0, unlocked: 0 }
  #locked: ReadonlySet<string> = new Set()
  #changed: SeenLock[] = []

  constructor(scene: Scene) {
    this.#scene = scene
  }

  async begin(folders: readonly string[]): Promise<void> {
    const { db, job } = this.#scene
    if (mirrorsLocks(this.#scene)) this.#locked = new Set((await lockedIn(db, job.id, folders)).map(keyText))
  }

  /** Files that are copied, or that both sides hold already. */
  see(action: Decision, entry: Entry | undefined): void {
    if (!entry || action.kind !== 'file' || action.do === 'leave' || !mirrorsLocks(this.#scene)) return
    const key = this.#keyOf(action)
    const now = isLocked(entry)
    if (now === this.#locked.has(keyText(key))) return
    this.#counts[now ? 'locked' : 'unlocked']++
    if (this.#scene.run.kind === 'run') this.#changed.push({ ...key, isLocked: now })
  }

  async flush(): Promise<void> {
    const changed = this.#changed
    this.#changed = []
    if (changed.length > 0) await noteLocks(this.#scene.db, this.#scene.job.id, changed)
  }

  /** Says of a simulation how many copies a run would lock and unlock. */
  async tell(): Promise<void> {
    const { locked, unlocked } = this.#counts
    const { db, run, titles } = this.#scene
    if (run.kind !== 'simulation' || locked + unlocked === 0) return
    await addNotice(
      db,
      run.id,
      `Locks follow ${titles.source}: ${counted(locked, 'file')} to lock, ${showCount(unlocked)} to unlock.`,
    )
  }
}

/** Whether the job carries locks, the source tells them and the destination sets them. */
export function mirrorsLocks({ job, source, destination }: Pick<Scene, 'job' | 'source' | 'destination'>): boolean {
  return job.options.locks === 'mirror' && source.facts.locks !== 'none' && destination.locks !== undefined
}
