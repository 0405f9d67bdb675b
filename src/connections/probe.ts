import { randomUUID } from 'node:crypto'
import { child, parsePath, showPath, type Content, type Place, type Space } from '#platform'
import type { Check, Looked } from './checks.ts'
import { placeIn } from './locate.ts'

const text = Buffer.from('Gantry wrote this to test the connection. It may be deleted.\n')
const bytes: Content = {
  size: text.length,
  async *open({ start, end } = { start: 0 }) {
    yield text.subarray(start, end)
  },
}

/** Writes a small file, reads it back and deletes it; asked for only, because others see it meanwhile. */
export async function* checkWriting(
  { storage, connection, signal }: Looked,
  spaces: readonly Space[],
  folder: string | undefined,
): AsyncGenerator<Check> {
  const { write } = storage
  if (!write || !storage.delete) {
    yield { name: 'write', outcome: 'skipped', sentence: 'The platform can only be read.' }
    yield { name: 'delete', outcome: 'skipped', sentence: 'Nothing was written.' }
    return
  }
  const [first] = spaces
  const { space, path } = placeIn(spaces, parsePath(folder ?? first?.name ?? ''), connection)
  const name = `gantry-test-${randomUUID().slice(0, 8)}.txt`
  const shown = showPath([space.name, ...path, name])
  const file: Place = { space: space.id, path: child(path, name) }
  const written = await write(file, bytes, { ifAbsent: true, signal })
  try {
    yield { name: 'write', outcome: 'passed', sentence: `“${shown}” was written.` }
    for await (const chunk of storage.read(written, { signal })) if (chunk.length > 0) break
  } finally {
    // Also when it could not be read: what a test made, it takes away.
    await storage.delete(written)
  }
  yield { name: 'delete', outcome: 'passed', sentence: 'What was written was read back and deleted.' }
}
