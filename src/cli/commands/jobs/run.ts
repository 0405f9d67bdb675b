import type { Command } from 'commander'
import { finish, type FinishFlags } from '../../finish.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'

type RunFlags = Flags & FinishFlags

export function runJobCommand(session: Session): Command {
  const command = newCommand(session, 'run')
    .summary('start a run of a job')
    .description('Starts a run: what is new or has changed since the last one moves.')
    .action(session.act((job: string, flags: RunFlags) => start(session, job, false, flags)))
  addExamples(command, { 'gantry jobs run 3 --wait': 'Run the job of that id, and wait for the end' })
  return withArguments(command)
}

export function simulateJobCommand(session: Session): Command {
  const command = newCommand(session, 'simulate')
    .summary('plan a run of a job, and change nothing')
    .description(
      'Plans a run and reports what it would do: every name, size and type that needs a choice, calls and time.',
    )
    .action(session.act((job: string, flags: RunFlags) => start(session, job, true, flags)))
  addExamples(command, { 'gantry jobs simulate 3 --wait': 'See what a run of that job would do' })
  return withArguments(command)
}

function withArguments(command: Command): Command {
  command
    .argument('<job>', 'its id')
    .option('--wait', 'show the progress and wait for the end')
    .option(...jsonFlag)
  return addSettings(command)
}

async function start(session: Session, job: string, simulate: boolean, flags: RunFlags) {
  const client = clientOf(session, flags)
  return finish(client, await client.startRun(job, simulate), flags, session.terminal)
}
