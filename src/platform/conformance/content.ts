import type { Content } from '#platform'

/** Bytes that tell where they are, so that parts which are lost, doubled or swapped show. */
export function bytesOf(size: number, seed = 1): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  let state = seed
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    bytes[at] = state >>> 24
  }
  return bytes
}

/** Honest content. */
export function contentOf(given: string | Uint8Array, chunkBytes = 64 * 1024): Content {
  const bytes = Buffer.from(given)
  return {
    size: bytes.length,
    async *open(range) {
      yield* chunks(bytes.subarray(range?.start, range?.end), chunkBytes)
    },
  }
}

/** Content that promises `size` bytes and gives these, however it is opened. */
export function lyingContent(bytes: Buffer, size: number): Content {
  return {
    size,
    async *open({ start, end = size } = { start: 0 }) {
      yield* chunks(bytes.subarray(start, end === size ? undefined : end), 64 * 1024)
    },
  }
}

export interface Watched extends Content {
  /** Openings that have begun and not ended. */
  readonly isOpen: () => number
}

/**
 * Content that gives its first half, then does `midway` instead of the rest. A part that lies wholly in the first half is
 * given; one that reaches beyond it meets `midway` too.
 */
export function brokenContent(bytes: Buffer, midway: () => Promise<void>): Watched {
  const middle = bytes.length >> 1
  let openings = 0
  return {
    size: bytes.length,
    isOpen: () => openings,
    async *open({ start, end = bytes.length } = { start: 0 }) {
      openings++
      try {
        yield* chunks(bytes.subarray(start, Math.min(end, Math.max(start, middle))), 64 * 1024)
        if (end <= middle) return
        await midway()
        yield* chunks(bytes.subarray(Math.max(start, middle), end), 64 * 1024)
      } finally {
        openings--
      }
    },
  }
}

function* chunks(bytes: Buffer, chunkBytes: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
}
