import type { Command } from 'commander'
import type { RunView } from '#api/contract/runs.ts'
import type { Client } from '../../client.ts'
import { exitCodes } from '../../exit-codes.ts'
import { finish, type FinishFlags } from '../../finish.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { print, printJson } from '../../terminal.ts'

export function resumeRunCommand(session: Session): Command {
  const command = newCommand(session, 'resume')
    .summary('go on with a run that was paused, cancelled or failed')
    .description('Goes on with a run where it stopped; what was done stays done.')
    .argument('<run>', 'its id')
    .option('--wait', 'show the progress and wait for the end')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: Flags & FinishFlags) => resume(session, id, flags)))
  addExamples(command, { 'gantry runs resume 12 --wait': 'Go on, and wait for the end' })
  return addSettings(command)
}

async function resume(session: Session, id: string, flags: Flags & FinishFlags) {
  const client = clientOf(session, flags)
  return finish(client, await client.resumeRun(id), flags, session.terminal)
}

interface Change {
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly act: (client: Client, run: string) => Promise<RunView>
}

const changes = {
  pause: {
    name: 'pause',
    summary: 'stop a run for a while',
    description: 'Stops a run after what is being moved at this moment. It goes on with `gantry runs resume`.',
    act: (client, run) => client.pauseRun(run),
  },
  cancel: {
    name: 'cancel',
    summary: 'end a run before it is done',
    description: 'Ends a run after what is being moved at this moment. What was copied stays.',
    act: (client, run) => client.cancelRun(run),
  },
  approve: {
    name: 'approve',
    summary: 'let a run delete what it waits to delete',
    description:
      'Lets a run delete at the destination what the source has lost. `gantry runs items RUN --state pending` lists it.',
    act: (client, run) => client.approveRun(run),
  },
  decline: {
    name: 'decline',
    summary: 'let a run end and keep what it waits to delete',
    description: 'Lets a run end without deleting anything. The next run of the job asks again.',
    act: (client, run) => client.declineRun(run),
  },
} as const satisfies Record<string, Change>

export const pauseRunCommand = (session: Session) => changeCommand(session, changes.pause)
export const cancelRunCommand = (session: Session) => changeCommand(session, changes.cancel)
export const approveRunCommand = (session: Session) => changeCommand(session, changes.approve)
export const declineRunCommand = (session: Session) => changeCommand(session, changes.decline)

function changeCommand(session: Session, change: Change): Command {
  const command = newCommand(session, change.name)
    .summary(change.summary)
    .description(change.description)
    .argument('<run>', 'its id')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: Flags) => carryOut(session, change, id, flags)))
  addExamples(command, { [`gantry runs ${change.name} 12`]: 'The run of that id' })
  return addSettings(command)
}

async function carryOut(session: Session, change: Change, id: string, flags: Flags) {
  const { terminal } = session
  const run = await change.act(clientOf(session, flags), id)
  await (flags.json ? printJson(terminal, run) : print(terminal, `Run ${run.id}: ${run.state}`))
  return exitCodes.done
}
