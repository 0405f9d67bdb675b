import type { Command } from 'commander'
import { settingNames, type Settings } from '#config'
import { demo } from '../demo.ts'
import { exitCodes } from '../exit-codes.ts'
import { absolute } from '../locations.ts'
import { addExamples, addSettings, newCommand } from '../new-command.ts'
import { settingsOf, type Flags, type Session } from '../session.ts'
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
  const { settings } = settingsOf(session, flags, serverSettings)
  const running = await local.serve(settings)
  await tell(terminal, greeting(running.url, settings))
  if (flags.demo === undefined) {
    await untilStopped(running, terminal)
    return exitCodes.done
  }
  const own = typeof flags.demo === 'string' ? absolute(flags.demo, terminal.folder) : undefined
  const show = await demo({ session, settings, url: running.url, folder: own }).catch(async (error: unknown) => {
    await running.stop()
    throw error
  })
  try {
    await untilStopped(running, terminal)
  } finally {
    await show.close()
  }
  return exitCodes.done
}

function greeting(url: string, settings: Settings): string {
  return `Gantry is at ${url} and keeps its data in ${settings.data}. Stop it with Ctrl-C.`
}
