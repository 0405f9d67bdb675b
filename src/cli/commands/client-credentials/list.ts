import type { Command } from 'commander'
import type { ClientCredentialsView } from '#api/contract/client-credentials.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, tell } from '../../terminal.ts'

export function listClientCredentialsCommand(session: Session): Command {
  const command = newCommand(session, 'list')
    .summary('list them, with the redirect address')
    .description(
      'Lists the platforms that this installation can have an app at, what is known of it, and the redirect address to ' +
        'enter where the app is registered. Secrets are never shown.',
    )
    .option(...jsonFlag)
    .action(session.act((flags: Flags & { readonly json?: boolean }) => listClientCredentials(session, flags)))
  addExamples(command, { 'gantry client-credentials list': 'All of them' })
  return addSettings(command)
}

async function listClientCredentials(session: Session, flags: Flags & { readonly json?: boolean }) {
  const { terminal } = session
  const list = await clientOf(session, flags).listClientCredentials()
  if (flags.json) await printJson(terminal, list)
  else if (list.credentials.length > 0) await print(terminal, tableOf(terminal, columns, list.credentials.map(rowOf)))
  else await tell(terminal, 'No platform of this Gantry is signed in to through an app of the installation.')
  return exitCodes.done
}

function rowOf({ platform, isSet, values, connections, changedAt, redirectUrl }: ClientCredentialsView): string[] {
  const known = Object.entries(values).map(([id, value]) => `${id}=${value}`)
  return [platform.id, isSet ? known.join(' ') : 'not set', String(connections), showTime(changedAt), redirectUrl]
}

const columns = [
  { title: 'Platform' },
  { title: 'Client', wraps: true },
  { title: 'Connections', align: 'right' },
  { title: 'Changed' },
  { title: 'Redirect address', wraps: true },
] as const
