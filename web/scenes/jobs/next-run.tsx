import type { JobView } from '#api/contract/jobs.ts'
import { Age } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.schedule

/** When the next run begins by itself, or that none does. */
export function NextRun({ job: { schedule, timing, nextRun, scheduleNote } }: { readonly job: JobView }) {
  if (schedule.paused) return <span title={timing}>{words.pausedShort}</span>
  if (scheduleNote?.is === 'ended') return <span title={scheduleNote.sentence}>{words.endedShort}</span>
  if (nextRun === undefined) return <span className="quiet">{words.byHand}</span>
  return (
    <span title={timing}>
      <Age at={nextRun} />
    </span>
  )
}
