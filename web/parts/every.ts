import type { RunView } from '#api/contract/runs.ts'
import { lookEveryMs } from '../live.ts'
import { hasEnded } from './run-state.tsx'

/** How often to look again at what runs: never when all has ended. */
export function everyWhile(runs: readonly RunView[] | undefined): number | false {
  return runs?.some(({ state }) => !hasEnded(state)) ? lookEveryMs() : false
}
