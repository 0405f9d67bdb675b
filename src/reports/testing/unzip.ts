import { inflateRawSync } from 'node:zlib'

/** The parts of a ZIP by name, found as every program finds them: by the directory at its end. */
export function unzip(bytes: Buffer): Record<string, string> {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  const parts: Record<string, string> = {}
  let at = bytes.readUInt32LE(end + 16)
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const [packed, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)]
    const header = bytes.readUInt32LE(at + 42)
    const content = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    parts[name] = inflateRawSync(bytes.subarray(content, content + packed)).toString()
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}
