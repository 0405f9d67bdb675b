// The same files by the same calls, read-back included, without a journal, a plan, a report or a proof: what is left of a
// run's time when everything that Gantry adds is taken away.
import type { Storage, Take } from '#platform'

/** Copies what is below `from` to `to`, another folder of the same storage, and gives how many files that was. */
export async function copyAlone(storage: Storage, space: string, from: string, to: string): Promise<number> {
  const files: Take[] = []
  for await (const { entries } of storage.listDeep?.({ space, path: [from] }) ?? []) {
    for (const entry of entries) {
      const target = { space, path: [to, ...entry.path.slice(1)] }
      if (entry.kind === 'folder') await storage.makeFolder?.(target)
      else files.push({ from: entry, to: target, intent: entry.path.join('/'), ifAbsent: true })
    }
  }
  let copied = 0
  for await (const some of storage.takeFrom?.(storage, files, { readBack: true }) ?? []) {
    copied += some.filter((one) => 'written' in one).length
  }
  return copied
}
