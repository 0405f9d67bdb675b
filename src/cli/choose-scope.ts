import type { ConnectionView } from '#api/contract/connections.ts'
import type { Client } from './client.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { askChoice } from './prompts.ts'
import { print, tell, type Terminal } from './terminal.ts'
import { testAndTell } from './test-connection.ts'

/**
 * Asks what of all that a connection sees it is to be narrowed to, such as a company and a project; keeps the answers and
 * tests it again. Asks nothing where it cannot be narrowed.
 */
export async function chooseScope(
  client: Client,
  { id, name, settings }: Pick<ConnectionView, 'id' | 'name' | 'settings'>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { fields } = await client.listChoices(id)
  const chosen: Record<string, string> = {}
  for (const field of fields) {
    const choices = field.choices.filter(({ within }) =>
      Object.entries(within).every(([outer, value]) => (chosen[outer] ?? '') === '' || chosen[outer] === value),
    )
    if (choices.length === 0) continue
    const value = await askChoice({ ...field, choices }, terminal)
    Object.assign(chosen, choices.find((choice) => choice.value === value)?.within, { [field.id]: value })
  }
  const values = Object.fromEntries(
    Object.entries(chosen).filter(([field, value]) => value !== (settings[field] ?? '')),
  )
  if (Object.keys(values).length === 0) {
    if (fields.length > 0) await tell(terminal, `“${name}” stays as it is.`)
    return exitCodes.done
  }
  await print(terminal, (await client.changeConnection(id, { values })).sentence)
  return testAndTell(client, id, {}, terminal)
}
