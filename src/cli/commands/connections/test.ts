import type { Command } from 'commander'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { testAndTell } from '../../test-connection.ts'

export function testConnectionCommand(session: Session): Command {
  const command = newCommand(session, 'test')
    .summary('test a connection')
    .description('Tests whether a connection works, and tells why not and what to do.')
    .argument('<connection>', 'its name or id')
    .option(...jsonFlag)
    .action(
      session.act((connection: string, flags: Flags & { readonly json?: boolean }) =>
        testAndTell(clientOf(session, flags), connection, flags, session.terminal),
      ),
    )
  addExamples(command, { 'gantry connections test Procore': 'Test the connection of that name' })
  return addSettings(command)
}
