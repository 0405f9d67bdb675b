import type { Command } from 'commander'
import { removeAndTell, type RemoveFlags } from '../../remove.ts'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { clientOf, type Session } from '../../session.ts'

export function removeConnectionCommand(session: Session): Command {
  const command = newCommand(session, 'remove')
    .summary('remove a connection and its secret')
    .description('Removes a connection and its sealed credential. What lies on the platform stays as it is.')
    .argument('<connection>', 'its name or id')
    .option('--yes', 'do not ask')
    .action(session.act((connection: string, flags: RemoveFlags) => removeConnection(session, connection, flags)))
  addExamples(command, { 'gantry connections remove "Old share" --yes': 'Without a question, from a script' })
  return addSettings(command)
}

async function removeConnection(session: Session, name: string, flags: RemoveFlags) {
  const client = clientOf(session, flags)
  const connection = await client.showConnection(name)
  return removeAndTell(
    `the connection “${connection.name}”`,
    () => client.removeConnection(connection.id),
    flags,
    session.terminal,
  )
}
