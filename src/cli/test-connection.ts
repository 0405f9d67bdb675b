import type { ConnectionTest, TestWish } from '#api/contract/connections.ts'
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
  wish: TestWish = {},
): Promise<ExitCode> {
  const test = await client.testConnection(connection, wish)
  if (flags.json) await printJson(terminal, test)
  else {
    await print(terminal, tableOfChecks(terminal, test.checks))
    await (test.succeeded ? print : tell)(terminal, test.sentence)
  }
  if (test.succeeded) return exitCodes.done
  return test.connection.health === 'sign-in-needed' ? exitCodes.signInNeeded : exitCodes.failed
}

/** What a test looked at, a line each. */
export function tableOfChecks(terminal: Terminal, checks: ConnectionTest['checks']): string {
  const rows = checks.map(({ outcome, name, what, sentence }) => [outcome, what?.toLowerCase() ?? name, sentence])
  return tableOf(terminal, [{ title: 'Outcome' }, { title: 'Check' }, { title: '', wraps: true }], rows)
}
