import { stringify } from 'yaml'
import { jobOptions } from '#api/contract/jobs.ts'
import type { Job } from './job.ts'

type DescribedJob = Pick<
  Job,
  'name' | 'source' | 'destination' | 'category' | 'options' | 'filters' | 'schedule' | 'pace' | 'mapping'
>

/** Jobs as a job file, without what is as usual. */
export function jobFileText(jobs: readonly DescribedJob[]): string {
  return stringify({ jobs: jobs.map(describe) }, { lineWidth: 0 })
}

const usual: Readonly<Record<string, string | number>> = jobOptions.parse({})

function describe(job: DescribedJob): object {
  const { name, source, destination, category, options, filters, schedule, pace, mapping } = job
  const chosen = Object.entries(options).filter(([option, value]) => value !== usual[option])
  return {
    name,
    source: source.shown,
    destination: destination.shown,
    ...(mapping && { mapping }),
    ...(category !== undefined && { category }),
    ...(chosen.length > 0 && { options: Object.fromEntries(chosen) }),
    ...(Object.keys(filters).length > 0 && { filters }),
    ...(Object.keys(schedule).length > 0 && { schedule }),
    ...(Object.keys(pace).length > 0 && { pace }),
  }
}
