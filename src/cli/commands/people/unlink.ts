import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { harmless, print } from '../../terminal.ts'

export function unlinkPersonCommand(session: Session): Command {
  const command = newCommand(session, 'unlink')
    .summary('end somebody’s link to single sign-on')
    .description(
      'Ends the link between a person and their account at the identity provider, and their sessions. The next account ' +
        'with their verified e-mail address may be linked anew; a password still works.',
    )
    .argument('<person>', 'their id, as `gantry people list` shows it')
    .action(session.act((id: string, flags: Flags) => unlinkPerson(session, id, flags)))
  addExamples(command, { 'gantry people unlink 3': 'The person with this id, whose account there is another one now' })
  return addSettings(command)
}

async function unlinkPerson(session: Session, id: string, flags: Flags) {
  const client = clientOf(session, flags)
  const { name } = await client.showPerson(id)
  await client.unlinkPerson(id)
  await print(session.terminal, harmless(`${name} is linked to no account at the identity provider any more.`))
  return exitCodes.done
}
