import type { Command } from 'commander'
import type { ChangeWebhook, WebhookEvent } from '#api/contract/webhooks.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { removeAndTell, type RemoveFlags } from '../../remove.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { harmless, print, printJson } from '../../terminal.ts'
import { eventOption } from './add.ts'
import { dailyFlag, digestOf, timeZoneFlag, toldOf, weeklyFlag, type DigestFlags } from './digest.ts'

interface EditFlags extends Flags, DigestFlags {
  readonly atOnce?: true
  readonly url?: string
  readonly name?: string
  readonly event?: readonly WebhookEvent[]
}

export function editWebhookCommand(session: Session): Command {
  const command = newCommand(session, 'edit')
    .summary('change the address, name, events or digest of a webhook')
    .description('Changes what is given and leaves the rest as it is; the secret stays.')
    .argument('<webhook>', 'its id')
    .option('--url <url>', 'where to send to')
    .option('--name <name>', 'how it is called in lists')
    .addOption(eventOption('tell of this only; may be repeated'))
    .option(...dailyFlag)
    .option(...weeklyFlag)
    .option(...timeZoneFlag)
    .option('--at-once', 'no digest any more: tell of each thing at once')
    .option(...jsonFlag)
    .action(
      session.act((id: string, { url, name, event, daily, weekly, timeZone, atOnce, ...flags }: EditFlags) => {
        const digest = atOnce ? null : digestOf({ daily, weekly, timeZone })
        return change(session, id, flags, {
          ...(url !== undefined && { url }),
          ...(name !== undefined && { name }),
          ...(event && { events: [...event] }),
          ...(digest !== undefined && { digest }),
        })
      }),
    )
  addExamples(command, {
    'gantry webhooks edit 2 --event run.failed': 'Of failures only',
    'gantry webhooks edit 2 --daily 08:00 --time-zone Europe/Amsterdam': 'One e-mail a day',
  })
  return addSettings(command)
}

export const disableWebhookCommand = (session: Session) =>
  switchCommand(session, 'disable', 'send nothing to a webhook until it is enabled', true)

export const enableWebhookCommand = (session: Session) =>
  switchCommand(session, 'enable', 'send to a webhook again what happens from now on', false)

function switchCommand(session: Session, name: 'disable' | 'enable', does: string, isDisabled: boolean): Command {
  const command = newCommand(session, name)
    .summary(does)
    .description(`${does.charAt(0).toUpperCase()}${does.slice(1)}.`)
    .argument('<webhook>', 'its id')
    .option(...jsonFlag)
    .action(session.act((id: string, flags: Flags) => change(session, id, flags, { isDisabled })))
  addExamples(command, { [`gantry webhooks ${name} 2`]: 'The webhook of that id' })
  return addSettings(command)
}

async function change(session: Session, id: string, flags: Flags, wish: ChangeWebhook) {
  const webhook = await clientOf(session, flags).changeWebhook(id, wish)
  const { name, isDisabled } = webhook
  const what = isDisabled ? 'is disabled' : `is told of: ${toldOf(webhook)}`
  if (flags.json) await printJson(session.terminal, webhook)
  else await print(session.terminal, harmless(`Webhook ${webhook.id}, “${name}”, ${what}.`))
  return exitCodes.done
}

export function removeWebhookCommand(session: Session): Command {
  const command = newCommand(session, 'remove')
    .summary('remove a webhook')
    .description('Removes a webhook, its secret and the list of what was sent to it.')
    .argument('<webhook>', 'its id')
    .option('--yes', 'do not ask')
    .action(
      session.act(async (id: string, flags: RemoveFlags) => {
        const client = clientOf(session, flags)
        return removeAndTell(`webhook ${id}`, () => client.removeWebhook(id), flags, session.terminal)
      }),
    )
  addExamples(command, { 'gantry webhooks remove 2 --yes': 'Without a question, from a script' })
  return addSettings(command)
}
