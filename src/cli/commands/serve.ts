import type { Command } from 'commander'
import { settingNames, type ReadSettings, type SettingName, type Settings } from '#config'
import { demo } from '../demo.ts'
import { exitCodes } from '../exit-codes.ts'
import { absolute } from '../locations.ts'
import { addExamples, addSettings, newCommand } from '../new-command.ts'
import { clientOfOwn, settingsOf, type Flags, type Session } from '../session.ts'
import { tell } from '../terminal.ts'
import { untilStopped } from '../until-stopped.ts'

type ServeFlags = Flags & { readonly demo?: boolean | string }

const serverSettings = settingNames.filter((name) => name !== 'server' && name !== 'tokenFile')

export function serveCommand(session: Session): Command {
  const command = newCommand(session, 'serve')
    .summary('start Gantry')
    .description('Starts Gantry: database, API and the work. It runs until it is stopped.')
    .option(
      '--demo [folder]',
      'with a Procore sandbox beside it, copy this project’s own documents, and a folder of yours, into it and back',
    )
    .action(session.act((flags: ServeFlags) => serve(session, flags)))
  addExamples(command, {
    'gantry serve': 'On this machine',
    'gantry serve --demo': 'With a Procore sandbox and something to see',
    'gantry serve --host 0.0.0.0 --public-url https://gantry.example.org': 'For other machines too',
  })
  return addSettings(command, serverSettings)
}

async function serve(session: Session, flags: ServeFlags) {
  const { terminal, local } = session
  const { settings: given, origins } = settingsOf(session, flags, serverSettings)
  const settings = flags.demo === undefined ? given : withThisMachine(given)
  const running = await local.serve(settings)
  await using closing = new AsyncDisposableStack()
  closing.defer(() => running.stop())
  await tell(terminal, greeting(running.url, settings))
  if (running.welcomeUrl !== undefined) {
    await tell(terminal, `Open this link to become the first administrator: ${running.welcomeUrl}`)
  }
  if (flags.demo !== undefined) {
    const sandbox = await demo({
      client: clientOfOwn(running.url, settings.data),
      local,
      terminal,
      data: settings.data,
      folder: typeof flags.demo === 'string' ? absolute(flags.demo, terminal.folder) : undefined,
      clientFlags: clientFlagsFor(running.url, settings, origins),
    })
    closing.defer(() => sandbox.close())
  }
  await untilStopped(running, terminal)
  return exitCodes.done
}

/** The sandbox of the demonstration is on this machine. */
function withThisMachine(settings: Settings): Settings {
  return { ...settings, allowedNetworks: [...(settings.allowedNetworks ?? []), 'loopback'] }
}

/** What was given as a flag here must be given to commands too. */
function clientFlagsFor(url: string, settings: Settings, origins: ReadSettings['origins']): string {
  const isFlag = (name: SettingName) => origins[name].startsWith('flag')
  const server = isFlag('port') || isFlag('host') ? ` --server ${url}` : ''
  return `${server}${isFlag('data') ? ` --data ${settings.data}` : ''}`
}

function greeting(url: string, settings: Settings): string {
  return `Gantry is at ${url} and keeps its data in ${settings.data}. Stop it with Ctrl-C.`
}
