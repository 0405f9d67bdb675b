import type { RunView } from '#api/contract/runs.ts'
import { hasEnded } from './run-state.tsx'

const runningMs = 2000

/** How often to look again at what runs: never when all has ended. */
export function everyWhile(runs: readonly RunView[] | undefined): number | false {
  return runs?.some(({ state }) => !hasEnded(state)) ? runningMs : false
}
