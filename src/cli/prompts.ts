import { autocomplete, confirm, isCancel, password, select, text } from '@clack/prompts'
import type { ScopeChoices } from '#api/contract/connections.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailure } from './failure.ts'
import type { Terminal } from './terminal.ts'

type Way = PlatformView['ways'][number]
type Field = Way['fields'][number]

/** Asks for one field. What is typed for a secret is not shown. */
export async function askField(field: Field, terminal: Terminal): Promise<string> {
  const offered = field.choices?.map(({ label, value }) => `\n  ${label}: ${value}`).join('') ?? ''
  const message = `${field.label}${field.isRequired ? '' : ' (may stay empty)'}: ${field.help}${offered}`
  const validate = (value: string | undefined) =>
    field.isRequired && !value && !field.suggestion ? `${field.label} is needed.` : undefined
  const answer =
    field.kind === 'secret'
      ? await password({ message, validate, ...streamsOf(terminal) })
      : await text({
          message,
          validate,
          ...(field.suggestion !== undefined && { placeholder: field.suggestion, defaultValue: field.suggestion }),
          ...streamsOf(terminal),
        })
  return given(answer) ?? ''
}

export async function askWay(platform: PlatformView, terminal: Terminal): Promise<string> {
  const options = platform.ways.map((way) => ({ value: way.id, label: way.label, hint: way.help }))
  return given(await select({ message: `How to sign in with ${platform.title}?`, options, ...streamsOf(terminal) }))
}

/** Asks for one of what a connection can be narrowed to, the letters typed so far narrowing the list; empty is all of them. */
export async function askChoice(field: ScopeChoices['fields'][number], terminal: Terminal): Promise<string> {
  const { label, all, chosen = '', choices } = field
  const options = [{ value: '', label: all }, ...choices.map((one) => ({ value: one.value, label: one.label }))]
  const ask = { message: `${label}?`, options, initialValue: chosen, maxItems: 12, ...streamsOf(terminal) }
  return given(await autocomplete(ask))
}

export async function askWhether(message: string, terminal: Terminal): Promise<boolean> {
  return given(await confirm({ message, initialValue: false, ...streamsOf(terminal) }))
}

function streamsOf({ input, errors, interrupted }: Terminal) {
  return { input, output: errors, signal: interrupted }
}

function given<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (!isCancel(answer)) return answer as Exclude<Answer, symbol>
  throw new CommandFailure('Nothing was changed.', exitCodes.failed)
}
