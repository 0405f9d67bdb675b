import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { print, printJson } from '../../terminal.ts'

export const disableConnectionCommand = (session: Session) =>
  pauseCommand(session, 'disable', 'pause a connection: jobs that use it start no more', true)

export const enableConnectionCommand = (session: Session) =>
  pauseCommand(session, 'enable', 'let jobs use a connection again', false)

function pauseCommand(session: Session, name: 'disable' | 'enable', does: string, isDisabled: boolean): Command {
  const command = newCommand(session, name)
    .summary(does)
    .description(`${does.charAt(0).toUpperCase()}${does.slice(1)}.`)
    .argument('<connection>', 'its name or id')
    .option(...jsonFlag)
    .action(
      session.act(async (connection: string, flags: Flags & { readonly json?: boolean }) => {
        const changed = await clientOf(session, flags).changeConnection(connection, { isDisabled })
        if (flags.json) await printJson(session.terminal, changed)
        else await print(session.terminal, changed.sentence)
        return exitCodes.done
      }),
    )
  addExamples(command, { [`gantry connections ${name} Procore`]: 'The connection of that name' })
  return addSettings(command)
}
