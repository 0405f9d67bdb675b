import type { Command } from 'commander'
import type { ScopeChoices } from '#api/contract/connections.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { print, printJson, tell } from '../../terminal.ts'

export function listChoicesCommand(session: Session): Command {
  const command = newCommand(session, 'choices')
    .summary('list what a connection can be narrowed to')
    .description(
      'Asks the platform which companies, projects and the like the account of a connection sees. ' +
        '`gantry connections edit` narrows it to one of them.',
    )
    .argument('<connection>', 'its name or id')
    .option(...jsonFlag)
    .action(session.act((name: string, flags: Flags) => listChoices(session, name, flags)))
  addExamples(command, {
    'gantry connections choices Procore': 'Companies and projects, with their ids',
    'gantry connections edit Procore --set company=4264590': 'Narrowed to one of them',
  })
  return addSettings(command)
}

async function listChoices(session: Session, name: string, flags: Flags) {
  const { terminal } = session
  const { fields } = await clientOf(session, flags).listChoices(name)
  if (flags.json) await printJson(terminal, { fields })
  else if (fields.length > 0) await print(terminal, tableOf(terminal, columns, fields.flatMap(rowsOf)))
  else await tell(terminal, `“${name}” cannot be narrowed: its platform has nothing to choose from.`)
  return exitCodes.done
}

const columns = [{ title: 'Field' }, { title: 'Value' }, { title: 'Name', wraps: true }, { title: 'Now' }] as const

/** The empty value first. What lies within something else is told with its name and its value. */
function rowsOf({ id, all, chosen = '', choices }: ScopeChoices['fields'][number]): string[][] {
  return [{ value: '', label: all, within: {} }, ...choices].map(({ value, label, within }) => {
    const outer = Object.entries(within).map(([field, of]) => `${field} ${of}`)
    return [id, value, outer.length > 0 ? `${label} (${outer.join(', ')})` : label, value === chosen ? 'chosen' : '']
  })
}
