import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync, rmSync } from 'node:fs'
import { open, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** One run of bytes in the data folder, by its name. */
export interface Blob {
  readonly blob: string
  readonly size: number
  /** Hexadecimal. */
  readonly md5: string
  readonly sha256: string
}

export interface Content {
  /** Writes all of `source`; when that breaks off, or brings more than `maxBytes`, nothing is left. */
  keep(source: AsyncIterable<Uint8Array>, maxBytes?: number): Promise<Blob>
  read(blob: string, range?: { readonly start: number; readonly end: number }): Readable
  remove(blob: string): Promise<void>
  /** Makes one blob of several; the pieces are gone afterwards. */
  join(blobs: readonly string[]): Promise<string>
  empty(): void
}

export class TooManyBytes extends Error {}

export function openContent(folder: string): Content {
  const shelves = new Set<string>()
  const at = (blob: string) => join(folder, blob.slice(0, 2), blob)
  const makeShelf = (blob: string) => {
    const shelf = blob.slice(0, 2)
    if (!shelves.has(shelf)) mkdirSync(join(folder, shelf), { recursive: true })
    shelves.add(shelf)
  }

  return {
    async keep(source, maxBytes = Number.MAX_SAFE_INTEGER) {
      const blob = randomUUID()
      makeShelf(blob)
      // It has its name from the start: nothing reads a blob before a row says that it is there.
      const [md5, sha256] = [createHash('md5'), createHash('sha256')]
      let size = 0
      const file = await open(at(blob), 'wx')
      try {
        for await (const chunk of source) {
          size += chunk.length
          if (size > maxBytes) throw new TooManyBytes(`More than the ${maxBytes} bytes that were announced arrived.`)
          md5.update(chunk)
          sha256.update(chunk)
          await file.writeFile(chunk)
        }
        await file.close()
        return { blob, size, md5: md5.digest('hex'), sha256: sha256.digest('hex') }
      } catch (error) {
        await file.close().catch(() => undefined)
        await rm(at(blob), { force: true })
        throw error
      }
    },
    read: (blob, range) => createReadStream(at(blob), range ?? {}),
    remove: (blob) => rm(at(blob), { force: true }),
    async join(blobs) {
      const whole = randomUUID()
      makeShelf(whole)
      const [first, ...others] = blobs
      if (first === undefined) throw new Error('There is nothing to join.')
      await rename(at(first), at(whole))
      for (const blob of others) {
        await writeFile(at(whole), createReadStream(at(blob)), { flag: 'a' })
        await rm(at(blob), { force: true })
      }
      return whole
    },
    empty() {
      rmSync(folder, { recursive: true, force: true })
      shelves.clear()
    },
  }
}
