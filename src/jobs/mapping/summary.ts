import type { JobMapping } from '#api/contract/mapping.ts'
import type { JobLocation } from '../job.ts'

interface Places {
  readonly source: JobLocation
  readonly destination: JobLocation
}

/** What a mapping job finds, in one sentence before that of the job itself. */
export function mappingSummary(mapping: JobMapping, places: Places): string {
  const { rows = [] } = mapping
  if (mapping.each === 'row') return `One job for each of ${rows.length === 1 ? '1 row' : `${rows.length} rows`}.`
  const { source, destination } = places
  const holder = mapping.each === 'project' && !isWhole(source) ? destination : source
  return `One job for each ${chosen(mapping)}${mapping.each === 'folder' ? 'folder in' : 'project of'} “${holder.shown}”${bounds(mapping)}.`
}

/** Whether a location is a connection with all its spaces. */
export function isWhole({ space }: JobLocation): boolean {
  return space === ''
}

function chosen({ activeOnly }: JobMapping): string {
  return activeOnly ? 'active ' : ''
}

function bounds({ company, names, except }: JobMapping): string {
  return [
    company === undefined ? '' : ` of ${company}`,
    names ? ` called ${names.map(quoted).join(' or ')}` : '',
    except ? `, but not ${except.map(quoted).join(' or ')}` : '',
  ].join('')
}

function quoted(text: string): string {
  return `“${text}”`
}
