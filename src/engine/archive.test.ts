import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { archiveOf } from './archive.ts'

/** The same archive by the library that packs workbooks. */
async function packed(name: string, content: Buffer): Promise<Buffer> {
  const file = new ZipFile()
  const mtime = new Date(1980, 0, 1)
  const options = { mtime, mode: 0o100644, compress: false, forceDosTimestamp: true, size: content.length }
  file.addReadStream(Readable.from([content], { objectMode: false }), name, options)
  file.end()
  return buffer(file.outputStream)
}

test.each([
  ['tool.exe', 'MZ'],
  ['Pläne 図面.exe', 'x'.repeat(100_000)],
  ['empty.exe', ''],
])('the archive of %s is byte for byte that of another program, and as long as it was promised', async (name, text) => {
  const content = Buffer.from(text)
  const { head, end, size } = archiveOf(name, content.length)
  const whole = Buffer.concat([head, content, end(crc32(content))])
  expect(whole.equals(await packed(name, content))).toBe(true)
  expect(size).toBe(whole.length)
})

test('beyond 4 GiB it has the large form', () => {
  const size = 5 * 2 ** 30
  const { head, end, ...archive } = archiveOf('model.exe', size)
  const last = Buffer.from(end(0xcafe))
  expect(archive.size).toBe(head.length + size + last.length)
  expect(last.readBigUInt64LE(8)).toBe(BigInt(size))
  const locator = last.length - 22 - 20
  expect(last.readUInt32LE(locator)).toBe(0x07064b50)
  // Where it says that its directory ends, that is where it ends.
  const endAt = Number(last.readBigUInt64LE(locator + 8)) - head.length - size
  expect(last.readUInt32LE(endAt)).toBe(0x06064b50)
  expect(Number(last.readBigUInt64LE(endAt + 48)) - head.length - size).toBe(24)
  expect(last.readUInt32LE(24)).toBe(0x02014b50)
})

test('a name that would lead elsewhere when it is unpacked does not', () => {
  const { head } = archiveOf('..\\C:/evil\ud800.exe', 1)
  expect(Buffer.from(head.subarray(30)).toString()).toBe('.._C__evil\ufffd.exe')
})
