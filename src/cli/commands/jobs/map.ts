import type { Command } from 'commander'
import type { MappedPrincipals } from '#api/contract/principals.ts'
import { counted } from '#toolkit/words.ts'
import { exitCodes } from '../../exit-codes.ts'
import { usageFailure } from '../../failure.ts'
import { textIn } from '../../given-file.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { print, printJson } from '../../terminal.ts'

interface MapFlags extends Flags {
  readonly from?: string
  readonly leaveOut?: boolean
  readonly forget?: boolean
}

export function mapPrincipalsCommand(session: Session): Command {
  const command = newCommand(session, 'map')
    .summary('say who of a job’s source is who at its destination')
    .description(
      'Says who somebody of the source is at the destination, for all jobs between the same two connections. It counts from the ' +
        'next run on, which moves no content for it. See who is to be mapped: gantry jobs principals',
    )
    .argument('<job>', 'its id')
    .argument('[source]', 'the id of a person or group at the source')
    .argument('[destination]', 'their id or e-mail address at the destination')
    .option(
      '--from <file>',
      'many at once: a table in CSV as `gantry jobs principals --output` writes it (default: none)',
    )
    .option('--leave-out', 'what they have stays behind on purpose')
    .option('--forget', 'take what was said of them away')
    .option(...jsonFlag)
    .action(
      session.act((job: string, source: string | undefined, destination: string | undefined, flags: MapFlags) =>
        map(session, job, { source, destination }, flags),
      ),
    )
  addExamples(command, {
    'gantry jobs map 3 u-1207 ada@example.org': 'One person, by the e-mail address at the destination',
    'gantry jobs map 3 g-site --leave-out': 'A group that has no counterpart',
    'gantry jobs map 3 --from people.csv': 'A whole table',
  })
  return addSettings(command)
}

interface Pair {
  readonly source: string | undefined
  readonly destination: string | undefined
}

async function map(session: Session, job: string, pair: Pair, flags: MapFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const counts =
    flags.from === undefined
      ? await client.mapPrincipals(job, { rows: [rowOf(pair, flags)] })
      : await client.importPrincipals(job, await textIn(flags.from, terminal))
  if (flags.json) await printJson(terminal, counts)
  else await print(terminal, sentenceOf(counts))
  return exitCodes.done
}

function rowOf({ source, destination }: Pair, { leaveOut, forget }: MapFlags) {
  if (source === undefined) throw usageFailure('Say whom to map, or give a table: --from people.csv')
  if (leaveOut) return { source, destination: null }
  if (forget) return { source, destination: '' }
  if (destination === undefined) {
    throw usageFailure(`Say who “${source}” is at the destination, or --leave-out, or --forget.`)
  }
  return { source, destination }
}

function sentenceOf({ mapped, leftOut, removed }: MappedPrincipals): string {
  const parts = [
    mapped > 0 && `${counted(mapped, 'principal')} mapped`,
    leftOut > 0 && `${leftOut} left out`,
    removed > 0 && `${removed} forgotten`,
  ]
  return `${parts.filter((part) => part !== false).join(', ')}. It counts from the next run on.`
}
