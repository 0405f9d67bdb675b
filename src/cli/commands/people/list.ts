import type { Command } from 'commander'
import { exitCodes } from '../../exit-codes.ts'
import { printList } from '../../json-list.ts'
import { addExamples, addSettings, jsonFlag, newCommand, textFlag } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { tableOf } from '../../table.ts'
import { print, tell } from '../../terminal.ts'

interface ListFlags extends Flags {
  readonly text?: string
}

export function listPeopleCommand(session: Session): Command {
  const command = newCommand(session, 'list')
    .summary('list who can sign in')
    .description('Lists people with their roles, and when each signed in last.')
    .option(...textFlag('name or e-mail address'))
    .option(...jsonFlag)
    .action(session.act((flags: ListFlags) => listPeople(session, flags)))
  addExamples(command, { 'gantry people list': 'Everybody' })
  return addSettings(command)
}

async function listPeople(session: Session, flags: ListFlags) {
  const { terminal } = session
  const pages = clientOf(session, flags).listPeople({ text: flags.text })
  if (flags.json) {
    await printList(terminal, 'people', pages, (page) => page.people)
    return exitCodes.done
  }
  const rows: string[][] = []
  for await (const { people } of pages) {
    for (const one of people) {
      const state = one.isDisabled ? 'disabled' : 'active'
      const way = one.isLinked ? 'linked' : '–'
      rows.push([one.id, one.name, one.email, one.role, state, way, showTime(one.lastSignInAt)])
    }
  }
  if (rows.length > 0) await print(terminal, tableOf(terminal, columns, rows))
  else if (flags.text !== undefined) await tell(terminal, 'Nobody is like that.')
  else await tell(terminal, 'Nobody is there yet. The link that `gantry serve` shows at its start makes the first one.')
  return exitCodes.done
}

const columns = [
  { title: 'Id' },
  { title: 'Name', wraps: true },
  { title: 'E-mail', wraps: true },
  { title: 'Role' },
  { title: 'State' },
  { title: 'Single sign-on' },
  { title: 'Signed in' },
] as const
