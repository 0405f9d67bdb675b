import type { Storage } from '#platform'

/** Calls `act` when the destination has taken so many files; later ones wait for what it does. */
export function after(destination: Storage, writes: number, act: () => Promise<unknown>) {
  const write = destination.write
  if (!write) throw new Error('The destination cannot be written to.')
  let left = writes
  let acting: Promise<unknown> | undefined
  const waiting: typeof write = async (...given) => {
    if (--left < 0) await (acting ??= act())
    return await write(...given)
  }
  Object.assign(destination, { write: Object.assign(waiting, { abandon: write.abandon }) })
}
