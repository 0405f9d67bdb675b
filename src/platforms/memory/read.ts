import { showPath, StorageError, type Entry, type Path, type Place, type ReadOptions } from '#platform'
import { find } from './find.ts'
import { throwIfStopped } from './gate.ts'
import { contentOf, type HeldContent } from './held.ts'
import type { Memory } from './room.ts'
import { refusal } from './refusal.ts'

/** The bytes of one content, whatever is written meanwhile. */
export async function* read(
  memory: Memory,
  file: Place | Entry,
  options: ReadOptions = {},
): AsyncGenerator<Uint8Array> {
  const { path } = file
  const { signal, range, version } = options
  const { bytes } = await memory.gate.call('read', path, options, () => contentToRead(memory, file, version))
  const promised = version === undefined ? sizeIn(file) : undefined
  const end = Math.min(range?.end ?? bytes.length, bytes.length)
  const whole = range?.end === undefined && promised !== undefined && promised > bytes.length ? promised : end
  for (let at = range?.start ?? 0, given = 0; at < end;) {
    throwIfStopped(signal, 'read', path)
    const { chunkBytes, cutReadsAfter = Number.POSITIVE_INFINITY, whileRead } = memory.knobs()
    const length = Math.min(chunkBytes, end - at, cutReadsAfter - given)
    if (length <= 0) throw endedEarly(path, at, whole)
    // A copy: who reads may do with the chunk what they like.
    yield Uint8Array.from(bytes.subarray(at, at + length))
    at += length
    given += length
    if (at < end) whileRead()
  }
  if (whole > end) throw endedEarly(path, end, whole)
}

function contentToRead(memory: Memory, file: Place | Entry, version: string | undefined): HeldContent {
  const held = find(memory, file, 'read')
  if (held.kind === 'folder') throw refusal('is-a-folder', 'read', file.path, 'it is a folder')
  if (version === undefined) return contentOf(held)
  const content = held.contents.find(({ id }) => id === version)
  if (content) return content
  throw refusal('not-found', 'read', file.path, `it has no version “${version}”`)
}

function sizeIn(file: Place | Entry): number | undefined {
  return 'size' in file ? file.size : undefined
}

function endedEarly(path: Path, came: number, promised: number): StorageError {
  const message = `“${showPath(path)}” ended after ${came} of ${promised} bytes.`
  return new StorageError({ kind: 'short-content', verb: 'read', path, message })
}
