import type { Command } from 'commander'
import { finish, type FinishFlags } from '../finish.ts'
import { addJobWish, jobWishOf, type WishFlags } from '../job-wish.ts'
import { addExamples, addSettings, newCommand } from '../new-command.ts'
import { clientOf, type Session } from '../session.ts'

interface CopyFlags extends WishFlags, FinishFlags {
  readonly simulate?: boolean
}

export function copyCommand(session: Session): Command {
  const command = newCommand(session, 'copy')
    .summary('copy a folder from one location to another')
    .description(
      'Copies what a folder holds into another folder. Makes a job of it, or takes the one that already has this source and ' +
        'destination, and starts a run: only what is new or has changed moves. A job that is there keeps its choices, its filters ' +
        'and its pace unless some of them are given, which then replace all of that kind.',
    )
    .option('--simulate', 'only plan, and report what a run would do')
    .option('--wait', 'show the progress and wait for the end')
    .action(
      session.act((source: string, destination: string, flags: CopyFlags) => copy(session, source, destination, flags)),
    )
  addJobWish(command)
  addExamples(command, {
    'gantry copy ./handover "Procore:Harbour Tower/Handover" --simulate --wait': 'See first what would happen',
    'gantry copy ./handover "Procore:Harbour Tower/Handover" --wait': 'Copy, and wait for the end',
    'gantry copy "Procore:Harbour Tower" /srv/archive --unsupported-names encode': 'The other way, with a choice',
    'gantry copy "Procore:Harbour Tower" /srv/archive --include "*.pdf" --exclude Old/': 'Only some of it',
  })
  return addSettings(command)
}

async function copy(session: Session, source: string, destination: string, flags: CopyFlags) {
  const { terminal } = session
  const client = clientOf(session, flags)
  const wish = jobWishOf({ source, destination }, flags, { server: client.server, folder: terminal.folder })
  const job = await client.addJob({ ...wish, reuse: true })
  const run = await client.startRun(job.id, Boolean(flags.simulate))
  return finish(client, run, flags, terminal)
}
