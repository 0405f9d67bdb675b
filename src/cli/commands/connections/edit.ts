import type { Command } from 'commander'
import { chooseScope } from '../../choose-scope.ts'
import { exitCodes } from '../../exit-codes.ts'
import { changedValues } from '../../field-values.ts'
import { findPlatform, findWay } from '../../find-platform.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { canAsk, print, printJson } from '../../terminal.ts'

interface EditFlags extends Flags {
  readonly name?: string
  readonly set: readonly string[]
  readonly setFile: readonly string[]
  readonly json?: boolean
}

const more = (value: string, before: readonly string[]) => [...before, value]

export function editConnectionCommand(session: Session): Command {
  const command = newCommand(session, 'edit')
    .summary('change a connection')
    .description(
      'Changes the name and fields of a connection; its jobs stay. With a new address all its secrets are forgotten, ' +
        'and have to be given again. Without a flag it asks on a terminal what to narrow the connection to. ' +
        'Secrets are never taken from a flag.',
    )
    .argument('<connection>', 'its name or id')
    .option('--name <name>', 'how it is displayed and typed in locations (default: as before)')
    .option('--set <field=value>', 'the new value of a field; may be repeated (default: none)', more, [])
    .option('--set-file <field=file>', 'a field from a file, `-` for the standard input (default: none)', more, [])
    .option(...jsonFlag)
    .action(session.act((name: string, flags: EditFlags) => editConnection(session, name, flags)))
  addExamples(command, {
    'gantry connections edit Procore --name "Procore EU"': 'Another name',
    'gantry connections edit Procore': 'Choose a company and a project',
    'gantry connections edit Procore --set-file clientSecret=secret.txt': 'A new secret, from a script',
  })
  return addSettings(command)
}

async function editConnection(session: Session, name: string, flags: EditFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const connection = await client.showConnection(name)
  const way = findWay(findPlatform((await client.listPlatforms()).platforms, connection.platform.id), connection.way)
  const isNothingGiven = flags.name === undefined && flags.set.length === 0 && flags.setFile.length === 0
  if (isNothingGiven && canAsk(terminal) && !flags.json) return chooseScope(client, connection, terminal)
  const values = await changedValues(way, flags, terminal)
  const changed = await client.changeConnection(connection.id, {
    ...(flags.name !== undefined && { name: flags.name }),
    ...(Object.keys(values).length > 0 && { values }),
  })
  if (flags.json) await printJson(terminal, changed)
  else await print(terminal, changed.sentence)
  return exitCodes.done
}
