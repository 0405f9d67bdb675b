import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, newCommand } from '../../new-command.ts'
import { saveAs } from '../../save-as.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { print, tell } from '../../terminal.ts'

interface ReportFlags extends Flags {
  readonly save?: string
  readonly savePdf?: string
  readonly saveProof?: string
}

export function reportCommand(session: Session): Command {
  const command = newCommand(session, 'report')
    .summary('tell where the report and the proof are, or save them')
    .description('Prints the paths of report and proof on the server’s disk, or saves copies of them here.')
    .argument('<run>', 'its id')
    .option('--save <file>', 'save the report, a web page, in a file (default: only its path is printed)')
    .option('--save-pdf <file>', 'save the report as a PDF, where the server has Chromium (default: none is made)')
    .option('--save-proof <file>', 'save the proof in a file (default: only its path is printed)')
    .action(session.act((id: string, flags: ReportFlags) => report(session, id, flags)))
  addExamples(command, {
    'gantry runs report 12': 'Where they are',
    'gantry runs report 12 --save-pdf report.pdf --save-proof proof.jsonl': 'Copies of both, for example to hand over',
  })
  return addSettings(command)
}

async function report(session: Session, id: string, { save, savePdf, saveProof, ...flags }: ReportFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  if (save !== undefined) await saveAs(save, terminal, await client.readReport(id))
  if (savePdf !== undefined) await saveAs(savePdf, terminal, await client.printReport(id))
  if (saveProof !== undefined) await saveAs(saveProof, terminal, await client.readProof(id))
  if ([save, savePdf, saveProof].some((file) => file !== undefined)) return exitCodes.done
  const run = await client.showRun(id)
  if (run.report === undefined && run.proof === undefined) {
    await tell(terminal, `Run ${run.id} is ${run.state}: report and proof are written once a run is complete.`)
    return exitCodes.failed
  }
  await print(terminal, [run.report, run.proof].filter((path) => path !== undefined).join('\n'))
  return exitCodes.done
}
