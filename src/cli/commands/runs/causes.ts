import type { Command } from 'commander'
import type { FlaggedPage } from '#api/contract/flagged.ts'
import { showCount } from '#toolkit/words.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, tell, type Terminal } from '../../terminal.ts'

interface CauseFlags extends Flags {
  readonly text?: string
}

export function listCausesCommand(session: Session): Command {
  const command = newCommand(session, 'causes')
    .summary('list why items need a person, and what to do')
    .description('Lists the causes for which items are flagged, of one run or of all, each with what a person can do.')
    .argument('[run]', 'its id (default: of all runs)')
    .option('--text <words>', 'only items with these words in their path (default: all)')
    .option(...jsonFlag)
    .action(session.act((run: string | undefined, flags: CauseFlags) => listCauses(session, run, flags)))
  addExamples(command, {
    'gantry runs causes 12': 'Those of one run',
    'gantry runs causes': 'All that waits for a person',
  })
  return addSettings(command)
}

async function listCauses(session: Session, run: string | undefined, { text, ...flags }: CauseFlags) {
  const { terminal } = session
  const { reasons = [] } = await clientOf(session, flags).listFlagged({ run, text, limit: 1 })
  if (flags.json) await printJson(terminal, { causes: reasons })
  else if (reasons.length === 0) await tell(terminal, 'Nothing is flagged.')
  else await print(terminal, textOf(reasons, run, terminal))
  return exitCodes.done
}

function textOf(causes: NonNullable<FlaggedPage['reasons']>, run: string | undefined, terminal: Terminal): string {
  const table = tableOf(
    terminal,
    [
      { title: 'Items', align: 'right' },
      { title: 'Cause' },
      { title: 'Why', wraps: true },
      { title: 'What to do', wraps: true },
    ],
    causes.map(({ items, reason, words, remedy = '' }) => [showCount(items), reason, words, remedy]),
  )
  if (run === undefined) return table
  return `${table}\nThen: gantry runs retry ${run} --cause CAUSE, or: gantry runs ignore ${run} --cause CAUSE\n`
}
