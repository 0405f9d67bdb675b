import type { Command } from 'commander'
import type { EntryView } from '#api/contract/locations.ts'
import { showBytes } from '#toolkit/words.ts'
import { exitCodes } from '../exit-codes.ts'
import { printList } from '../json-list.ts'
import { locationFor } from '../locations.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../new-command.ts'
import { clientOf, type Flags, type Session } from '../session.ts'
import { showTime } from '../show-time.ts'
import { tableOf } from '../table.ts'
import { print } from '../terminal.ts'

export function lsCommand(session: Session): Command {
  const command = newCommand(session, 'ls')
    .summary('list what a location holds')
    .description('Lists the spaces of a connection, or what a folder holds.')
    .argument('<location>', 'connection: for its spaces, connection:Space/folder, or a path on the server’s disk')
    .option(...jsonFlag)
    .action(session.act((location: string, flags: Flags) => ls(session, location, flags)))
  addExamples(command, {
    'gantry ls Procore:': 'The projects that a connection reaches',
    'gantry ls "Procore:Harbour Tower/Drawings"': 'A folder of one of them',
    'gantry ls -- -odd-name': 'A folder whose name begins with a dash',
  })
  return addSettings(command)
}

async function ls(session: Session, typed: string, flags: Flags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const pages = client.listEntries(locationFor(client.server, typed, terminal.folder))
  if (flags.json) await printList(terminal, 'entries', pages, (page) => page.entries)
  else for await (const { entries } of pages) await print(terminal, tableOf(terminal, columns, entries.map(rowOf)))
  return exitCodes.done
}

const columns = [
  { title: 'Kind' },
  { title: 'Size', align: 'right' },
  { title: 'Modified' },
  { title: 'Name', wraps: true },
] as const

function rowOf(entry: EntryView): string[] {
  const kind = entry.what ?? entry.kind
  const traits = entry.traits?.length ? ` (${entry.traits.join(', ')})` : ''
  const size = entry.size === undefined ? '–' : showBytes(entry.size)
  return [kind, size, showTime(entry.modifiedAt), `${entry.name}${entry.kind === 'folder' ? '/' : ''}${traits}`]
}
