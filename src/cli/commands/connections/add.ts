import type { Command } from 'commander'
import { clients } from '#api/contract/connections.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { choice } from '../../choice.ts'
import { chooseScope } from '../../choose-scope.ts'
import { exitCodes } from '../../exit-codes.ts'
import { fieldValues, setFileFlag, setFlag } from '../../field-values.ts'
import { findPlatform, findWay } from '../../find-platform.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { askWay } from '../../prompts.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { signIn } from '../../sign-in.ts'
import { canAsk, printJson, print, tell } from '../../terminal.ts'
import { testAndTell } from '../../test-connection.ts'

interface AddFlags extends Flags {
  readonly name?: string
  readonly way?: string
  readonly client: 'own' | 'default'
  readonly set: readonly string[]
  readonly setFile: readonly string[]
  readonly test: boolean
  readonly json?: boolean
}

export function addConnectionCommand(session: Session): Command {
  const command = newCommand(session, 'add')
    .summary('add a connection to a platform')
    .description(
      'Adds a connection, then tests it or begins the sign-in. On a terminal it asks for what is missing; ' +
        '`gantry platforms PLATFORM` lists the ways and fields. Secrets are never taken from a flag.',
    )
    .argument('<platform>', 'such as procore; `gantry platforms` lists them')
    .option('--name <name>', 'how it is displayed and typed in locations (default: the platform’s title)')
    .option('--way <way>', 'the way to sign in (default: asked for on a terminal, else the platform’s first)')
    .addOption(
      choice(
        '--client <client>',
        'whose app it signs in with: own, or default for the one of this Gantry',
        clients,
      ).default('own'),
    )
    .option(...setFlag)
    .option(...setFileFlag)
    .option('--no-test', 'neither test it nor sign in')
    .option(...jsonFlag)
    .action(session.act((platform: string, flags: AddFlags) => addConnection(session, platform, flags)))
  addExamples(command, {
    'gantry connections add procore': 'Be asked for everything',
    'gantry connections add filesystem --name Share --set root=/srv/share': 'A folder, from a script',
    'gantry connections add procore --way code --client default': 'Signed in by you, through the app of this Gantry',
    'gantry connections add procore --way client-credentials --set clientId=ID --set-file clientSecret=secret.txt':
      'A service account, from a script',
  })
  return addSettings(command)
}

async function addConnection(session: Session, platformId: string, flags: AddFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const platform = findPlatform((await client.listPlatforms()).platforms, platformId)
  const asks = flags.way === undefined && platform.ways.length > 1 && canAsk(terminal)
  const way = findWay(platform, asks ? await askWay(platform, terminal) : flags.way)
  const isChosenLater = way.kind === 'code' && flags.test
  const values = await fieldValues(fieldsFor(way, flags.client), flags, terminal, isChosenLater)
  const connection = await client.addConnection({
    platform: platform.id,
    way: way.id,
    client: flags.client,
    values,
    ...(flags.name !== undefined && { name: flags.name }),
  })
  await (flags.json ? tell : print)(terminal, `Connection “${connection.name}” was added.`)
  if (!flags.test) {
    if (flags.json) await printJson(terminal, connection)
    return exitCodes.done
  }
  const exitCode = await (way.kind === 'code'
    ? signIn(client, connection, flags, terminal)
    : testAndTell(client, connection.id, flags, terminal))
  if (exitCode !== exitCodes.done || flags.json || !canAsk(terminal)) return exitCode
  return chooseScope(client, connection, terminal)
}

/** The way without the fields that come from the installation. */
function fieldsFor(way: PlatformView['ways'][number], client: AddFlags['client']): PlatformView['ways'][number] {
  if (client === 'own') return way
  return { ...way, fields: way.fields.filter(({ id }) => !way.clientFields.includes(id)) }
}
