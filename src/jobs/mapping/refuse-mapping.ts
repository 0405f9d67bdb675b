import type { JobMapping } from '#api/contract/mapping.ts'
import { JobRefused, type JobLocation } from '../job.ts'
import { isWhole } from './summary.ts'

interface Wish {
  readonly source: JobLocation
  readonly destination: JobLocation
  readonly mapping?: JobMapping | undefined
}

const wrongs: readonly { readonly is: (wish: Required<Wish>) => boolean; readonly sentence: (wish: Wish) => string }[] =
  [
    {
      is: ({ mapping, source }) => mapping?.each === 'folder' && isWhole(source),
      sentence: ({ source }) =>
        `“${source.shown}” is a whole connection. One job for each folder needs the folder that holds them, such as “${source.shown}Space/folder”; for one job for each project say “each: project”.`,
    },
    {
      is: ({ mapping, source, destination }) =>
        mapping?.each === 'project' && !isWhole(source) && !isWhole(destination),
      sentence: ({ source, destination }) =>
        `One job for each project needs a connection alone as source or destination, written as “connection:”. Here both are folders: “${source.shown}” and “${destination.shown}”.`,
    },
    {
      is: ({ mapping, source }) => mapping?.each === 'project' && mapping.from !== undefined && !isWhole(source),
      sentence: () =>
        '“from” names a folder within each source, and here all jobs have the same source: name the folder in the source.',
    },
  ]

/** A mapping that can find nothing, whatever there is. */
export function refuseMapping({ source, destination, mapping }: Wish): void {
  if (!mapping) return
  const wish = { source, destination, mapping }
  const wrong = wrongs.find(({ is }) => is(wish))
  if (wrong) throw new JobRefused('invalid', wrong.sentence(wish))
}

/** What a mapping says beside which places it takes: jobs keep their places, so that it stays. */
export function refuseOtherPlaces(before: JobMapping | undefined, after: JobMapping | undefined): void {
  const places = ({ each, from, to }: Partial<JobMapping> = {}) => JSON.stringify([each, from, to])
  if (places(before) === places(after)) return
  throw new JobRefused(
    'conflict',
    before && after
      ? 'A mapping can be changed in which folders, projects or rows it takes, not in what they are and where their content goes: the jobs that it has made keep their places. Make a new job for that.'
      : 'A job has its mapping from the beginning, or never: make a new job.',
  )
}
