import type { Name } from '#platform'

/**
 * A ZIP archive of one file, stored as it is and without its time: the same name and content always give the same bytes, and
 * the length is known before any of them is read. Only `end` depends on the content. Beyond 4 GiB it has the large form.
 * (APPNOTE.TXT, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7 to 4.3.16)
 */
export interface Archive {
  readonly size: number
  /** What comes before the content. */
  readonly head: Uint8Array
  /** What comes after the content that has this CRC-32. */
  readonly end: (crc32: number) => Uint8Array
}

/** The archive around a content of so many bytes that is called `name`. */
export function archiveOf(name: Name, size: number): Archive {
  const inside = Buffer.from(nameInside(name))
  const isLarge = size + 30 + inside.length + 16 >= mostInSmall
  const head = bytes(
    [4, signatures.file],
    ...shared(isLarge, 0, 0, inside.length),
    [2, 0], // no extra field
    inside,
  )
  const end = (crc32: number) => endOf({ inside, size, crc32, headLength: head.length, isLarge })
  return { size: head.length + size + end(0).length, head, end }
}

/** Signs that programs which unpack take for more than a part of a name are replaced. */
function nameInside(name: Name): string {
  return name.toWellFormed().replaceAll(/[/\\:\0]/g, '_')
}

const mostInSmall = 0xffffffff
const signatures = { file: 0x04034b50, descriptor: 0x08074b50, entry: 0x02014b50, end: 0x06054b50 } as const
const largeSignatures = { end: 0x06064b50, locator: 0x07064b50 } as const
// Names are UTF-8, and the sum and the sizes follow the content.
const flags = 0x0808
const firstOfJanuary1980 = 0x21
const madeByUnix = 0x033f
const regularFile = 0o100644 * 0x10000

type Field = readonly [width: 2 | 4 | 8, value: number]

/** The fields that stand alike before the content and in the directory. */
function shared(isLarge: boolean, crc32: number, size: number, nameLength: number): readonly Field[] {
  const version = isLarge ? 45 : 20
  return [
    [2, version],
    [2, flags],
    [2, 0], // stored
    [2, 0], // midnight
    [2, firstOfJanuary1980],
    [4, crc32],
    [4, size], // as it is stored
    [4, size], // as it was
    [2, nameLength],
  ]
}

interface Content {
  readonly inside: Buffer
  readonly size: number
  readonly crc32: number
  readonly headLength: number
  readonly isLarge: boolean
}

function endOf({ inside, size, crc32, headLength, isLarge }: Content): Uint8Array {
  const width = isLarge ? 8 : 4
  const descriptor = bytes([4, signatures.descriptor], [4, crc32], [width, size], [width, size])
  const shown = isLarge ? mostInSmall : size
  const extra = isLarge ? bytes([2, 1], [2, 24], [8, size], [8, size], [8, 0]) : bytes()
  const entry = bytes(
    [4, signatures.entry],
    [2, madeByUnix],
    ...shared(isLarge, crc32, shown, inside.length),
    [2, extra.length],
    [2, 0], // no comment
    [2, 0], // the first disk
    [2, 0], // no text
    [4, regularFile],
    [4, isLarge ? mostInSmall : 0], // where the head is
    inside,
    extra,
  )
  const at = headLength + size + descriptor.length
  const large = isLarge
    ? bytes(
        [4, largeSignatures.end],
        [8, 44], // what follows of it
        [2, madeByUnix],
        [2, 45],
        [4, 0],
        [4, 0],
        [8, 1],
        [8, 1],
        [8, entry.length],
        [8, at],
        [4, largeSignatures.locator],
        [4, 0],
        [8, at + entry.length],
        [4, 1],
      )
    : bytes()
  const last = bytes(
    [4, signatures.end],
    [2, 0],
    [2, 0],
    [2, 1],
    [2, 1],
    [4, entry.length],
    [4, isLarge ? mostInSmall : at],
    [2, 0], // no comment
  )
  return Buffer.concat([descriptor, entry, large, last])
}

function bytes(...fields: readonly (Field | Uint8Array)[]): Buffer {
  return Buffer.concat(
    fields.map((field) => {
      if (field instanceof Uint8Array) return field
      const [width, value] = field
      const buffer = Buffer.alloc(width)
      if (width === 8) buffer.writeBigUInt64LE(BigInt(value))
      else buffer.writeUIntLE(value, 0, width)
      return buffer
    }),
  )
}
