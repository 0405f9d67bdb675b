import type { Command } from 'commander'
import type { FilterTrial } from '#api/contract/comparison.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addFilterFlags, filtersOf } from '../../filter-flags.ts'
import { locationFor } from '../../locations.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, type Terminal } from '../../terminal.ts'

export function tryFiltersCommand(session: Session): Command {
  const command = newCommand(session, 'try')
    .summary('show what filters would take of a folder')
    .description(
      'Looks at the first entries of a folder and says of each whether a job with these filters would take it, or which ' +
        'filter leaves it out. Nothing is copied.',
    )
    .argument('<source>', 'connection:Space/folder, or a path on the server’s disk')
    .option(...jsonFlag)
    .action(session.act((source: string, flags: Flags) => tryFilters(session, source, flags)))
  addExamples(command, {
    'gantry jobs try "Procore:Harbour Tower/Drawings" --include "*.pdf" --exclude Old/': 'Before a job is made',
  })
  return addSettings(addFilterFlags(command))
}

async function tryFilters(session: Session, source: string, flags: Flags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const location = locationFor(client.server, source, terminal.folder)
  const trial = await client.tryFilters({ location, filters: filtersOf(flags) })
  await (flags.json ? printJson(terminal, trial) : print(terminal, textOf(trial, terminal)))
  return exitCodes.done
}

function textOf({ entries, taken, leftOut, isCut }: FilterTrial, terminal: Terminal): string {
  const columns = [{ title: '' }, { title: 'Path', wraps: true }, { title: 'Why', wraps: true }] as const
  const rows = entries.map(({ path, kind, isTaken, sentence }) => [
    isTaken ? 'taken' : 'left out',
    path + (kind === 'folder' ? '/' : ''),
    sentence,
  ])
  const more = isCut ? ' There is more; this much is looked at.' : ''
  return `${rows.length === 0 ? '' : `${tableOf(terminal, columns, rows)}\n`}${taken} taken, ${leftOut} left out.${more}`
}
