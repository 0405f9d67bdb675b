import type { Command } from 'commander'
import type { JobView } from '#api/contract/jobs.ts'
import type { JobSchedule, SchedulePreview } from '#api/contract/schedule.ts'
import { usageFailure } from '../../failure.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { addScheduleFlags, scheduleOf } from '../../schedule-flags.ts'
import { nextRunOf } from '../../schedule-words.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { harmless, print, printJson } from '../../terminal.ts'

interface ScheduleFlags extends Flags {
  readonly manual?: boolean
}

export function scheduleJobCommand(session: Session): Command {
  const command = newCommand(session, 'schedule')
    .summary('show or set when a job runs by itself')
    .description(
      'Sets when a job runs by itself, the hours in which its runs may move, and when the schedule ends; what is not given is not ' +
        'part of it any more. Without a flag it shows the schedule and its next times, by the clock of this machine.',
    )
    .argument('<job>', 'its id')
    .option('--manual', 'take the schedule away: a person starts every run, at any hour')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: ScheduleFlags) => scheduleJob(session, id, flags)))
  addExamples(command, {
    'gantry jobs schedule 3': 'See it',
    'gantry jobs schedule 3 --weekly "mon-fri 20:00" --time-zone Europe/Amsterdam': 'On weekdays in the evening',
    'gantry jobs schedule 3 --every "2 hours" --only-between "mon-fri 18:00-06:00" --only-between sat,sun':
      'Again and again, outside working hours',
  })
  return addSettings(addScheduleFlags(command))
}

export const pauseJobCommand = (session: Session) =>
  pauseCommand(session, 'pause', 'pause the schedule of a job: it starts no runs, and what runs goes on', true)

export const enableJobCommand = (session: Session) =>
  pauseCommand(session, 'enable', 'let the schedule of a job start runs again', false)

function pauseCommand(session: Session, name: 'pause' | 'enable', does: string, isPaused: boolean): Command {
  const command = newCommand(session, name)
    .summary(does)
    .description(`${does.charAt(0).toUpperCase()}${does.slice(1)}.`)
    .argument('<job>', 'its id')
    .option(...jsonFlag)
    .action(
      session.act(async (id: string, flags: Flags) => {
        const client = clientOf(session, flags)
        const { schedule } = await client.showJob(id)
        const { paused, ...kept } = schedule
        const changed = await client.changeJob(id, { schedule: isPaused ? { ...kept, paused: true } : kept })
        return show(session, changed, flags)
      }),
    )
  addExamples(command, { [`gantry jobs ${name} 3`]: 'The job of that id' })
  return addSettings(command)
}

async function scheduleJob(session: Session, id: string, flags: ScheduleFlags) {
  const client = clientOf(session, flags)
  const given = scheduleOf(flags)
  if (given && flags.manual) throw usageFailure('--manual takes the schedule away; give it alone.')
  const wish: JobSchedule | undefined = flags.manual ? {} : given
  const job = wish ? await client.changeJob(id, { schedule: wish }) : await client.showJob(id)
  if (flags.json || job.timing === undefined) return show(session, job, flags)
  return show(session, job, flags, await client.previewSchedule({ schedule: job.schedule }))
}

async function show({ terminal }: Session, job: JobView, flags: Flags, preview?: SchedulePreview) {
  if (flags.json) await printJson(terminal, job)
  else await print(terminal, [harmless(job.summary), ...nextRunOf(job), ...timesOf(preview)].join('\n'))
  return exitCodes.done
}

function timesOf(preview: SchedulePreview | undefined): readonly string[] {
  const [, ...further] = preview?.times ?? []
  return further.length === 0 ? [] : [`Then: ${further.map(showTime).join(', ')}`]
}
