import type { RunView } from '#api/contract/runs.ts'
import { counted, showBytes, showCount, showDuration } from '#toolkit/words.ts'
import { showTime } from './show-time.ts'
import { harmless } from './terminal.ts'

/** Items and bytes so far: `1,204 of 20,345 items`, with a plus while the scan goes on. */
export function itemsSoFar(run: RunView): string {
  const open = (run.states.pending?.items ?? 0) + (run.states.retrying?.items ?? 0)
  return `${showCount(run.seen.items - open)} of ${showCount(run.seen.items)}${run.isScanned ? '' : '+'} items`
}

/** Of a run of a mapping job: how far the runs are that it has started. */
export function jobsBelow({ children }: RunView): string | undefined {
  if (!children) return undefined
  const states = Object.entries(children.states).map(([state, count]) => `${showCount(count)} ${state}`)
  return `${counted(children.runs, 'job')}${states.length === 0 ? '' : `: ${states.join(', ')}`}.`
}

export function bytesSoFar(run: RunView): string {
  const open = (run.states.pending?.bytes ?? 0) + (run.states.retrying?.bytes ?? 0)
  return `${showBytes(run.moved.bytes)} moved, ${showBytes(open)} to go`
}

export function callsSoFar(run: RunView): string | undefined {
  if (!run.calls) return undefined
  const { used, left, limit, resetsAt } = run.calls
  const rest =
    left === undefined ? '' : `, ${showCount(left)}${limit === undefined ? '' : ` of ${showCount(limit)}`} left`
  return `${counted(used, 'call')} used${rest}${resetsAt && left !== undefined ? ` until ${showTime(resetsAt)}` : ''}`
}

export function timeToGo(run: RunView): string | undefined {
  if (!run.eta) return undefined
  const { lowMs, highMs, reason } = run.eta
  return `${range(lowMs, highMs)} to go: ${reason}`
}

export function estimateOf(run: RunView): string | undefined {
  if (!run.estimate) return undefined
  const { calls, lowMs, highMs, reason } = run.estimate
  const asked = calls === 0 ? '' : ` and ${counted(calls, 'call')}`
  return `A run would take ${range(lowMs, highMs)}${asked}: ${reason}.`
}

/** Why nothing moves, and until when. */
export function waitingFor(run: RunView): string | undefined {
  if (!run.waiting) return undefined
  const { reason, until } = run.waiting
  return harmless(`${reason.replace(/\.$/, '')}${until ? `; it goes on at ${showTime(until)}` : ''}.`)
}

/** Who or what started it. */
export function startedBy({ startedBy }: RunView): string | undefined {
  if (!startedBy) return undefined
  if (startedBy.kind === 'schedule') return 'Started by the schedule of its job.'
  if (startedBy.kind === 'local') return 'Started by a command on the server.'
  return harmless(`Started by ${startedBy.name}${startedBy.kind === 'token' ? ' (API token)' : ''}.`)
}

/** What to do next about a run that does not go on by itself. */
export function adviceFor(run: RunView): string | undefined {
  if (run.state === 'waiting' && run.waiting) return adviceOfWaiting(run.id)[run.waiting.code]
  const advice: Partial<Record<RunView['state'], string>> = {
    paused: `Go on with: gantry runs resume ${run.id}`,
    cancelled: `Go on with: gantry runs resume ${run.id}`,
    failed: `When that is settled go on with: gantry runs resume ${run.id}`,
    'completed-with-flags': `See what needs a person, and what to do, with: gantry runs causes ${run.id}`,
  }
  return advice[run.state]
}

const adviceOfWaiting = (id: string): Partial<Record<NonNullable<RunView['waiting']>['code'], string>> => ({
  'sign-in-needed': `Sign in with: gantry connections sign-in NAME; then the run goes on, or with: gantry runs resume ${id}`,
  'no-space': `When that is settled go on with: gantry runs resume ${id}`,
  'approval-needed':
    `See what would be deleted with: gantry runs items ${id} --state pending\n` +
    `Delete it with: gantry runs approve ${id}; or end the run without with: gantry runs decline ${id}`,
})

export function stateCounts(run: RunView): string {
  const counted = Object.entries(run.states).filter(([, { items }]) => items > 0)
  return counted.map(([state, { items }]) => `${showCount(items)} ${state}`).join(', ')
}

function range(lowMs: number, highMs: number): string {
  const [low, high] = [showDuration(lowMs), showDuration(highMs)]
  if (low === high) return lowMs < 1000 ? `up to ${showDuration(Math.max(highMs, 1000))}` : low
  return lowMs < 1000 ? `up to ${high}` : `${low} to ${high}`
}
