import type { NewJob } from '#api/contract/jobs.ts'
import type { JobMapping } from '#api/contract/mapping.ts'
import type { MappingParts } from '../../parts/mapping-names.tsx'

/** How many places a job has, on either side, as the steps From and To ask it. */
export interface Spread {
  /** `one` folder, or one job for each of these. */
  readonly from: 'one' | JobMapping['each']
  /** A folder, or the projects of a whole connection. */
  readonly to: 'one' | 'projects'
  readonly parts: MappingParts
}

export const oneJob: Spread = { from: 'one', to: 'one', parts: {} }

/** What there is one job for; undefined for a single job. */
export function eachOf({ from, to }: Spread): JobMapping['each'] | undefined {
  if (from !== 'one') return from
  return to === 'projects' ? 'project' : undefined
}

/** Whose projects are looked through, where projects are what there is one job for. */
export function isWholeSource({ from }: Spread): boolean {
  return from === 'project'
}

export function isWholeDestination({ from, to }: Spread): boolean {
  return to === 'projects' && from !== 'row'
}

/** The mapping with the parts that go with what was chosen; what was typed for another choice waits. */
export function mappingOf(spread: Spread): NewJob['mapping'] {
  const each = eachOf(spread)
  if (each === undefined) return undefined
  const { rows, wrongRows, names, except, activeOnly, company, from, to } = spread.parts
  if (each === 'row') return given({ each, rows: rows ?? [], wrongRows })
  return given({
    each,
    names,
    except,
    ...(each === 'project' && { activeOnly, company }),
    ...(spread.from !== 'one' && { from }),
    to,
  })
}

function given(mapping: JobMapping): JobMapping {
  const { each, ...parts } = mapping
  return { each, ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) }
}

/** As the steps would have asked it. */
export function spreadOf(
  mapping: JobMapping | undefined,
  { source, destination }: { readonly source: string; readonly destination: string },
): Spread {
  if (!mapping) return oneJob
  const { each, ...parts } = mapping
  const isFromOne = each === 'project' && !source.endsWith(':')
  return { from: isFromOne ? 'one' : each, to: destination.endsWith(':') && each !== 'row' ? 'projects' : 'one', parts }
}
