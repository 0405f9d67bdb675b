import type { RunView } from '#api/contract/runs.ts'
import { bytesSoFar, callsSoFar, itemsSoFar, jobsBelow, stateCounts, timeToGo, waitingFor } from './run-words.ts'
import { harmless, styled, tell, write, type Terminal } from './terminal.ts'

/** Shows how far a run is, on the stream of what is no result. */
export interface Progress {
  show(run: RunView): Promise<void>
  /** A sentence of its own, such as that the server does not answer at the moment. */
  say(sentence: string): Promise<void>
  /** Leaves nothing behind on a terminal. */
  clear(): Promise<void>
}

export function progressOn(terminal: Terminal): Progress {
  return terminal.errors.isTTY ? block(terminal) : lines(terminal)
}

/** One block that is written over. */
function block(terminal: Terminal): Progress {
  let height = 0
  const replace = async (rows: readonly string[]) => {
    const up = height === 0 ? '' : `\u001b[${height}A`
    height = rows.length
    await write(terminal.errors, `${up}\r\u001b[J${rows.map((row) => `${row}\n`).join('')}`)
  }
  return {
    show: (run) => replace(rowsOf(run, terminal)),
    async say(sentence) {
      await replace([])
      await tell(terminal, sentence)
    },
    clear: () => replace([]),
  }
}

function rowsOf(run: RunView, terminal: Terminal): string[] {
  const width = (terminal.errors.columns || 80) - 1
  const fit = (text: string) => (text.length > width ? `${text.slice(0, width - 1)}…` : text)
  const route = harmless(`${run.job.source} → ${run.job.destination}`)
  const title = `${run.kind === 'simulation' ? 'Simulation' : 'Run'} ${run.id}  ${run.state}`
  const rows = [route, ...factsOf(run)].map((fact) => fit(`  ${fact}`))
  return [styled('bold', fit(title), terminal.errors), ...rows]
}

function factsOf(run: RunView): string[] {
  const counts = stateCounts(run)
  return [
    jobsBelow(run),
    counts === '' ? itemsSoFar(run) : `${itemsSoFar(run)} (${counts})`,
    run.seen.items === 0 ? undefined : bytesSoFar(run),
    callsSoFar(run),
    waitingFor(run) ?? timeToGo(run),
  ].filter((fact) => fact !== undefined)
}

/** How often a log gets a line while nothing but numbers changes. */
const betweenLinesMs = 5000

/** Plain lines: at every change of state, and every few seconds. */
function lines(terminal: Terminal): Progress {
  let state = ''
  let saidAt = 0
  return {
    async show(run) {
      if (run.state === state && Date.now() - saidAt < betweenLinesMs) return
      state = run.state
      saidAt = Date.now()
      await tell(terminal, `${run.state}: ${factsOf(run).join('; ')}`)
    },
    say: (sentence) => tell(terminal, sentence),
    clear: async () => undefined,
  }
}
