import { Option, type Command } from 'commander'
import { roles, type NewToken } from '#api/contract/people.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { print, printJson, tell } from '../../terminal.ts'

type AddFlags = Flags & {
  readonly role?: (typeof roles)[number]
  readonly permission: readonly string[]
  readonly expires?: string
  readonly json?: boolean
}

const more = (value: string, before: readonly string[]) => [...before, value]

export function addTokenCommand(session: Session): Command {
  const command = newCommand(session, 'add')
    .summary('make an API token')
    .description('Makes a token by which a program uses the API. Its text is printed this once and kept nowhere.')
    .argument('<name>', 'what it is for')
    .addOption(
      new Option('--role <role>', 'all that a role may (default: viewer, unless permissions are given)').choices(roles),
    )
    .option('--permission <permission>', 'a single permission instead; may be repeated (default: none)', more, [])
    .option('--expires <time>', 'when it ends, such as 2026-12-31T00:00:00Z (default: in 90 days)')
    .option(...jsonFlag)
    .action(session.act((name: string, flags: AddFlags) => addToken(session, name, flags)))
  addExamples(command, {
    'gantry tokens add Nightly --role operator > token.txt': 'For a script that runs jobs',
    'gantry tokens add Monitor --permission runs.read': 'That can only look at runs',
  })
  return addSettings(command)
}

async function addToken(session: Session, name: string, { role, permission, expires, ...flags }: AddFlags) {
  const { terminal } = session
  const scope: Pick<NewToken, 'role' | 'permissions'> =
    permission.length > 0 ? { permissions: [...permission], ...(role && { role }) } : { role: role ?? 'viewer' }
  const wish = { name, ...scope, ...(expires !== undefined && { expiresAt: expires }) }
  const made = await clientOf(session, flags).addToken(wish)
  if (flags.json) await printJson(terminal, made)
  else {
    await print(terminal, made.text)
    await tell(terminal, `“${name}” ends ${showTime(made.token.expiresAt)}. Its text is not shown again.`)
  }
  return exitCodes.done
}
