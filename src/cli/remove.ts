import { exitCodes, type ExitCode } from './exit-codes.ts'
import { CommandFailure, usageFailure } from './failure.ts'
import { askWhether } from './prompts.ts'
import type { Flags } from './session.ts'
import { canAsk, harmless, print, type Terminal } from './terminal.ts'

export interface RemoveFlags extends Flags {
  readonly yes?: boolean
}

/** Removes something once a person has agreed, by a flag or when asked. */
export async function removeAndTell(
  what: string,
  remove: () => Promise<unknown>,
  flags: RemoveFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!flags.yes) {
    if (!canAsk(terminal)) throw usageFailure(`To remove ${what} without a terminal to ask on, add --yes.`)
    if (!(await askWhether(`Remove ${what}?`, terminal))) throw new CommandFailure('Nothing was removed.')
  }
  await remove()
  await print(terminal, harmless(`Removed ${what}.`))
  return exitCodes.done
}
