import type { Decision } from '#engine/action.ts'
import type { Entry } from '#platform'
import { counted } from '#toolkit/words.ts'
import { isSameEntry } from './hand-over.ts'
import { keyMaker, keyText, type Key } from './key.ts'
import { fieldsToText, metadataIn, noFields, noteMetadata, type KnownMetadata } from './metadata-rows.ts'
import type { Remembered } from './receipts.ts'
import { addNotice } from './rows.ts'
import type { Scene } from './scene.ts'
import type { Watch } from './watch.ts'

/** Sees which metadata the source tells with its entries; what is new at the destination has been given none. */
export class MetadataWatch implements Watch {
  readonly #scene: Scene
  readonly #keyOf = keyMaker()
  #known: ReadonlyMap<string, KnownMetadata> = new Map()
  #changed: (Key & KnownMetadata)[] = []
  #count = 0

  constructor(scene: Scene) {
    this.#scene = scene
  }

  async begin(folders: readonly string[]): Promise<void> {
    const { db, job } = this.#scene
    if (carriesMetadata(this.#scene)) this.#known = await metadataIn(db, job.id, folders)
  }

  see(action: Decision, entry: Entry | undefined, memory: Remembered | undefined): void {
    if (!entry?.metadata || action.do === 'leave' || !carriesMetadata(this.#scene)) return
    const key = this.#keyOf(action)
    const known = this.#known.get(keyText(key)) ?? { wanted: noFields, given: noFields }
    const wanted = fieldsToText(entry.metadata)
    const given = isNewThere(action, memory) ? noFields : known.given
    if (wanted !== given) this.#count++
    if (wanted !== known.wanted || given !== known.given) this.#changed.push({ ...key, wanted, given })
  }

  async flush(): Promise<void> {
    const { db, job, run } = this.#scene
    const changed = this.#changed
    this.#changed = []
    if (changed.length > 0 && run.kind === 'run') await noteMetadata(db, job.id, changed)
  }

  async tell(): Promise<void> {
    const { db, run, titles } = this.#scene
    if (run.kind !== 'simulation' || this.#count === 0) return
    await addNotice(db, run.id, `Metadata follows ${titles.source}: ${counted(this.#count, 'item')} to fill in.`)
  }
}

/** Also what somebody else put in the place of what the job had put there. */
function isNewThere(action: Decision, memory: Remembered | undefined): boolean {
  if (action.do === 'keep') return memory !== undefined && !isSameEntry(memory, action)
  return action.do === 'make' || (action.do === 'copy' && action.replaces === undefined)
}

/** Whether the job carries metadata, the source tells some and the destination lets it be set. */
export function carriesMetadata({ job, source, destination }: Pick<Scene, 'job' | 'source' | 'destination'>): boolean {
  const isAsked = job.options.metadata === 'preserve'
  return isAsked && source.facts.metadata !== 'none' && destination.metadata !== undefined
}
