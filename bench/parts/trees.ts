// Trees of files that are the same in every run of a benchmark.
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export interface TreeKind {
  readonly title: string
  /** Sizes of its files, in bytes. */
  readonly sizes: (count: number) => readonly number[]
}

export const treeKinds: readonly TreeKind[] = [
  { title: 'small files', sizes: (count) => Array.from({ length: count }, (_, at) => 500 + ((at * 7919) % 7500)) },
  {
    title: 'mixed',
    // As in a project: most are small, some are drawings of megabytes, a few are models.
    sizes: (count) =>
      Array.from({ length: Math.round(count / 5) }, (_, at) =>
        at % 400 === 7 ? 40_000_000 : at % 20 === 3 ? 1_500_000 : 2_000 + ((at * 7919) % 90_000),
      ),
  },
  { title: 'large files', sizes: () => [1_000_000_000, 700_000_000, 300_000_000] },
]

const filesPerFolder = 40
const block = Buffer.alloc(1024 * 1024)
for (let at = 0; at < block.length; at++) block[at] = (at * 31 + (at >> 8) * 17) % 251

/** Writes the files and gives how many bytes they hold. */
export function plant(root: string, sizes: readonly number[]): number {
  sizes.forEach((size, at) => {
    const folder = join(
      root,
      `Area ${Math.floor(at / filesPerFolder / 20)}`,
      `Drawings ${Math.floor(at / filesPerFolder)}`,
    )
    if (at % filesPerFolder === 0) mkdirSync(folder, { recursive: true })
    const file = join(folder, `A-${at}.pdf`)
    if (size <= block.length)
      writeFileSync(file, block.subarray(at % 97, (at % 97) + Math.min(size, block.length - 97)))
    else plantLarge(file, size, at)
  })
  return sizes.reduce((sum, size) => sum + size, 0)
}

function plantLarge(file: string, size: number, seed: number): void {
  const handle = openSync(file, 'w')
  try {
    for (let done = 0; done < size; done += block.length) {
      block.writeUInt32LE((seed * 1000 + done / block.length) >>> 0, 0)
      writeSync(handle, block, 0, Math.min(block.length, size - done))
    }
  } finally {
    closeSync(handle)
  }
}

/** One hash over the paths and contents of a tree. */
export function digestOf(root: string): string {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(1024 * 1024)
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted()
  for (const file of files) {
    hash.update(file.slice(root.length))
    const handle = openSync(file, 'r')
    try {
      for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer)) {
        hash.update(buffer.subarray(0, read))
      }
    } finally {
      closeSync(handle)
    }
  }
  return hash.digest('hex')
}
