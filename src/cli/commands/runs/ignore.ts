import type { Command } from 'commander'
import { counted } from '#toolkit/words.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Session } from '../../session.ts'
import { print, printJson } from '../../terminal.ts'
import { addWhichItems, whichItems, type WhichFlags } from '../../which-items.ts'

export function ignoreItemsCommand(session: Session): Command {
  const command = addWhichItems(newCommand(session, 'ignore'))
    .summary('leave flagged items of a run as they are')
    .description(
      'Leaves flagged items as they are, in later runs too, until `gantry runs retry RUN --state ignored` has them tried ' +
        'again. Nothing is deleted.',
    )
    .option(...jsonFlag)
    .action(session.act((run: string, flags: WhichFlags) => ignore(session, run, flags)))
  addExamples(command, {
    'gantry runs ignore 12 --cause restricted-type': 'All of one cause',
    'gantry runs ignore 12 --text "Old drawings"': 'All with these words in their path',
  })
  return addSettings(command)
}

async function ignore(session: Session, run: string, flags: WhichFlags) {
  const { terminal } = session
  const answer = await clientOf(session, flags).ignoreItems(whichItems(run, flags))
  await (flags.json ? printJson(terminal, answer) : print(terminal, `Ignored: ${counted(answer.items, 'item')}.`))
  return exitCodes.done
}
