import type { Command } from 'commander'
import { webhookEvents, type WebhookEvent } from '#api/contract/webhooks.ts'
import { choice } from '../../choice.ts'
import { exitCodes } from '../../exit-codes.ts'
import { addExamples, addSettings, jsonFlag, newCommand } from '../../new-command.ts'
import { clientOf, type Flags, type Session } from '../../session.ts'
import { harmless, print, printJson } from '../../terminal.ts'
import { dailyFlag, digestOf, timeZoneFlag, toldOf, weeklyFlag, type DigestFlags } from './digest.ts'

interface AddFlags extends Flags, DigestFlags {
  readonly name?: string
  readonly event?: readonly WebhookEvent[]
}

const words = Object.keys(webhookEvents)

export function addWebhookCommand(session: Session): Command {
  const command = newCommand(session, 'add')
    .summary('tell an address of what happens')
    .description(
      'Sends a signed message (Standard Webhooks) to an address when a run ends, fails or needs a person, or a connection needs ' +
        'a sign-in. Prints the secret by which whoever receives it checks the signature; it is not shown again. To an e-mail ' +
        'address it sends an e-mail, where the settings name a mail server.',
    )
    .argument('<url>', 'where to send to: https://…, or mailto:… for an e-mail')
    .option('--name <name>', 'how it is called in lists (default: the host or e-mail address)')
    .addOption(eventOption('tell of this only; may be repeated (default: of all)'))
    .option(...dailyFlag)
    .option(...weeklyFlag)
    .option(...timeZoneFlag)
    .option(...jsonFlag)
    .action(session.act((url: string, flags: AddFlags) => addWebhook(session, url, flags)))
  addExamples(command, {
    'gantry webhooks add mailto:ada@example.org --event run.failed': 'Of failures, by e-mail',
    'gantry webhooks add mailto:ada@example.org --weekly "mon 08:00" --time-zone Europe/Amsterdam':
      'One e-mail a week, and what waits for somebody at once',
    'gantry webhooks add https://hooks.example.org/gantry': 'Of everything',
    'gantry webhooks add https://hooks.example.org/gantry --event run.failed --event run.flagged':
      'What needs somebody',
  })
  return addSettings(command)
}

/** An event; given again, one more. */
export function eventOption(sentence: string) {
  const option = choice('--event <event>', `${sentence}: ${words.join(', ')}`, words)
  const { parseArg } = option
  return option.argParser((word: string, before: readonly string[] = []) => {
    const checked: unknown = parseArg?.(word, undefined)
    return [...before, String(checked)]
  })
}

async function addWebhook(session: Session, url: string, { name, event, daily, weekly, timeZone, ...flags }: AddFlags) {
  const { terminal } = session
  const digest = digestOf({ daily, weekly, timeZone })
  const wish = {
    url,
    ...(name !== undefined && { name }),
    ...(event && { events: [...event] }),
    ...(digest && { digest }),
  }
  const made = await clientOf(session, flags).addWebhook(wish)
  if (flags.json) await printJson(terminal, made)
  else {
    const { webhook, secret } = made
    const lines = [
      harmless(`Webhook ${webhook.id}, “${webhook.name}”, is told of: ${toldOf(webhook)}.`),
      ...(secret === undefined ? [] : [`Its secret, shown this once: ${secret}`]),
      `Try it with: gantry webhooks test ${webhook.id}`,
    ]
    await print(terminal, lines.join('\n'))
  }
  return exitCodes.done
}
