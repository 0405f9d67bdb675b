import type { Command } from 'commander'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { signIn } from '../../sign-in.ts'

type SignInFlags = Flags & { readonly json?: boolean }

export function signInCommand(session: Session): Command {
  const command = newCommand(session, 'sign-in')
    .summary('sign in again through the browser')
    .description('Prints the address to sign in at, and waits until that is done.')
    .argument('<connection>', 'its name or id')
    .option(...jsonFlag)
    .action(session.act((connection: string, flags: SignInFlags) => signInAgain(session, connection, flags)))
  addExamples(command, { 'gantry connections sign-in Procore': 'After a sign-in has expired or was revoked' })
  return addSettings(command)
}

async function signInAgain(session: Session, name: string, flags: SignInFlags) {
  const client = clientOf(session, flags)
  return signIn(client, await client.showConnection(name), flags, session.terminal)
}
