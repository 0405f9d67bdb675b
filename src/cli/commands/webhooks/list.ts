import type { Command } from 'commander'
import type { WebhookView } from '#api/contract/webhooks.ts'
import { exitCodes } from '../../exit-codes.ts'
import { printList } from '../../json-list.ts'
import { addExamples, addSettings, jsonFlag, newCommand, textFlag } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { tableOf } from '../../table.ts'
import { print, tell } from '../../terminal.ts'
import { toldOf } from './digest.ts'

interface ListFlags extends Flags {
  readonly text?: string
}

export function listWebhooksCommand(session: Session): Command {
  const command = newCommand(session, 'list')
    .summary('list the webhooks')
    .description('Lists the addresses that are told of what happens.')
    .option(...textFlag('name or address'))
    .option(...jsonFlag)
    .action(session.act((flags: ListFlags) => listWebhooks(session, flags)))
  addExamples(command, { 'gantry webhooks list': 'All of them' })
  return addSettings(command)
}

async function listWebhooks(session: Session, flags: ListFlags) {
  const { terminal } = session
  const pages = clientOf(session, flags).listWebhooks({ text: flags.text })
  if (flags.json) {
    await printList(terminal, 'webhooks', pages, (page) => page.webhooks)
    return exitCodes.done
  }
  const rows: string[][] = []
  for await (const { webhooks } of pages) rows.push(...webhooks.map(rowOf))
  if (rows.length > 0) await print(terminal, tableOf(terminal, columns, rows))
  else if (flags.text !== undefined) await tell(terminal, 'No webhook is like that.')
  else await tell(terminal, 'There are no webhooks. Add one with: gantry webhooks add URL')
  return exitCodes.done
}

const columns = [
  { title: 'Webhook' },
  { title: 'Name', wraps: true },
  { title: 'Address', wraps: true },
  { title: 'Told of', wraps: true },
  { title: 'State', wraps: true },
] as const

function rowOf(webhook: WebhookView): string[] {
  const { id, name, url, isDisabled, disabledBecause } = webhook
  return [id, name, url, toldOf(webhook), isDisabled ? (disabledBecause ?? 'disabled') : 'enabled']
}
