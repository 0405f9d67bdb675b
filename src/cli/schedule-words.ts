import type { JobView } from '#api/contract/jobs.ts'
import { showTime } from './show-time.ts'
import { harmless } from './terminal.ts'

/** When the next run begins, or why none does, by the clock of this machine. */
export function nextRunOf({ id, schedule, timing, nextRun, scheduleNote }: JobView): readonly string[] {
  const note = scheduleNote && `${noteWords[scheduleNote.is]} ${harmless(scheduleNote.sentence)}`
  if (timing === undefined) return ['A person starts every run.']
  if (schedule.paused) return [`Its schedule is paused. Go on with: gantry jobs enable ${id}`]
  return [...(nextRun === undefined ? [] : [`Next run: ${showTime(nextRun)}`]), ...(note === undefined ? [] : [note])]
}

const noteWords = { skipped: 'A run was skipped.', ended: 'The schedule has come to its end.' } as const

/** The same for a line of a table. */
export function nextRunCell({ schedule, nextRun, scheduleNote }: JobView): string {
  if (schedule.paused) return 'paused'
  if (nextRun !== undefined) return showTime(nextRun)
  return scheduleNote?.is === 'ended' ? 'ended' : '–'
}
