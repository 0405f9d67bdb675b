import type { Locks, Path, Place } from '#platform'
import { find } from './find.ts'
import type { Held, HeldFile } from './held.ts'
import { refusal } from './refusal.ts'
import type { Memory } from './room.ts'

/** What is locked is neither written nor moved nor deleted, by nobody: who holds it unlocks it first. */
export function locks(memory: Memory): Locks {
  const { gate, knobs } = memory
  return {
    lock: (file, options) =>
      gate.call('lock', file.path, options, () => {
        const held = fileFor(memory, file, 'lock')
        held.lock ??= { by: knobs().account, since: knobs().clock.now() }
      }),
    unlock: (file, options) =>
      gate.call('unlock', file.path, options, () => {
        fileFor(memory, file, 'unlock').lock = undefined
      }),
  }
}

/** A file that nobody else holds. */
function fileFor(memory: Memory, file: Place, verb: string): HeldFile {
  const held = find(memory, file, verb)
  if (held.kind === 'folder') throw refusal('is-a-folder', verb, file.path, 'it is a folder')
  if (held.lock?.by !== memory.knobs().account) refuseLocked(held, verb, file.path)
  return held
}

export function refuseLocked(held: Held | undefined, verb: string, path: Path): void {
  if (held?.kind === 'file' && held.lock) throw refusal('locked', verb, path, `${held.lock.by} has locked it`)
}
