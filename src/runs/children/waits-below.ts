import type { RunView } from '#api/contract/runs.ts'
import type { Run } from '../rows.ts'
import { isFinished, movingStates } from '../states.ts'

/** How the run of a mapping job stands once nothing that it has started moves, and some of that waits for an approval. */
export function waitsBelow(run: Run, below: readonly Run[]): Pick<RunView, 'state' | 'waiting'> | undefined {
  const waiting = below.filter(({ state, waiting }) => state === 'waiting' && waiting?.code === 'approval-needed')
  const ended = below.filter(({ state }) => isFinished(state))
  if (!movingStates.includes(run.state) || waiting.length === 0) return undefined
  if (waiting.length + ended.length < below.length) return undefined
  const reason = `${waiting.length} of ${below.length} runs that it has started wait for an approval of what they delete, and the others have ended. Decide about each on its own page; this run ends with them.`
  return { state: 'waiting', waiting: { code: 'approval-needed', reason } }
}
