import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { exitCodes } from '../exit-codes.ts'
import { locationFor } from '../locations.ts'
import { addExamples, addSettings, newCommand } from '../new-command.ts'
import { saveAs } from '../save-as.ts'
import { clientOf, type Flags, type Session } from '../session.ts'

interface CatFlags extends Flags {
  readonly output: string
  /** Not `version`, which is a flag of gantry itself. */
  readonly fileVersion?: string
}

export function catCommand(session: Session): Command {
  const command = newCommand(session, 'cat')
    .summary('print the content of a file, or save it')
    .description('Reads a file of a connection or of the server’s disk and prints its content as it is.')
    .argument('<location>', 'connection:Space/folder/file, or a path on the server’s disk')
    .option('--output <file>', 'save it in a file; - prints it', '-')
    .option('--file-version <id>', 'an older version, by its id (default: the current one)')
    .action(session.act((location: string, flags: CatFlags) => cat(session, location, flags)))
  addExamples(command, {
    'gantry cat "Procore:Harbour Tower/Drawings/A-101.pdf" > A-101.pdf': 'Download a file',
    'gantry cat Share:notes.txt | less': 'Read one',
  })
  return addSettings(command)
}

async function cat(session: Session, typed: string, flags: CatFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const location = locationFor(client.server, typed, terminal.folder)
  const content = await client.downloadContent({ location, version: flags.fileVersion })
  await (flags.output === '-'
    ? pipeline(content, terminal.output, { end: false, signal: terminal.interrupted })
    : saveAs(flags.output, terminal, content))
  return exitCodes.done
}
