import type { Command } from 'commander'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { removeAndTell, type RemoveFlags } from '../../remove.ts'
import { clientOf, type Session } from '../../session.ts'

export function revokeTokenCommand(session: Session): Command {
  const command = newCommand(session, 'revoke')
    .summary('revoke an API token')
    .description('From now on nobody gets in with this API token.')
    .argument('<token>', 'its id, as `gantry tokens list` shows it')
    .option('--yes', 'do not ask')
    .action(
      session.act((id: string, flags: RemoveFlags) =>
        removeAndTell(`the API token ${id}`, () => clientOf(session, flags).revokeToken(id), flags, session.terminal),
      ),
    )
  addExamples(command, { 'gantry tokens revoke 3 --yes': 'Without a question, from a script' })
  return addSettings(command)
}
