import type { JobView } from '#api/contract/jobs.ts'
import { choiceLabel } from '../../parts/choice-label.ts'
import type { ChosenOptions } from '../../parts/job-choices.tsx'
import { texts } from '../../texts/texts.ts'

/** What of a job can be changed later. */
export interface Described extends Pick<JobView, 'name' | 'category' | 'filters' | 'schedule' | 'pace'> {
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
}: Described): Readonly<Record<string, string>> {
  const chosen = Object.entries(options).map(([part, value]) => [part, choiceLabel(part, value ?? '')])
  const filtered = Object.entries(filters).map(([part, value]) => [part, [value ?? []].flat().join(', ')])
  const timed = Object.entries({ ...schedule, ...pace }).map(([part, value]) => [part, [value ?? []].flat().join(', ')])
  return { name: name.trim(), category: category.trim(), ...Object.fromEntries([...filtered, ...chosen, ...timed]) }
}
