import { hash } from 'node:crypto'
import type { Content, Take, Taken, TakeOptions } from '#platform'
import { find } from './find.ts'
import { throwIfStopped } from './gate.ts'
import { contentOf, type HeldFile } from './held.ts'
import type { Memory } from './room.ts'
import { refusal } from './refusal.ts'
import { write } from './write.ts'

// Few, so that tests see several answers.
const filesPerAnswer = 16

/** Takes files from another memory; what fails is told of each by itself. */
export async function* take(
  source: Memory,
  files: readonly Take[],
  destination: Memory,
  options: TakeOptions,
): AsyncGenerator<readonly Taken[]> {
  let some: Taken[] = []
  for (const [at, file] of files.entries()) {
    throwIfStopped(options.signal, 'take', file.from.path)
    some.push(await takeOne(source, file, at, destination, options))
    if (some.length < filesPerAnswer) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

async function takeOne(
  source: Memory,
  { from, to, ...conditions }: Take,
  at: number,
  destination: Memory,
  { readBack, signal }: TakeOptions,
): Promise<Taken> {
  try {
    const { bytes, modifiedAt } = contentOf(fileAt(source, from))
    const content: Content = {
      size: bytes.length,
      async *open(range) {
        yield bytes.subarray(range?.start, range?.end)
      },
    }
    const options = { ...conditions, modifiedAt: new Date(modifiedAt), ...(signal && { signal }) }
    const written = await write(destination, to, content, options)
    const sourceSha256 = hash('sha256', bytes, 'hex')
    if (!readBack) return { at, written, sourceSha256 }
    const kept = contentOf(fileAt(destination, written)).bytes
    return { at, written, sourceSha256, writtenSha256: hash('sha256', kept, 'hex') }
  } catch (failure) {
    return { at, failure }
  }
}

function fileAt(memory: Memory, place: Parameters<typeof find>[1]): HeldFile {
  const held = find(memory, place, 'read')
  if (held.kind === 'file') return held
  throw refusal('is-a-folder', 'read', place.path, 'it is a folder')
}
