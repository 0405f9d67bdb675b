// Writes and takes the same files over and over until it is killed; each content is one byte repeated, of a length that
// tells the byte. Says when it begins, and when each round is done.
import type { Storage } from '#platform'
import { openFilesystem, spaceId } from '../filesystem.ts'

const [root = '', sourceRoot = '', first = '0'] = process.argv.slice(2)
const storage = openFilesystem(root)
const source = openFilesystem(sourceRoot)
const place = (name: string) => ({ space: spaceId, path: [name] })

console.log('ready')
for (let round = Number(first); ; round++) {
  await (round % 2 === 0 ? write(storage, round) : take(storage, round))
  console.log(round)
}

async function write(destination: Storage, round: number): Promise<void> {
  const byte = round % 256
  const size = 200_000 + byte
  const content = {
    size,
    async *open() {
      for (let at = 0; at < size; at += 20_000) yield Buffer.alloc(Math.min(20_000, size - at), byte)
    },
  }
  await destination.write?.(place(`written ${round % 5}`), content, { intent: 'written' })
  await destination.write?.(place(`once ${round}`), content, { intent: 'once', ifAbsent: true }).catch(() => undefined)
}

async function take(destination: Storage, round: number): Promise<void> {
  for await (const page of source.list({ space: spaceId, path: [] })) {
    const files = page.entries.map((from) => ({
      from,
      to: place(`taken ${(Number(from.path[0]) + round) % 50}`),
      intent: 'taken',
    }))
    await Array.fromAsync(destination.takeFrom?.(source, files, { readBack: round % 4 === 1 }) ?? [])
  }
}
