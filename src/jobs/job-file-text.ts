import { stringify } from 'yaml'
import { jobOptions } from '#api/contract/jobs.ts'
import type { Job } from './job.ts'

/** Jobs as a job file, without what is as usual. */
export function jobFileText(jobs: readonly Job[]): string {
  return stringify({ jobs: jobs.map(describe) }, { lineWidth: 0 })
}

const usual: Readonly<Record<string, string>> = jobOptions.parse({})

function describe({ name, source, destination, options, filters, schedule }: Job): object {
  const chosen = Object.entries(options).filter(([option, value]) => value !== usual[option])
  return {
    name,
    source: source.shown,
    destination: destination.shown,
    ...(chosen.length > 0 && { options: Object.fromEntries(chosen) }),
    ...(Object.keys(filters).length > 0 && { filters }),
    ...(Object.keys(schedule).length > 0 && { schedule }),
  }
}
