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

export function listTokensCommand(session: Session): Command {
  const command = newCommand(session, 'list')
    .summary('list the API tokens of everyone')
    .description('Lists the API tokens that are not revoked, the newest first; never their texts.')
    .option(...textFlag('name'))
    .option(...jsonFlag)
    .action(session.act((flags: ListFlags) => listTokens(session, flags)))
  addExamples(command, { 'gantry tokens list': 'All of them' })
  return addSettings(command)
}

async function listTokens(session: Session, flags: ListFlags) {
  const { terminal } = session
  const pages = clientOf(session, flags).listTokens({ text: flags.text })
  if (flags.json) {
    await printList(terminal, 'tokens', pages, (page) => page.tokens)
    return exitCodes.done
  }
  const rows: string[][] = []
  for await (const { tokens } of pages) {
    for (const { id, name, hint, owner, role, permissions, expiresAt, usedAt } of tokens) {
      const may = role ?? permissions?.join(' ') ?? ''
      rows.push([id, name, `…${hint}`, owner?.name ?? '', may, showTime(expiresAt), showTime(usedAt)])
    }
  }
  if (rows.length > 0) await print(terminal, tableOf(terminal, columns, rows))
  else if (flags.text !== undefined) await tell(terminal, 'No API token is like that.')
  else await tell(terminal, 'There are no API tokens. Make one with: gantry tokens add NAME')
  return exitCodes.done
}

const columns = [
  { title: 'Id' },
  { title: 'Name', wraps: true },
  { title: 'Text' },
  { title: 'Owner', wraps: true },
  { title: 'May', wraps: true },
  { title: 'Ends' },
  { title: 'Used' },
] as const
