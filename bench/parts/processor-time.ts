// Processor time of processes, as Linux counts it, in steps of a hundredth of a second (proc(5)).
import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100 // USER_HZ, the same on every Linux platform that Node runs on

interface Times {
  readonly parent: number
  /** Of its own and of children that have ended. */
  readonly seconds: number
}

/** Seconds that a process, all below it and their children that have ended have spent on the processors so far. */
export function processorSeconds(processId: number): number {
  const all = new Map<number, Times>()
  for (const name of readdirSync('/proc')) {
    const times = /^\d+$/.test(name) ? timesOf(Number(name)) : undefined
    if (times) all.set(Number(name), times)
  }
  const isBelow = (id: number): boolean => id === processId || (all.has(id) && isBelow(all.get(id)?.parent ?? 0))
  let seconds = 0
  for (const [id, times] of all) if (isBelow(id)) seconds += times.seconds
  return seconds
}

/** Undefined for a process that has ended meanwhile. */
function timesOf(processId: number): Times | undefined {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, 'utf8')
    // What follows the name, which may hold anything: state, parent and so on.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { parent: Number(fields[1]), seconds: ticks / ticksPerSecond }
  } catch {
    return undefined
  }
}
