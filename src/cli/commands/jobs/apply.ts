import type { Command } from 'commander'
import { jobOptions, type JobFile, type JobPlan } from '#api/contract/jobs.ts'
import type { Client } from '../../client.ts'
import { exitCodes } from '../../exit-codes.ts'
import { CommandFailure } from '../../failure.ts'
import { readJobFile } from '../../job-file.ts'
import { locationFor } from '../../locations.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { NotAllowed } from '../../request.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { harmless, print, printJson, type Terminal } from '../../terminal.ts'

interface FileFlags extends Flags {
  readonly file: string
}

export function planJobsCommand(session: Session): Command {
  const command = newCommand(session, 'plan')
    .summary('show what applying a job file would do')
    .description('Shows which jobs of a job file are new, which would change and how, and which are as they should be.')
    .action(session.act((flags: FileFlags) => plan(session, flags)))
  addExamples(command, { 'gantry jobs plan -f jobs.yaml': 'See first' })
  return withFile(command)
}

export function diffJobsCommand(session: Session): Command {
  const command = newCommand(session, 'diff')
    .summary('show where jobs differ from a job file')
    .description('Shows only what differs from a job file. The exit code is 1 when anything does, else 0.')
    .action(session.act((flags: FileFlags) => diff(session, flags)))
  addExamples(command, { 'gantry jobs diff -f jobs.yaml': 'In a check that runs every night' })
  return withFile(command)
}

export function applyJobsCommand(session: Session): Command {
  const command = newCommand(session, 'apply')
    .summary('put the jobs of a job file in place')
    .description(
      'Adds the jobs of a job file that are not there and changes those that differ; jobs are known by their names. A ' +
        'second time it changes nothing. Jobs that the file does not name are left alone.',
    )
    .action(session.act((flags: FileFlags) => apply(session, flags)))
  addExamples(command, {
    'gantry jobs apply -f jobs.yaml': 'Make it so',
    'gantry jobs export 3 | gantry jobs apply -f - --server https://other.example': 'From one Gantry to another',
  })
  return withFile(command)
}

function withFile(command: Command): Command {
  command.requiredOption('-f, --file <file>', 'the job file; - is the standard input').option(...jsonFlag)
  return addSettings(command)
}

async function plan(session: Session, flags: FileFlags) {
  const { jobs } = await planned(session.terminal, flags, clientOf(session, flags))
  await show({ jobs }, flags, session.terminal)
  return exitCodes.done
}

async function diff(session: Session, flags: FileFlags) {
  const { jobs } = await planned(session.terminal, flags, clientOf(session, flags))
  const others = jobs.filter((job) => job.do !== 'keep')
  await show({ jobs: others }, flags, session.terminal)
  return others.length === 0 ? exitCodes.done : exitCodes.failed
}

async function apply(session: Session, flags: FileFlags) {
  const client = clientOf(session, flags)
  // All of it is looked at before any of it is done.
  const { jobs, wishes } = await planned(session.terminal, flags, client)
  for (const [at, { do: act, job }] of jobs.entries()) {
    const wish = wishes[at]
    if (!wish) continue
    if (act === 'add') await client.addJob(wish)
    if (act === 'change' && job !== undefined) {
      await client.changeJob(job, {
        category: wish.category ?? '',
        options: jobOptions.parse(wish.options),
        filters: wish.filters,
        schedule: wish.schedule,
        pace: wish.pace,
        mapping: wish.mapping,
      })
    }
  }
  await show({ jobs }, flags, session.terminal)
  return exitCodes.done
}

/** The jobs of a file and what putting them in place would do: each is asked of by itself, and refused with its line. */
async function planned(terminal: Terminal, { file }: FileFlags, client: Client) {
  const { jobs: written, placeOf } = await readJobFile(file, terminal)
  const located = (text: string) => locationFor(client.server, text, terminal.folder)
  const wishes: JobFile['jobs'] = []
  const jobs: JobPlan['jobs'] = []
  for (const [at, job] of written.entries()) {
    try {
      const wish = { ...job, source: located(job.source), destination: located(job.destination) }
      wishes.push(wish)
      jobs.push(...(await client.planJobs({ jobs: [wish] })).jobs)
    } catch (error) {
      throw refusedAt(placeOf(at), error)
    }
  }
  return { wishes, jobs }
}

/** With the place of the job, where it is the job that is refused. */
function refusedAt(place: string, error: unknown): unknown {
  if (!(error instanceof CommandFailure) || error instanceof NotAllowed) return error
  const { message, exitCode, more } = error
  const isOfJob = more !== undefined || exitCode === exitCodes.usage
  return isOfJob ? new CommandFailure(`${place}: ${message}`, exitCode, { cause: error, ...(more && { more }) }) : error
}

const signs = { add: '+', change: '~', keep: '=' } as const

async function show(planned: JobPlan, flags: FileFlags, terminal: Terminal): Promise<void> {
  if (flags.json) return printJson(terminal, planned)
  if (planned.jobs.length > 0) await print(terminal, planned.jobs.map(linesOf).join('\n'))
}

function linesOf({ name, do: act, changes, notices = [] }: JobPlan['jobs'][number]): string {
  const lines = changes.map((change) => `    ${change.name}: ${shown(change.before)} → ${shown(change.after)}`)
  const told = notices.map((notice) => `    ${harmless(notice)}`)
  return [`${signs[act]} ${act} ${harmless(name)}`, ...lines, ...told].join('\n')
}

function shown(value: JobPlan['jobs'][number]['changes'][number]['before']): string {
  return value === undefined ? 'nothing' : harmless([value].flat().join(', '))
}
