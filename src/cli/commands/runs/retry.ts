import type { Command } from 'commander'
import type { RetriedItems } from '#api/contract/flagged.ts'
import { counted } from '#toolkit/words.ts'
import { choice } from '../../choice.ts'
import { exitCodes } from '../../exit-codes.ts'
import { CommandFailure } from '../../failure.ts'
import { finish, type FinishFlags } from '../../finish.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Session } from '../../session.ts'
import { print, printJson } from '../../terminal.ts'
import { addWhichItems, whichItems, type WhichFlags } from '../../which-items.ts'

interface RetryFlags extends WhichFlags, Pick<FinishFlags, 'wait'> {
  readonly state: 'flagged' | 'ignored'
}

export function retryItemsCommand(session: Session): Command {
  const command = addWhichItems(newCommand(session, 'retry'))
    .summary('try flagged items of a run again')
    .description(
      'Starts a run that looks at flagged items only. They stay flagged until it has come to them. With --state ignored it ' +
        'takes those that somebody has decided to leave.',
    )
    .addOption(
      choice('--state <state>', 'flagged, or ignored: those that somebody has decided to leave', [
        'flagged',
        'ignored',
      ]).default('flagged'),
    )
    .option('--wait', 'show the progress and wait for the end')
    .option(...jsonFlag)
    .action(session.act((run: string, flags: RetryFlags) => retry(session, run, flags)))
  addExamples(command, {
    'gantry runs retry 12 --cause unreadable --wait': 'All of one cause, and wait for the end',
    'gantry runs retry 12 --item "Plans/A-101.pdf"': 'One item',
  })
  return addSettings(command)
}

async function retry(session: Session, run: string, flags: RetryFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const answer = await client.retryItems({ ...whichItems(run, flags), state: flags.state })
  const [begun] = answer.runs
  if (flags.wait && begun) return finish(client, await client.showRun(begun.run), flags, terminal)
  if (flags.json) await printJson(terminal, answer)
  else await print(terminal, sentenceOf(answer))
  return exitCodes.done
}

function sentenceOf({ items, runs: [begun], held: [held] }: RetriedItems): string {
  if (held) throw new CommandFailure(held.sentence)
  if (!begun) return 'No item is like that, so nothing is tried again.'
  return `${counted(items, 'item')} tried again in run ${begun.run}.\nWatch it with: gantry runs watch ${begun.run}`
}
