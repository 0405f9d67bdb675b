import type { Client } from './client.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { tableOf } from './table.ts'
import { print, printJson, tell, type Terminal } from './terminal.ts'

/** Tests a connection and prints how that went. */
export async function testAndTell(
  client: Client,
  connection: string,
  flags: { readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const test = await client.testConnection(connection)
  if (flags.json) await printJson(terminal, test)
  else {
    const rows = test.checks.map(({ outcome, name, sentence }) => [outcome, name, sentence])
    if (rows.length > 0) {
      await print(
        terminal,
        tableOf(terminal, [{ title: 'Outcome' }, { title: 'Check' }, { title: '', wraps: true }], rows),
      )
    }
    await (test.succeeded ? print : tell)(terminal, test.sentence)
  }
  if (test.succeeded) return exitCodes.done
  return test.connection.health === 'sign-in-needed' ? exitCodes.signInNeeded : exitCodes.failed
}
