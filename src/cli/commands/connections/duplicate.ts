import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { print, printJson } from '../../terminal.ts'

type DuplicateFlags = Flags & { readonly name?: string; readonly json?: boolean }

export function duplicateConnectionCommand(session: Session): Command {
  const command = newCommand(session, 'duplicate')
    .summary('add a second connection with the same settings')
    .description('Adds a connection with the settings of another one. A sign-in is not copied: sign the new one in.')
    .argument('<connection>', 'its name or id')
    .option('--name <name>', 'what the new one is called (default: the same with a number)')
    .option(...jsonFlag)
    .action(session.act((connection: string, flags: DuplicateFlags) => duplicate(session, connection, flags)))
  addExamples(command, { 'gantry connections duplicate Procore --name "Procore test"': 'Under a name of its own' })
  return addSettings(command)
}

async function duplicate(session: Session, connection: string, flags: DuplicateFlags) {
  const { terminal } = session
  const copy = await clientOf(session, flags).duplicateConnection(connection, flags.name)
  if (flags.json) await printJson(terminal, copy)
  else await print(terminal, `Connection “${copy.name}” was added.`)
  return exitCodes.done
}
