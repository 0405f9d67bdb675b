import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { showPath, StorageError, wrongLength, type Content, type Place, type ReadOptions } from '#platform'
import { etagOf } from './entries.ts'
import { failureFrom } from './failures.ts'
import { cancelled, openFolder } from './list.ts'
import { nameOf, parentOf } from '#platform'

const chunkBytes = 1024 * 1024

/** The bytes of a file. Throws when it changes while it is read: what came would belong to no one version of it. */
export async function* read(root: string, file: Place, options: ReadOptions = {}): AsyncGenerator<Uint8Array> {
  const handle = await openFile(root, file)
  try {
    const before = await handle.stat()
    if (!before.isFile()) throw notAFile(file, before.isDirectory())
    const start = options.range?.start ?? 0
    const end = Math.min(options.range?.end ?? before.size, before.size)
    for (let at = start; at < end;) {
      if (options.signal?.aborted) throw cancelled(file, options.signal)
      const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, end - at))
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at)
      if (bytesRead === 0) throw changed(file)
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
    if (etagOf(await handle.stat()) !== etagOf(before)) throw changed(file)
  } catch (error) {
    throw failureFrom(error, 'read', file.path)
  } finally {
    await handle.close()
  }
}

async function openFile(root: string, file: Place): Promise<FileHandle> {
  const folder = openFolder(root, { space: file.space, path: parentOf(file.path) }, 'read')
  try {
    if (file.path.length === 0) throw notAFile(file, true)
    // Without O_NONBLOCK a named pipe would hold us until somebody writes into it.
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
    return await open(folder.child(nameOf(file.path)), flags)
  } catch (error) {
    throw failureFrom(error, 'read', file.path)
  } finally {
    folder.close()
  }
}

function notAFile(file: Place, isFolder: boolean): StorageError {
  return new StorageError({
    kind: isFolder ? 'is-a-folder' : 'unsupported',
    verb: 'read',
    path: file.path,
    message: `Could not read “${showPath(file.path) || '/'}”: it is ${isFolder ? 'a folder' : 'no regular file'}.`,
  })
}

export function changed(file: Place): StorageError {
  return new StorageError({
    kind: 'precondition-failed',
    advice: { do: 'retry-later', afterMs: 1000 },
    verb: 'read',
    path: file.path,
    message: `“${showPath(file.path)}” changed while it was read. It is tried again; close the program that writes it.`,
  })
}

/** Writes exactly the promised bytes into an open file. */
export async function pour(
  content: Content,
  file: Place,
  handle: FileHandle,
  signal: AbortSignal | undefined,
): Promise<void> {
  let at = 0
  for await (const chunk of content.open()) {
    if (signal?.aborted) throw cancelled(file, signal)
    if (at + chunk.length > content.size) throw wrongLength(file.path, content.size, at + chunk.length)
    for (let from = 0; from < chunk.length;) {
      const { bytesWritten } = await handle.write(chunk, from, chunk.length - from, at)
      from += bytesWritten
      at += bytesWritten
    }
  }
  if (at < content.size) throw wrongLength(file.path, content.size, at)
  if (signal?.aborted) throw cancelled(file, signal)
}
