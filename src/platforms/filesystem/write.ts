import { randomUUID } from 'node:crypto'
import { constants, unlinkSync, type Stats } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { wrongLength, type Content, type Entry, type Path, type Place, type WriteOptions } from '#platform'
import { entryFrom, lookFrom, timeForSystem } from './entries.ts'
import { failureFrom } from './failures.ts'
import { giveName, refuseWrite } from './give-name.ts'
import { isMissing, openParent, type FolderHandle } from './handle.ts'
import { isPartialOf, partialName } from './partial.ts'
import type { Root } from './root.ts'
import { throwIfStopped, untilStopped } from './stopping.ts'

/** A file of our own: made now, by nobody else, and not through a link. */
export const newFile = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW

/**
 * Writes beside the file under a name of our own, brings it to disk, and only then gives it its name: whoever looks sees
 * the old content or the new, never a part.
 */
export async function write(root: Root, file: Place, content: Content, options: WriteOptions = {}): Promise<Entry> {
  const { space, path } = file
  throwIfStopped(options.signal, path)
  const folder = openParent(root, path, 'write')
  try {
    refuseWrite(folder, path, options)
    const partial = folder.child(partialName(options.intent ?? randomUUID()))
    try {
      const stats = await writePartial(partial, path, content, options)
      giveName(folder, partial, path, options)
      folder.sync()
      return entryFrom({ space, path }, lookFrom(stats))
    } catch (error) {
      removeQuietly(partial)
      throw error
    }
  } catch (error) {
    throw failureFrom(error, 'write', path)
  } finally {
    folder.close()
  }
}

async function writePartial(
  partial: string | Buffer,
  path: Path,
  content: Content,
  { modifiedAt, signal }: WriteOptions,
): Promise<Stats> {
  const handle = await open(partial, newFile)
  try {
    await pour(content, path, handle, signal)
    if (modifiedAt) await handle.utimes(timeForSystem(modifiedAt), timeForSystem(modifiedAt))
    await handle.sync()
    throwIfStopped(signal, path)
    return await handle.stat()
  } finally {
    await handle.close()
  }
}

/** Exactly the promised bytes. */
async function pour(content: Content, path: Path, handle: FileHandle, signal: AbortSignal | undefined): Promise<void> {
  let at = 0
  for await (const chunk of untilStopped(content.open(), signal, path)) {
    if (at + chunk.length > content.size) throw wrongLength(path, content.size, at + chunk.length)
    for (let from = 0; from < chunk.length;) {
      const { bytesWritten } = await handle.write(chunk, from, chunk.length - from, at)
      from += bytesWritten
      at += bytesWritten
    }
  }
  if (at < content.size) throw wrongLength(path, content.size, at)
}

export function removeQuietly(path: string | Buffer): void {
  try {
    unlinkSync(path)
  } catch {
    // It was never made, or has its final name already.
  }
}

/** Removes what interrupted writes of this intent left beside the file; a folder that is gone took them along. */
export function abandon(root: Root, file: Path, intent: string): void {
  let folder: FolderHandle
  try {
    folder = openParent(root, file, 'write')
  } catch (error) {
    if (isMissing(error)) return
    throw error
  }
  try {
    for (const name of folder.names()) if (isPartialOf(name, intent)) unlinkSync(folder.child(name))
  } catch (error) {
    throw failureFrom(error, 'write', file)
  } finally {
    folder.close()
  }
}
