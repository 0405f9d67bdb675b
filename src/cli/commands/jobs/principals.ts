import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { exportFormats, type ExportFormat } from '#api/contract/exports.ts'
import { leftBehind, principalStates, type PrincipalPage, type PrincipalView } from '#api/contract/principals.ts'
import { counted, showCount } from '#toolkit/words.ts'
import { choice } from '../../choice.ts'
import { exitCodes } from '../../exit-codes.ts'
import { printList } from '../../json-list.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { saveAs } from '../../save-as.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { print, tell } from '../../terminal.ts'

interface PrincipalFlags extends Flags {
  readonly state?: PrincipalView['state']
  readonly format: ExportFormat
  readonly output?: string
}

export function listPrincipalsCommand(session: Session): Command {
  const command = newCommand(session, 'principals')
    .summary('list who has permissions at the source of a job, or owns something there')
    .description(
      'Lists the people and groups that have permissions at the source of a job or own something there, as its last run or simulation has met them, and ' +
        'who they are at its destination. A job that goes both ways meets also those of the destination who are nobody of the source.',
    )
    .argument('<job>', 'its id')
    .addOption(choice('--state <state>', `only these: ${principalStates.join(', ')} (default: all)`, principalStates))
    .option('--output <file>', 'save the table in a file; - prints it (default: it is shown)')
    .addOption(choice('--format <format>', `of the file: ${exportFormats.join(', ')}`, exportFormats).default('csv'))
    .option(...jsonFlag)
    .action(session.act((job: string, flags: PrincipalFlags) => principals(session, job, flags)))
  addExamples(command, {
    'gantry jobs principals 3 --state unmapped': 'Whose permissions and files stay behind',
    'gantry jobs principals 3 --output people.csv': 'To be filled in, and given to `gantry jobs map`',
  })
  return addSettings(command)
}

async function principals(session: Session, job: string, { state, format, output, ...flags }: PrincipalFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  if (output !== undefined) {
    const content = await client.exportPrincipals(job, format)
    await (output === '-'
      ? pipeline(content, terminal.output, { end: false, signal: terminal.interrupted })
      : saveAs(output, terminal, content))
    return exitCodes.done
  }
  const pages = client.listPrincipals(job, { ...(state && { state }) })
  if (flags['json']) await printList(terminal, 'principals', pages, (page) => page.principals)
  else {
    let sums: PrincipalPage['sums'] | undefined
    for await (const page of pages) {
      sums = page.sums
      if (page.principals.length > 0) await print(terminal, tableOf(terminal, columns, page.principals.map(rowOf)))
    }
    await tell(terminal, sums && sums.all > 0 ? sentenceOf(sums) : noneMet)
  }
  return exitCodes.done
}

const noneMet =
  'No run of the job has met anybody yet: it carries permissions and owners when its choices “permissions” and “owners” say so.'

function sentenceOf(sums: PrincipalPage['sums']): string {
  const met = counted(sums.all, 'principal')
  if (sums.unmapped === 0) return `${met}, all of them mapped or left out.`
  return `${met}; ${showCount(sums.unmapped)} not mapped, which leaves ${leftBehind(sums)} behind.`
}

const columns = [
  { title: 'Side' },
  { title: 'Id' },
  { title: 'Kind' },
  { title: 'Name', wraps: true },
  { title: 'E-mail', wraps: true },
  { title: 'Permissions', align: 'right' },
  { title: 'Owned', align: 'right' },
  { title: 'State' },
  { title: 'On the other side' },
] as const

function rowOf({ side, id, kind, name, email, grants, owned, state, to }: PrincipalView): string[] {
  const other = to ?? (state === 'mapped' ? 'by e-mail' : '–')
  return [side, id, kind, name, email ?? '–', showCount(grants), showCount(owned), state, other]
}
