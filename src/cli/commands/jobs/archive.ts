import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { harmless, print, printJson } from '../../terminal.ts'

export const archiveJobCommand = (session: Session) =>
  archiveCommand(session, {
    name: 'archive',
    summary: 'put a job away: it runs no more and is not listed',
    description:
      'Puts a job away: it runs no more, and lists show it only with --archived. Nothing of it is lost, and `gantry jobs ' +
      'restore` brings it back.',
    isArchived: true,
    told: 'is archived',
  })

export const restoreJobCommand = (session: Session) =>
  archiveCommand(session, {
    name: 'restore',
    summary: 'bring an archived job back',
    description: 'Brings an archived job back as it was; its schedule goes on from now.',
    isArchived: false,
    told: 'is back',
  })

interface Kind {
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly isArchived: boolean
  readonly told: string
}

function archiveCommand(session: Session, { name, summary, description, isArchived, told }: Kind): Command {
  const command = newCommand(session, name)
    .summary(summary)
    .description(description)
    .argument('<job>', 'its id')
    .option(...jsonFlag)
    .action(
      session.act(async (id: string, flags: Flags) => {
        const { terminal } = session
        const job = await clientOf(session, flags).changeJob(id, { isArchived })
        await (flags.json ? printJson(terminal, job) : print(terminal, `“${harmless(job.name)}” ${told}.`))
        return exitCodes.done
      }),
    )
  addExamples(command, { [`gantry jobs ${name} 3`]: 'The job of that id' })
  return addSettings(command)
}
