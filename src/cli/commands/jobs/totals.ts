import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { exportFormats, type ExportFormat } from '#api/contract/exports.ts'
import { totalsBy, type TotalView } from '#api/contract/totals.ts'
import { showBytes, showCount } from '#toolkit/words.ts'
import { choice } from '../../choice.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { saveAs } from '../../save-as.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, tell } from '../../terminal.ts'

interface TotalsFlags extends Flags {
  readonly by: (typeof totalsBy)[number]
  readonly format: ExportFormat
  readonly output?: string
}

export function totalsCommand(session: Session): Command {
  const command = newCommand(session, 'totals')
    .summary('add up all runs of each job, mapping job or category')
    .description(
      'Adds up what all runs of each job have moved, verified and left; or of each mapping job with all that it has made, or of ' +
        'the jobs of each category.',
    )
    .addOption(choice('--by <what>', `one of: ${totalsBy.join(', ')}`, totalsBy).default('job'))
    .option('--output <file>', 'save it in a file; - prints it (default: a table is shown)')
    .addOption(choice('--format <format>', `of the file: ${exportFormats.join(', ')}`, exportFormats).default('csv'))
    .option(...jsonFlag)
    .action(session.act((flags: TotalsFlags) => totals(session, flags)))
  addExamples(command, {
    'gantry jobs totals --by category': 'A line for each category',
    'gantry jobs totals --format xlsx --output totals.xlsx': 'A workbook',
  })
  return addSettings(command)
}

async function totals(session: Session, flags: TotalsFlags) {
  const { terminal } = session
  const { by, format, output } = flags
  const client = clientOf(session, flags)
  if (output !== undefined) {
    const content = await client.exportTotals({ by, format })
    await (output === '-'
      ? pipeline(content, terminal.output, { end: false, signal: terminal.interrupted })
      : saveAs(output, terminal, content))
    return exitCodes.done
  }
  const answer = await client.showTotals({ by })
  if (flags.json) await printJson(terminal, answer)
  else if (answer.totals.length === 0) await tell(terminal, 'There is no job yet.')
  else await print(terminal, tableOf(terminal, columns, answer.totals.map(rowOf)))
  return exitCodes.done
}

const columns = [
  { title: 'Name', wraps: true },
  { title: 'Jobs', align: 'right' },
  { title: 'Runs', align: 'right' },
  { title: 'Items', align: 'right' },
  { title: 'Moved', align: 'right' },
  { title: 'Verified', align: 'right' },
  { title: 'Flagged', align: 'right' },
  { title: 'Ignored', align: 'right' },
] as const

function rowOf({ name, jobs, runs, moved, verified, flagged, ignored }: TotalView): string[] {
  const counts = [verified, flagged, ignored].map(showCount)
  return [name || '–', showCount(jobs), showCount(runs), showCount(moved.items), showBytes(moved.bytes), ...counts]
}
