import type { JobMapping } from '#api/contract/mapping.ts'
import type { JobLocation } from './job.ts'

export interface LocateMeans {
  /** The folder that a location names. */
  locate(text: string, signal: AbortSignal): Promise<JobLocation>
  /** The same, or a connection with all its spaces. */
  locateBroadly(text: string, signal: AbortSignal): Promise<JobLocation>
  readonly signal: AbortSignal
}

interface Wish {
  readonly source: string
  readonly destination: string
  readonly mapping?: JobMapping | undefined
}

/** Both places of a job; those of a mapping job may be whole connections. */
export async function placesOf({ source, destination, mapping }: Wish, means: LocateMeans) {
  const locate = mapping ? means.locateBroadly : means.locate
  const [from, to] = await Promise.all([locate(source, means.signal), locate(destination, means.signal)])
  return { source: from, destination: to }
}
