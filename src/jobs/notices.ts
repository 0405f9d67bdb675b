import { unmet } from '#engine/unmet.ts'
import type { Storage } from '#platform'
import type { Job, JobLocation } from './job.ts'

type Look = (location: JobLocation) => Promise<{ readonly storage: Storage; readonly title: string }>

/** What the job asks for and one of its sides lacks; nothing while a side cannot be opened, which is told when it is used. */
export async function noticesOf(
  { source, destination, options, filters }: Pick<Job, 'source' | 'destination' | 'options' | 'filters'>,
  look: Look,
): Promise<readonly string[]> {
  const side = async (location: JobLocation) => {
    const { storage, title } = await look(location)
    return { facts: storage.facts, title }
  }
  try {
    const [from, to] = await Promise.all([side(source), side(destination)])
    return unmet({ source: from, destination: to, options, filters })
  } catch {
    return []
  }
}
