import type { Command } from 'commander'
import type { DeliveryView } from '#api/contract/webhooks.ts'
import { exitCodes } from '../../exit-codes.ts'
import { printList } from '../../json-list.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { showTime } from '../../show-time.ts'
import { tableOf } from '../../table.ts'
import { harmless, print, printJson } from '../../terminal.ts'

export function listDeliveriesCommand(session: Session): Command {
  const command = newCommand(session, 'deliveries')
    .summary('list what was sent to a webhook')
    .description('Lists the messages to a webhook, the newest first, and what became of each.')
    .argument('<webhook>', 'its id')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: Flags) => listDeliveries(session, id, flags)))
  addExamples(command, { 'gantry webhooks deliveries 2': 'Of the webhook of that id' })
  return addSettings(command)
}

export function resendDeliveryCommand(session: Session): Command {
  const command = newCommand(session, 'resend')
    .summary('send a message to a webhook again')
    .description('Sends a message again, under the same webhook-id, so that whoever has it already knows.')
    .argument('<delivery>', 'its id, from the list of deliveries')
    .option(...jsonFlag)
    .action(
      session.act(async (id: string, flags: Flags) => {
        const delivery = await clientOf(session, flags).resendDelivery(id)
        if (flags.json) await printJson(session.terminal, delivery)
        else await print(session.terminal, `Delivery ${delivery.id} is sent again.`)
        return exitCodes.done
      }),
    )
  addExamples(command, { 'gantry webhooks resend 71': 'The delivery of that id' })
  return addSettings(command)
}

export function testWebhookCommand(session: Session): Command {
  const command = newCommand(session, 'test')
    .summary('send a message to a webhook, to see whether it arrives')
    .description('Sends a message of type “test”. What becomes of it is in the list of deliveries.')
    .argument('<webhook>', 'its id')
    .option(...jsonFlag)
    .action(
      session.act(async (id: string, flags: Flags) => {
        const delivery = await clientOf(session, flags).testWebhook(id)
        const see = `See what becomes of it with: gantry webhooks deliveries ${id}`
        if (flags.json) await printJson(session.terminal, delivery)
        else await print(session.terminal, harmless(`Delivery ${delivery.id} is on its way. ${see}`))
        return exitCodes.done
      }),
    )
  addExamples(command, { 'gantry webhooks test 2': 'The webhook of that id' })
  return addSettings(command)
}

async function listDeliveries(session: Session, id: string, flags: Flags) {
  const { terminal } = session
  const pages = clientOf(session, flags).listDeliveries(id)
  if (flags.json) await printList(terminal, 'deliveries', pages, (page) => page.deliveries)
  else
    for await (const { deliveries } of pages)
      if (deliveries.length > 0) await print(terminal, tableOf(terminal, columns, deliveries.map(rowOf)))
  return exitCodes.done
}

const columns = [
  { title: 'Delivery' },
  { title: 'When' },
  { title: 'Told of' },
  { title: 'State' },
  { title: 'Attempts', align: 'right' },
  { title: 'Last answer', wraps: true },
] as const

function rowOf({ id, createdAt, event, state, attempts, status, failure }: DeliveryView): string[] {
  return [
    id,
    showTime(createdAt),
    event,
    state,
    String(attempts),
    failure ?? (status === undefined ? '–' : String(status)),
  ]
}
