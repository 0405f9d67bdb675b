import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import type { ChildrenPage, ChildView } from '#api/contract/children.ts'
import { exportFormats, type ExportFormat } from '#api/contract/exports.ts'
import { counted, showBytes, showCount } from '#toolkit/words.ts'
import { choice } from '../../choice.ts'
import { exitCodes } from '../../exit-codes.ts'
import { printList } from '../../json-list.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { saveAs } from '../../save-as.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { print, tell } from '../../terminal.ts'

interface ChildrenFlags extends Flags {
  readonly format: ExportFormat
  readonly output?: string
}

export function listChildrenCommand(session: Session): Command {
  const command = newCommand(session, 'children')
    .summary('list the jobs that a mapping job has made')
    .description('Lists the jobs that a mapping job has made, each with its last run and what its runs have done.')
    .argument('<job>', 'its id')
    .option('--output <file>', 'save it in a file; - prints it (default: a table is shown)')
    .addOption(choice('--format <format>', `of the file: ${exportFormats.join(', ')}`, exportFormats).default('csv'))
    .option(...jsonFlag)
    .action(session.act((job: string, flags: ChildrenFlags) => children(session, job, flags)))
  addExamples(command, {
    'gantry jobs children 3': 'What that job has made, and how each stands',
    'gantry jobs children 3 --format xlsx --output projects.xlsx': 'A workbook',
  })
  return addSettings(command)
}

async function children(session: Session, job: string, flags: ChildrenFlags) {
  const { terminal } = session
  const { format, output } = flags
  const client = clientOf(session, flags)
  if (output !== undefined) {
    const content = await client.exportChildren(job, format)
    await (output === '-'
      ? pipeline(content, terminal.output, { end: false, signal: terminal.interrupted })
      : saveAs(output, terminal, content))
    return exitCodes.done
  }
  const pages = client.listChildren(job)
  if (flags.json) await printList(terminal, 'children', pages, (page) => page.children)
  else {
    let sums: ChildrenPage['sums'] | undefined
    for await (const page of pages) {
      sums = page.sums
      if (page.children.length > 0) await print(terminal, tableOf(terminal, columns, page.children.map(rowOf)))
    }
    await tell(
      terminal,
      sums && sums.jobs > 0 ? sentenceOf(sums) : `It has made no job yet. Run it: gantry jobs run ${job}`,
    )
  }
  return exitCodes.done
}

function sentenceOf({ jobs, left, moved, verified, flagged }: ChildrenPage['sums']): string {
  const gone = left === 0 ? '' : `, ${showCount(left)} of them not found at the last look`
  const items = `${counted(moved.items, 'item')} moved (${showBytes(moved.bytes)})`
  return `${counted(jobs, 'job')}${gone}: ${items}, ${showCount(verified)} verified, ${showCount(flagged)} flagged now.`
}

const columns = [
  { title: 'Job' },
  { title: 'Name', wraps: true },
  { title: 'Source', wraps: true },
  { title: 'Destination', wraps: true },
  { title: 'Last run' },
  { title: 'Moved', align: 'right' },
  { title: 'Flagged', align: 'right' },
] as const

function rowOf({ job, name, source, destination, lastRun, left, moved, flagged }: ChildView): string[] {
  const last = left ? 'not found' : lastRun ? `${lastRun.id} ${lastRun.state}` : '–'
  return [job, name, source, destination, last, showBytes(moved.bytes), showCount(flagged)]
}
