import { Option, type Command } from 'commander'
import { roles } from '#api/contract/people.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { print, printJson } from '../../terminal.ts'

type InviteFlags = Flags & { readonly role: (typeof roles)[number]; readonly json?: boolean }

export function inviteCommand(session: Session): Command {
  const command = newCommand(session, 'invite')
    .summary('invite somebody')
    .description('Makes a link by which somebody sets a password and comes in; hand it over. It is shown this once.')
    .argument('<email>', 'their e-mail address')
    .addOption(new Option('--role <role>', 'what they may do').choices(roles).default('viewer'))
    .option(...jsonFlag)
    .action(session.act((email: string, flags: InviteFlags) => invite(session, email, flags)))
  addExamples(command, { 'gantry people invite ben@example.org --role operator': 'Somebody who runs jobs' })
  return addSettings(command)
}

async function invite(session: Session, email: string, flags: InviteFlags) {
  const { terminal } = session
  const offered = await clientOf(session, flags).invite({ email, role: flags.role })
  if (flags.json) await printJson(terminal, offered)
  else await print(terminal, `${offered.url}\nUntil ${showTime(offered.expiresAt)}, once.`)
  return exitCodes.done
}
