import type { Command } from 'commander'
import type { RunOverview } from '#api/contract/exports.ts'
import { showBytes, showCount } from '#toolkit/words.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, type Terminal } from '../../terminal.ts'

export function overviewCommand(session: Session): Command {
  const command = newCommand(session, 'overview')
    .summary('show the files of a run by type, size and age')
    .description(
      'Shows how many files a run has seen of each type, size and age; of a simulation, those that a run would copy or leave. ' +
        'It is there from the end of the run.',
    )
    .argument('<run>', 'its id')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: Flags) => showOverview(session, id, flags)))
  addExamples(command, { 'gantry runs overview 12': 'The run of that id' })
  return addSettings(command)
}

async function showOverview(session: Session, id: string, flags: Flags) {
  const { terminal } = session
  const overview = await clientOf(session, flags).showRunOverview(id)
  await (flags.json ? printJson(terminal, overview) : print(terminal, textOf(overview, terminal)))
  return exitCodes.done
}

function textOf({ types, sizes, ages }: RunOverview, terminal: Terminal): string {
  if (types.length === 0) return 'There is no file in it.'
  return [tableFor('Type', types, terminal), tableFor('Size', sizes, terminal), tableFor('Age', ages, terminal)].join(
    '\n',
  )
}

function tableFor(title: string, shares: RunOverview['types'], terminal: Terminal): string {
  return tableOf(
    terminal,
    [
      { title },
      { title: 'Files', align: 'right' },
      { title: 'Content', align: 'right' },
      { title: 'Flagged', align: 'right' },
    ],
    shares.map(({ words, files, bytes, flagged }) => [words, showCount(files), showBytes(bytes), showCount(flagged)]),
  )
}
