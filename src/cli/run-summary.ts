import type { RunView } from '#api/contract/runs.ts'
import { counted, showBytes, showCount, showDuration } from '#toolkit/words.ts'
import { adviceFor, callsSoFar, estimateOf, jobsBelow, startedBy, waitingFor } from './run-words.ts'
import { tableOf } from './table.ts'
import { harmless, styled, type Terminal } from './terminal.ts'

/** What became of a run, or would become: state, sums by state and reason, and where report and proof are. */
export function summaryOf(run: RunView, terminal: Terminal): string {
  return [
    `${styled('bold', titleOf(run), terminal.output)}\n`,
    ...sentencesOf(run).map((sentence) => `${sentence}\n`),
    run.reasons.length > 0 ? `\n${reasonsOf(run, terminal)}` : '',
    ...filesOf(run),
    afterwards(adviceFor(run)),
  ].join('')
}

function titleOf(run: RunView): string {
  const took =
    run.startedAt && run.finishedAt
      ? ` after ${showDuration(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}`
      : ''
  const name = run.kind === 'simulation' ? 'Simulation' : 'Run'
  return harmless(`${name} ${run.id} of ${run.job.source} → ${run.job.destination}: ${run.state}${took}`)
}

function sentencesOf(run: RunView): string[] {
  const seen = `${counted(run.seen.items, 'item')} seen (${showBytes(run.seen.bytes)})`
  const moved = `${counted(run.moved.items, 'file')} moved (${showBytes(run.moved.bytes)})`
  const { items = 0, bytes = 0 } = run.states.pending ?? {}
  const sums =
    run.kind === 'simulation'
      ? `${seen}; ${showCount(items)} would be copied or made (${showBytes(bytes)}). Nothing was changed.`
      : `${seen}; ${moved}, ${showCount(run.verified)} verified.`
  const calls = callsSoFar(run)
  const deleted = run.kind === 'simulation' ? 'would be deleted.' : 'deleted.'
  return [
    sums,
    jobsBelow(run),
    ...(run.notices ?? []).map(harmless),
    olderVersionsOf(run),
    run.removed.items === 0 ? undefined : `${counted(run.removed.items, 'item')} ${deleted}`,
    startedBy(run),
    estimateOf(run),
    waitingFor(run),
    run.failure === undefined ? undefined : harmless(run.failure),
    calls === undefined ? undefined : `${calls}.`,
  ].filter((sentence) => sentence !== undefined)
}

function olderVersionsOf({ olderVersions: older }: RunView): string | undefined {
  if (!older) return undefined
  const parts = [
    older.moved > 0 && `${showCount(older.moved)} copied`,
    older.left > 0 && `${showCount(older.left)} to be copied`,
  ]
  return `Older versions: ${parts.filter((part) => part !== false).join(', ')}.`
}

function reasonsOf(run: RunView, terminal: Terminal): string {
  return tableOf(
    terminal,
    [{ title: 'State' }, { title: 'Items', align: 'right' }, { title: 'Reason' }, { title: 'Why', wraps: true }],
    run.reasons.map(({ state, items, reason, words }) => [state, showCount(items), reason, words]),
  )
}

function filesOf(run: RunView): string[] {
  const files = [run.report && `Report: ${run.report}\n`, run.proof && `Proof:  ${run.proof}\n`].filter((file) => file)
  return files.length === 0 ? [] : ['\n', ...files.map(String)]
}

function afterwards(advice: string | undefined): string {
  return advice === undefined ? '' : `\n${advice}\n`
}
