import { SettingsError } from '#config'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { whyNot } from './why-not.ts'

/** Why a command could not be carried out: what was attempted, what went wrong and what to do, in one or two sentences. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
  readonly exitCode: ExitCode
  /** What to do in general, and where to read on. */
  readonly more: string | undefined

  constructor(
    message: string,
    exitCode: ExitCode = exitCodes.failed,
    options: ErrorOptions & { readonly more?: string } = {},
  ) {
    super(message, options)
    this.exitCode = exitCode
    this.more = options.more
  }
}

/** For words that cannot be understood. */
export function usageFailure(message: string): CommandFailure {
  return new CommandFailure(message, exitCodes.usage)
}

/** The sentence for people and the code for scripts, of whatever was thrown. */
export function explain(error: unknown): {
  readonly sentence: string
  readonly exitCode: ExitCode
  readonly more?: string | undefined
} {
  if (error instanceof CommandFailure) {
    return { sentence: error.message, exitCode: error.exitCode, more: error.more }
  }
  if (error instanceof SettingsError) return { sentence: error.message, exitCode: exitCodes.usage }
  const isOfOutput = error instanceof Error && 'syscall' in error && error.syscall === 'write'
  if (isOfOutput) return { sentence: `The output cannot be written: ${whyNot(error)}.`, exitCode: exitCodes.failed }
  return { sentence: error instanceof Error ? error.message : String(error), exitCode: exitCodes.failed }
}
