import type { Command } from 'commander'
import { removeAndTell, type RemoveFlags } from '../../remove.ts'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { clientOf, type Session } from '../../session.ts'

export function removeClientCredentialsCommand(session: Session): Command {
  const command = newCommand(session, 'remove')
    .summary('forget them, unless a connection uses them')
    .description(
      'Forgets the app of this installation at a platform, its secret too. Refused while connections use it.',
    )
    .argument('<platform>', 'such as procore')
    .option('--yes', 'do not ask')
    .action(session.act((platform: string, flags: RemoveFlags) => removeClientCredentials(session, platform, flags)))
  addExamples(command, { 'gantry client-credentials remove procore --yes': 'Without a question, from a script' })
  return addSettings(command)
}

async function removeClientCredentials(session: Session, platformId: string, flags: RemoveFlags) {
  const client = clientOf(session, flags)
  const { platform } = await client.showClientCredentials(platformId)
  return removeAndTell(
    `the client credentials for ${platform.title}`,
    () => client.removeClientCredentials(platform.id),
    flags,
    session.terminal,
  )
}
