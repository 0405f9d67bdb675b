import { CommanderError } from 'commander'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { explain } from './failure.ts'
import type { LocalCommands } from './local-commands.ts'
import { programFor } from './program.ts'
import type { Session } from './session.ts'
import { tell, terminalOf, type Terminal } from './terminal.ts'

/** The command line: carries out the words after `gantry`, and gives the exit code. Never throws. */
export async function runCli(
  argv: readonly string[],
  local: LocalCommands,
  terminal: Terminal = terminalOf(process),
): Promise<number> {
  let exitCode: ExitCode = exitCodes.done
  const session: Session = {
    terminal,
    local,
    act:
      (command) =>
      async (...given) => {
        exitCode = await command(...given)
      },
  }
  try {
    await programFor(session).parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    // commander has printed what it had to say: help, the version or what cannot be understood.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    // Whoever read along has seen enough, as with `gantry ls … | head`.
    if (isClosedPipe(error)) return exitCodes.done
    const { sentence, exitCode, more } = explain(error)
    await tell(terminal, more === undefined ? sentence : `${sentence}\n${more}`).catch(() => undefined)
    return exitCode
  }
}

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}
