import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { exportContents, exportFormats, type ExportContent, type ExportQuery } from '#api/contract/exports.ts'
import { itemStates } from '#api/contract/runs.ts'
import { choice } from '../../choice.ts'
import { exitCodes } from '../../exit-codes.ts'
import { usageFailure } from '../../failure.ts'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { saveAs } from '../../save-as.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'

interface ExportFlags extends Flags, ExportQuery {
  readonly what: ExportContent
  readonly output: string
}

export function exportRunCommand(session: Session): Command {
  const command = newCommand(session, 'export')
    .summary('save the items of a run, or what its folders hold, for other programs')
    .description(
      'Saves what became of the items of a run, or what each of its folders holds at the source and at the destination, as a ' +
        'table (csv), a workbook for Excel and its like (xlsx) or lines of JSON (jsonl). In csv an apostrophe stands before ' +
        'text that a spreadsheet would take for a formula.',
    )
    .argument('<run>', 'its id')
    .addOption(choice('--what <what>', `one of: ${exportContents.join(', ')}`, exportContents).default('items'))
    .addOption(choice('--format <format>', `one of: ${exportFormats.join(', ')}`, exportFormats).default('csv'))
    .option('--output <file>', 'save it in a file; - prints it', '-')
    .addOption(
      choice('--state <state>', `only items in one state: ${itemStates.join(', ')} (default: all)`, itemStates),
    )
    .option('--reason <reason>', 'only items with one reason, such as renamed (default: all)')
    .option('--text <words>', 'only items with these words in their path (default: all)')
    .action(session.act((id: string, flags: ExportFlags) => exportRun(session, id, flags)))
  addExamples(command, {
    'gantry runs export 12 --output items.csv': 'Every item',
    'gantry runs export 12 --what folders --format xlsx --output folders.xlsx':
      'For a hand-over: what each folder holds on both sides',
    "gantry runs export 12 --what flagged --format jsonl | jq -r '.source'": 'The paths of what needs a person',
  })
  return addSettings(command)
}

async function exportRun(session: Session, id: string, flags: ExportFlags) {
  const { terminal } = session
  const { what, format, state, reason, text, output } = flags
  if (output === '-' && format === 'xlsx' && terminal.output.isTTY) {
    throw usageFailure('A workbook cannot be shown here. Save it with: --output FILE')
  }
  const content = await clientOf(session, flags).exportRun(id, what, { format, state, reason, text })
  await (output === '-'
    ? pipeline(content, terminal.output, { end: false, signal: terminal.interrupted })
    : saveAs(output, terminal, content))
  return exitCodes.done
}
