import type { JobView } from '#api/contract/jobs.ts'
import type { JobMapping } from '#api/contract/mapping.ts'
import { choiceLabel } from '../../parts/choice-label.ts'
import type { ChosenOptions } from '../../parts/job-choices.tsx'
import { texts } from '../../texts/texts.ts'

/** What of a job can be changed later. */
export interface Described extends Pick<JobView, 'name' | 'category' | 'filters' | 'schedule' | 'pace' | 'mapping'> {
  readonly options: ChosenOptions
}

export interface Change {
  readonly label: string
  readonly before: string
  readonly after: string
}

const labels: Readonly<Record<string, string>> = {
  name: texts.newJob.name,
  category: texts.newJob.category,
  ...texts.filters,
  ...texts.choices,
  ...texts.schedule.parts,
  ...texts.pace.parts,
  ...Object.fromEntries(Object.entries(texts.mapping.parts).map(([part, label]) => [`mapping ${part}`, label])),
}

/** What differs, as people read it. */
export function changesOf(before: Described, after: Described): readonly Change[] {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  return Object.entries(labels).flatMap(([part, label]) => {
    const change = { label, before: old[part] ?? '', after: now[part] ?? '' }
    return change.before === change.after ? [] : [change]
  })
}

function wordsOf({
  name,
  category = '',
  options,
  filters,
  schedule,
  pace,
  mapping,
}: Described): Readonly<Record<string, string>> {
  const chosen = Object.entries(options).map(([part, value]) => [part, choiceLabel(part, value ?? '')])
  const filtered = Object.entries(filters).map(([part, value]) => [part, [value ?? []].flat().join(', ')])
  const timed = Object.entries({ ...schedule, ...pace }).map(([part, value]) => [part, [value ?? []].flat().join(', ')])
  const all = [...filtered, ...chosen, ...timed, ...mappingWords(mapping)]
  return { name: name.trim(), category: category.trim(), ...Object.fromEntries(all) }
}

function mappingWords({ rows, ...parts }: Partial<JobMapping> = {}): [string, string][] {
  const list = rows?.map(({ source, destination, name = '' }) => `${source} → ${destination} ${name}`.trim())
  return Object.entries({ ...parts, rows: list }).map(([part, value]) => [
    `mapping ${part}`,
    value === true ? texts.mapping.yes : [value ?? []].flat().join(', '),
  ])
}
