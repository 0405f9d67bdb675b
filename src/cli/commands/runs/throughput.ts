import type { Command } from 'commander'
import type { Throughput } from '#api/contract/runs.ts'
import { showBytes, showCount } from '#toolkit/words.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { tableOf } from '../../table.ts'
import { print, printJson } from '../../terminal.ts'

export function throughputCommand(session: Session): Command {
  const command = newCommand(session, 'throughput')
    .summary('show how far a run was at which time')
    .description(
      'Shows how many items a run had looked at and how much it had moved at which time, and when it waited.',
    )
    .argument('<run>', 'its id')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: Flags) => showThroughput(session, id, flags)))
  addExamples(command, { 'gantry runs throughput 12': 'The run of that id' })
  return addSettings(command)
}

async function showThroughput(session: Session, id: string, flags: Flags) {
  const { terminal } = session
  const throughput = await clientOf(session, flags).showThroughput(id)
  await (flags.json
    ? printJson(terminal, throughput)
    : print(terminal, tableOf(terminal, columns, throughput.samples.map(rowOf))))
  return exitCodes.done
}

const columns = [
  { title: 'At' },
  { title: 'State' },
  { title: 'Waits for' },
  { title: 'Items', align: 'right' },
  { title: 'Moved', align: 'right' },
] as const

function rowOf({ at, state, waiting, items, bytes }: Throughput['samples'][number]): string[] {
  return [showTime(at), state, waiting ?? '', showCount(items), showBytes(bytes)]
}
