import { randomUUID } from 'node:crypto'
import { z } from 'zod'

/** A fault as it is asked for: which call of which endpoint fails, and how. */
export const faultRequest = z.strictObject({
  /** As in the counters: "POST /rest/v1.0/files"; "*" is every call of the API, "storage *" every call of the storage. */
  endpoint: z.string().min(1),
  /** The first call that fails, counted from now. */
  nth: z.number().int().min(1).default(1),
  /** How many calls in a row fail; absent: all that follow. */
  times: z.number().int().min(1).optional(),
  /** What is answered instead. */
  status: z.number().int().min(400).max(599).optional(),
  body: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  headers: z.record(z.string(), z.string()).default({}),
  /** Waits before anything else. */
  delayMs: z.number().int().min(0).default(0),
  /** Cuts the connection: before the call does anything, or after it did all of it. */
  cut: z.enum(['before', 'after']).optional(),
})

export type FaultRequest = z.output<typeof faultRequest>

export interface Fault extends FaultRequest {
  readonly id: string
  /** Calls of the endpoint since the fault was made. */
  seen: number
}

export interface Faults {
  add(request: FaultRequest): Fault
  list(): readonly Fault[]
  remove(id: string): boolean
  clear(): void
  /** Counts a call and gives the faults that it meets. */
  meet(endpoint: string): readonly Fault[]
}

export function keepFaults(): Faults {
  const faults = new Map<string, Fault>()
  return {
    add(request) {
      const fault = { ...request, id: randomUUID(), seen: 0 }
      faults.set(fault.id, fault)
      return fault
    },
    list: () => [...faults.values()],
    remove: (id) => faults.delete(id),
    clear: () => faults.clear(),
    meet(endpoint) {
      const concerned = [...faults.values()].filter((fault) => isAbout(fault, endpoint))
      for (const fault of concerned) fault.seen++
      return concerned.filter(({ seen, nth, times }) => seen >= nth && (times === undefined || seen < nth + times))
    },
  }
}

function isAbout({ endpoint: wanted }: Fault, endpoint: string): boolean {
  if (wanted === '*') return !endpoint.startsWith('storage ') && !endpoint.startsWith('login ')
  if (wanted.endsWith(' *')) return endpoint.startsWith(wanted.slice(0, -1))
  return wanted === endpoint
}
