import type { Command } from 'commander'
import type { ConnectionView } from '#api/contract/connections.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { tableOf } from '../../table.ts'
import { print, printJson } from '../../terminal.ts'
import { tableOfChecks } from '../../test-connection.ts'

export function showConnectionCommand(session: Session): Command {
  const command = newCommand(session, 'show')
    .summary('show a connection and its last test')
    .description('Shows what is known of a connection, never its secrets, and what its last test looked at.')
    .argument('<connection>', 'its name or id')
    .option(...jsonFlag)
    .action(session.act((name: string, flags: Flags) => showConnection(session, name, flags)))
  addExamples(command, { 'gantry connections show Procore': 'The connection of that name' })
  return addSettings(command)
}

async function showConnection(session: Session, name: string, flags: Flags) {
  const { terminal } = session
  const connection = await clientOf(session, flags).showConnection(name)
  if (flags.json) {
    await printJson(terminal, connection)
    return exitCodes.done
  }
  await print(terminal, tableOf(terminal, [{ title: 'Of it' }, { title: '', wraps: true }], factsOf(connection)))
  const { lastTest } = connection
  if (!lastTest) return exitCodes.done
  await print(terminal, `\nLast test, ${showTime(lastTest.at)}:\n${tableOfChecks(terminal, lastTest.checks)}`)
  return exitCodes.done
}

function factsOf(connection: ConnectionView): string[][] {
  const { id, name, platform, account, way, client, settings, scopeNames, health } = connection
  const { healthReason, calls, jobs, addedBy } = connection
  return [
    ['Name', name],
    ['Id', id],
    ['Platform', platform.title],
    ...(account === undefined ? [] : [['Account', account]]),
    ['Signs in by', client === 'default' ? `${way}, with the app of this Gantry` : way],
    ...Object.entries(settings).map(([field, value]) => {
      const called = scopeNames?.[field]
      return [field, called === undefined ? value : `${called} (${value})`]
    }),
    ['Health', healthReason === undefined ? health : `${health}: ${healthReason}`],
    ['Jobs', String(jobs)],
    ...(calls?.left !== undefined && calls.limit !== undefined
      ? [['Calls left', `${calls.left} of ${calls.limit}`]]
      : []),
    ...(addedBy === undefined ? [] : [['Added by', addedBy.name]]),
    ['Added', showTime(connection.createdAt)],
  ]
}
