import type { Command } from 'commander'
import { jobOptions, type ChangeJob, type JobView } from '#api/contract/jobs.ts'
import type { JobMapping } from '#api/contract/mapping.ts'
import { flagOf } from '#config'
import { exitCodes } from '../../exit-codes.ts'
import { usageFailure } from '../../failure.ts'
import { addFilterFlags, filterNamed, filtersOf } from '../../filter-flags.ts'
import { addJobFlags, jobOptionsOf } from '../../job-flags.ts'
import { addMappingFlags, mappingOf, mappingPartNamed } from '../../mapping-flags.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { addPaceFlags, paceOf } from '../../pace-flags.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { harmless, print, printJson } from '../../terminal.ts'

interface EditFlags extends Flags {
  readonly name?: string
  readonly category?: string
  readonly without: readonly string[]
}

const more = (value: string, before: readonly string[]) => [...before, mappingPartNamed(value) ?? filterNamed(value)]

export function editJobCommand(session: Session): Command {
  const command = newCommand(session, 'edit')
    .summary('change the name, choices and filters of a job')
    .description(
      'Changes what is given and leaves the rest as it is; a list of patterns is replaced as a whole. It counts from the next ' +
        'run on: what earlier runs copied stays where it is.',
    )
    .argument('<job>', 'its id')
    .option('--name <name>', 'how it is called in lists (default: as before)')
    .option('--category <category>', 'a word to group jobs by; "" takes it away (default: as before)')
    .option(
      '--without <filter>',
      'take a filter away, such as exclude, or a part of the mapping, such as names; may be repeated (default: none)',
      more,
      [],
    )
    .option(...jsonFlag)
    .action(session.act((id: string, flags: EditFlags) => editJob(session, id, flags)))
  addExamples(command, {
    'gantry jobs edit 3 --name "Drawings, west"': 'Another name',
    'gantry jobs edit 3 --exclude Old/ --exclude "*.tmp" --without max-size': 'Other filters',
  })
  return addSettings(addMappingFlags(addPaceFlags(addFilterFlags(addJobFlags(command))), { isNew: false }))
}

async function editJob(session: Session, id: string, flags: EditFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const before = await client.showJob(id)
  const pace = paceOf(flags)
  const isKept = ([name]: readonly [string, unknown]) => !flags.without.includes(name)
  const kept = Object.entries(before.filters).filter(isKept)
  const mapping = await mappingOf(flags, terminal)
  const isRemapped =
    Object.keys(mapping).length > 0 || Object.keys(before.mapping ?? {}).some((name) => !isKept([name, 0]))
  const change: ChangeJob = {
    ...(flags.name !== undefined && { name: flags.name }),
    ...(flags.category !== undefined && { category: flags.category }),
    options: jobOptions.parse({ ...before.options, ...jobOptionsOf(flags) }),
    filters: { ...Object.fromEntries(kept), ...filtersOf(flags) },
    ...(Object.keys(pace).length > 0 && { pace: { ...before.pace, ...pace } }),
    ...(isRemapped && { mapping: remapped(before, mapping, isKept) }),
  }
  const after = await client.changeJob(before.id, change)
  if (flags.json) await printJson(terminal, after)
  else await print(terminal, sentenceOf(before, after))
  return exitCodes.done
}

function remapped(
  { id, name, mapping }: JobView,
  given: Partial<JobMapping>,
  isKept: (part: readonly [string, unknown]) => boolean,
): JobMapping {
  if (!mapping)
    throw usageFailure(`“${harmless(name)}” (job ${id}) has no mapping: a job has one from the beginning, or never.`)
  const { each, ...rest } = mapping
  return { each, ...Object.fromEntries(Object.entries(rest).filter(isKept)), ...given }
}

function sentenceOf(before: JobView, after: JobView): string {
  const [old, now]: Readonly<Record<string, unknown>>[] = [before, after].map(
    ({ name, category, options, filters, pace, mapping }) => ({
      name,
      category,
      ...options,
      ...filters,
      ...pace,
      ...mapping,
    }),
  )
  const changed = Object.keys({ ...old, ...now }).filter(
    (name) => JSON.stringify(old?.[name]) !== JSON.stringify(now?.[name]),
  )
  const called = `“${harmless(after.name)}”`
  if (changed.length === 0) return `${called} is as it was.`
  return `${called} is changed: ${changed.map(flagOf).join(', ')}. It counts from the next run on.`
}
