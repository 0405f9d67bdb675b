import type { RunView } from '#api/contract/runs.ts'
import type { Client } from './client.ts'
import { exitCodes, type ExitCode } from './exit-codes.ts'
import { follow, goesOn } from './follow.ts'
import { summaryOf } from './run-summary.ts'
import { print, printJson, tell, type Terminal } from './terminal.ts'

export interface FinishFlags {
  readonly wait?: boolean
  readonly json?: boolean
}

/** Ends a command that has started a run: tells how to watch it, or waits for its end and tells of that. */
export async function finish(client: Client, run: RunView, flags: FinishFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.wait) return showEnd(await follow(client, run, terminal), flags, terminal)
  if (flags.json) await printJson(terminal, run)
  else {
    const name = run.kind === 'simulation' ? 'Simulation' : 'Run'
    await print(terminal, `${name} ${run.id} has started.\nWatch it with: gantry runs watch ${run.id}`)
  }
  return exitCodes.done
}

/** Prints a run that was followed, or found at its end. */
async function showEnd(run: RunView, flags: FinishFlags, terminal: Terminal): Promise<ExitCode> {
  if (flags.json) await printJson(terminal, run)
  else if (!goesOn(run)) await print(terminal, summaryOf(run, terminal))
  if (goesOn(run)) {
    await tell(
      terminal,
      `The run goes on without this command.\n` +
        `Watch it with: gantry runs watch ${run.id}\nCancel it with: gantry runs cancel ${run.id}`,
    )
  }
  return exitCodeOf(run)
}

/** For scripts: what a run that was waited for has come to. Given up half-way it is neither done nor failed. */
function exitCodeOf(run: RunView): ExitCode {
  if (run.state === 'completed') return exitCodes.done
  if (run.state === 'completed-with-flags') return exitCodes.flagged
  if (run.state === 'waiting' && run.waiting?.code === 'sign-in-needed') return exitCodes.signInNeeded
  if (run.state === 'waiting' && run.waiting?.code === 'approval-needed') return exitCodes.approvalNeeded
  return exitCodes.failed
}
