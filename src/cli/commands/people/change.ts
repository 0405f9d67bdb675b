import type { Command } from 'commander'
import type { ChangePerson } from '#api/contract/people.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { print, printJson } from '../../terminal.ts'

interface Act {
  readonly name: 'disable' | 'enable'
  readonly does: string
  readonly change: ChangePerson
  readonly done: string
}

export const disablePersonCommand = (session: Session) =>
  changeCommand(session, {
    name: 'disable',
    does: 'let somebody in no more: sessions end, API tokens are worth nothing',
    change: { isDisabled: true },
    done: 'can sign in no more',
  })

export const enablePersonCommand = (session: Session) =>
  changeCommand(session, {
    name: 'enable',
    does: 'let somebody in again',
    change: { isDisabled: false },
    done: 'can sign in again',
  })

function changeCommand(session: Session, { name, does, change, done }: Act): Command {
  const command = newCommand(session, name)
    .summary(does)
    .description(`${does.charAt(0).toUpperCase()}${does.slice(1)}.`)
    .argument('<person>', 'their id, as `gantry people list` shows it')
    .option(...jsonFlag)
    .action(
      session.act(async (id: string, flags: Flags & { readonly json?: boolean }) => {
        const person = await clientOf(session, flags).changePerson(id, change)
        if (flags.json) await printJson(session.terminal, person)
        else await print(session.terminal, `${person.name} ${done}.`)
        return exitCodes.done
      }),
    )
  addExamples(command, { [`gantry people ${name} 3`]: 'The person with this id' })
  return addSettings(command)
}
