import { setTimeout as delay } from 'node:timers/promises'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { Client } from './client.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { print, printJson, tell, type Terminal } from './terminal.ts'

const betweenLooksMs = 1000

/**
 * Prints where a person signs in, and waits until the platform has sent them back or the sign-in expires. Opens nothing by
 * itself: the browser may be on another machine.
 */
export async function signIn(
  client: Client,
  before: ConnectionView,
  flags: { readonly json?: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const { url, expiresAt } = await client.beginSignIn(before.id)
  await tell(terminal, `Sign in here:\n\n  ${url}\n\nWaiting for that. Ctrl-C ends the waiting, not the sign-in.`)
  const after = await untilSignedIn(client, before, Date.parse(expiresAt), terminal.interrupted)
  if (!after) {
    await tell(
      terminal,
      `Nobody has signed in so far. Begin again with: gantry connections sign-in ${quoted(before.name)}`,
    )
    return exitCodes.signInNeeded
  }
  if (flags.json) await printJson(terminal, after)
  if (after.health === 'healthy') {
    if (!flags.json) await print(terminal, 'Connection test succeeded')
    return exitCodes.done
  }
  await tell(terminal, after.healthReason ?? `The sign-in with ${before.platform.title} failed.`)
  return after.health === 'sign-in-needed' ? exitCodes.signInNeeded : exitCodes.failed
}

async function untilSignedIn(
  client: Client,
  before: ConnectionView,
  until: number,
  interrupted: AbortSignal,
): Promise<ConnectionView | undefined> {
  while (Date.now() < until && !interrupted.aborted) {
    const now = await client.showConnection(before.id)
    if (isTold(before) !== isTold(now)) return now
    // An interruption is seen above.
    await delay(betweenLooksMs, undefined, { signal: interrupted }).catch(() => undefined)
  }
  return undefined
}

const isTold = ({ health, healthReason = '', testedAt = '' }: ConnectionView) => `${health} ${testedAt} ${healthReason}`

function quoted(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : `"${name}"`
}
