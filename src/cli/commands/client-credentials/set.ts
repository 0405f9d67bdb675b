import type { Command } from 'commander'
import type { ClientCredentialsView } from '#api/contract/client-credentials.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { exitCodes } from '../../exit-codes.ts'
import { usageFailure } from '../../failure.ts'
import { changedValues, fieldValues, setFileFlag, setFlag, type Field, type GivenFields } from '../../field-values.ts'
import { findPlatform } from '../../find-platform.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { canAsk, print, printJson, tell, type Terminal } from '../../terminal.ts'

type SetFlags = Flags & GivenFields & { readonly json?: boolean }

export function setClientCredentialsCommand(session: Session): Command {
  const command = newCommand(session, 'set')
    .summary('enter them for a platform, or change them')
    .description(
      'Keeps the app with which this installation makes itself known to a platform, for connections that are added with ' +
        '--client default. What is not given stays as it is; on a terminal it asks. Secrets are never taken from a flag, and ' +
        'one has to be given again when an address changes.',
    )
    .argument('<platform>', 'such as procore')
    .option(...setFlag)
    .option(...setFileFlag)
    .option(...jsonFlag)
    .action(session.act((platform: string, flags: SetFlags) => setClientCredentials(session, platform, flags)))
  addExamples(command, {
    'gantry client-credentials set procore': 'Be asked for everything',
    'gantry client-credentials set procore --set domain=https://api.procore.com/ --set clientId=ID --set-file clientSecret=-':
      'From a script, the secret through the standard input',
  })
  return addSettings(command)
}

async function setClientCredentials(session: Session, platformId: string, flags: SetFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const platform = findPlatform((await client.listPlatforms()).platforms, platformId)
  refuseWithoutApp(platform)
  const stored = await client.showClientCredentials(platform.id)
  const values = { ...stored.values, ...(await valuesFor(platform, stored, flags, terminal)) }
  const changed = await client.setClientCredentials(platform.id, values)
  if (flags.json) await printJson(terminal, changed)
  else {
    await print(terminal, changed.sentence)
    await print(terminal, `Redirect address, for the app at ${platform.title}: ${changed.credentials.redirectUrl}`)
  }
  return exitCodes.done
}

/** Those that flags and files give, and the answers of whoever sits at the terminal: to all fields when there are no flags. */
async function valuesFor(
  platform: PlatformView,
  stored: ClientCredentialsView,
  flags: GivenFields,
  terminal: Terminal,
) {
  const fields = clientFieldsOf(platform)
  const given = await changedValues(wayWith(fields), flags, terminal)
  const isStored = ({ id }: Field) => stored.values[id] !== undefined || stored.secrets.includes(id)
  const missing = fields.filter((field) => given[field.id] === undefined && field.isRequired && !isStored(field))
  if (Object.keys(given).length > 0 || !canAsk(terminal)) {
    return { ...given, ...(await fieldValues(wayWith(missing), noFlags, terminal)) }
  }
  await tell(terminal, `Enter this redirect address where the app is registered: ${stored.redirectUrl}`)
  return fieldValues(wayWith(fields.map(withStored(stored))), noFlags, terminal)
}

const noFlags: GivenFields = { set: [], setFile: [] }

function wayWith(fields: readonly Field[]): PlatformView['ways'][number] {
  return { id: 'client', label: 'Client credentials', help: '', kind: 'code', fields: [...fields], clientFields: [] }
}

function refuseWithoutApp(platform: PlatformView) {
  if (clientFieldsOf(platform).length > 0) return
  throw usageFailure(`${platform.title} is not signed in to through an app of the installation.`)
}

/** The fields that belong to the app, each once, whatever the way. */
function clientFieldsOf({ ways }: PlatformView): readonly Field[] {
  const fields = ways.flatMap((way) => way.fields.filter(({ id }) => way.clientFields.includes(id)))
  return [...new Map(fields.map((field) => [field.id, field])).values()]
}

/** What is stored is offered; a secret stays when nothing is typed. */
function withStored({ values, secrets }: ClientCredentialsView) {
  return (field: Field): Field => {
    if (secrets.includes(field.id)) {
      return { ...field, isRequired: false, help: 'Stored already; leave it empty to keep it.' }
    }
    const value = values[field.id]
    return value === undefined ? field : { ...field, suggestion: value }
  }
}
