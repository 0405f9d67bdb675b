import { createHash, hash } from 'node:crypto'
import { readSync, writeSync } from 'node:fs'
import { showPath, StorageError, type Path } from '#platform'
import { endedEarly } from './read.ts'
import { cancelled } from './stopping.ts'

export interface Copying {
  readonly from: Path
  readonly to: Path
  readonly size: number
  readonly readBack: boolean
  /** Looked at after each MiB. */
  readonly isStopped: () => boolean
}

export interface CopyHashes {
  readonly sourceSha256: string
  readonly writtenSha256?: string
}

// Two buffers for all files of a thread: most fit whole, and larger ones would leave the processor's cache.
const buffer = Buffer.allocUnsafeSlow(1024 * 1024)
const readBackBuffer = Buffer.allocUnsafeSlow(buffer.length)
// For what is written in larger pieces Linux looks for memory in one piece, which it has mostly not used for long: 2 GB by 1 MiB
// at a time took 2.7 times as long.
const mostAtOnce = 128 * 1024

/** Copies from one open file to another, hashing in passing; throws when what was written reads back as something else. */
export function copyBytes(source: number, written: number, copying: Copying): CopyHashes {
  const sourceSha256 =
    copying.size <= buffer.length ? copySmall(source, written, copying) : copyLarge(source, written, copying)
  if (!copying.readBack) return { sourceSha256 }
  const writtenSha256 =
    copying.size <= buffer.length ? hashOfSmall(written, copying.size, sourceSha256) : hashOfLarge(written, copying)
  if (writtenSha256 === sourceSha256) return { sourceSha256, writtenSha256 }
  throw new StorageError({
    kind: 'corrupt',
    verb: 'write',
    path: copying.to,
    message: `What was written to “${showPath(copying.to)}” reads back as something else; nothing was kept. Check the disk.`,
  })
}

function copySmall(source: number, written: number, { from, size }: Copying): string {
  const length = readFully(source, 0, size)
  if (length < size) throw endedEarly(from, length, size)
  const bytes = buffer.subarray(0, length)
  writeFully(written, bytes, 0)
  return hash('sha256', bytes, 'hex')
}

function copyLarge(source: number, written: number, { from, size, isStopped }: Copying): string {
  const passing = createHash('sha256')
  for (let at = 0; at < size;) {
    if (isStopped()) throw cancelled(from)
    const length = readFully(source, at, size - at)
    if (length === 0) throw endedEarly(from, at, size)
    const bytes = buffer.subarray(0, length)
    passing.update(bytes)
    writeFully(written, bytes, at)
    at += length
  }
  return passing.digest('hex')
}

/** The bytes that were written are still at hand: what reads back as the same has the same hash. */
function hashOfSmall(file: number, size: number, sha256: string): string {
  const bytes = readBackBuffer.subarray(0, readFully(file, 0, size, readBackBuffer))
  return bytes.equals(buffer.subarray(0, size)) ? sha256 : hash('sha256', bytes, 'hex')
}

function hashOfLarge(file: number, { size, to, isStopped }: Copying): string {
  const passing = createHash('sha256')
  for (let at = 0; at < size;) {
    if (isStopped()) throw cancelled(to)
    const length = readFully(file, at, size - at)
    if (length === 0) break
    passing.update(buffer.subarray(0, length))
    at += length
  }
  return passing.digest('hex')
}

function readFully(file: number, position: number, length: number, into = buffer): number {
  const wanted = Math.min(length, into.length)
  let done = 0
  while (done < wanted) {
    const read = readSync(file, into, done, wanted - done, position + done)
    if (read === 0) break
    done += read
  }
  return done
}

function writeFully(file: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, Math.min(bytes.length - done, mostAtOnce), position + done)
  }
}
