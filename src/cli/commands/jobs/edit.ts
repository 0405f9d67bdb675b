import type { Command } from 'commander'
import { jobOptions, type ChangeJob, type JobView } from '#api/contract/jobs.ts'
import { flagOf } from '#config'
import { exitCodes } from '../../exit-codes.ts'
import { addFilterFlags, filterNamed, filtersOf } from '../../filter-flags.ts'
import { addJobFlags, jobOptionsOf } from '../../job-flags.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { addPaceFlags, paceOf } from '../../pace-flags.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { harmless, print, printJson } from '../../terminal.ts'

interface EditFlags extends Flags {
  readonly name?: string
  readonly category?: string
  readonly without: readonly string[]
}

const more = (value: string, before: readonly string[]) => [...before, filterNamed(value)]

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
    .option('--without <filter>', 'take a filter away, such as exclude; may be repeated (default: none)', more, [])
    .option(...jsonFlag)
    .action(session.act((id: string, flags: EditFlags) => editJob(session, id, flags)))
  addExamples(command, {
    'gantry jobs edit 3 --name "Drawings, west"': 'Another name',
    'gantry jobs edit 3 --exclude Old/ --exclude "*.tmp" --without max-size': 'Other filters',
  })
  return addSettings(addPaceFlags(addFilterFlags(addJobFlags(command))))
}

async function editJob(session: Session, id: string, flags: EditFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const before = await client.showJob(id)
  const pace = paceOf(flags)
  const kept = Object.entries(before.filters).filter(([name]) => !flags.without.includes(name))
  const change: ChangeJob = {
    ...(flags.name !== undefined && { name: flags.name }),
    ...(flags.category !== undefined && { category: flags.category }),
    options: jobOptions.parse({ ...before.options, ...jobOptionsOf(flags) }),
    filters: { ...Object.fromEntries(kept), ...filtersOf(flags) },
    ...(Object.keys(pace).length > 0 && { pace: { ...before.pace, ...pace } }),
  }
  const after = await client.changeJob(before.id, change)
  if (flags.json) await printJson(terminal, after)
  else await print(terminal, sentenceOf(before, after))
  return exitCodes.done
}

function sentenceOf(before: JobView, after: JobView): string {
  const [old, now]: Readonly<Record<string, unknown>>[] = [before, after].map(
    ({ name, category, options, filters, pace }) => ({
      name,
      category,
      ...options,
      ...filters,
      ...pace,
    }),
  )
  const changed = Object.keys({ ...old, ...now }).filter(
    (name) => JSON.stringify(old?.[name]) !== JSON.stringify(now?.[name]),
  )
  const called = `“${harmless(after.name)}”`
  if (changed.length === 0) return `${called} is as it was.`
  return `${called} is changed: ${changed.map(flagOf).join(', ')}. It counts from the next run on.`
}
