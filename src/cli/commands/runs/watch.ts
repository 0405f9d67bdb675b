import type { Command } from 'commander'
import { finish } from '../../finish.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'

type WatchFlags = Flags & { readonly json?: boolean }

export function watchRunCommand(session: Session): Command {
  const command = newCommand(session, 'watch')
    .summary('show the progress of a run until its end')
    .description(
      'Shows the progress of a run until its end. Ctrl-C ends the watching, not the run. ' +
        'The exit code is that of the run: 0 completed, 3 with flagged items, 4 a sign-in is needed, 1 otherwise.',
    )
    .argument('<run>', 'its id')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: WatchFlags) => watchRun(session, id, flags)))
  addExamples(command, { 'gantry runs watch 12': 'The run of that id' })
  return addSettings(command)
}

async function watchRun(session: Session, id: string, flags: WatchFlags) {
  const client = clientOf(session, flags)
  return finish(client, await client.showRun(id), { ...flags, wait: true }, session.terminal)
}
