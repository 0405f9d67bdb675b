import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { JobView } from '#api/contract/jobs.ts'
import type { JobSchedule } from '#api/contract/schedule.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Refused } from '../../parts/refused.tsx'
import { SchedulePreview } from '../../parts/schedule-preview.tsx'
import { Time } from '../../parts/time.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { ChangeSchedule } from './change-schedule.tsx'

const words = texts.schedule

/** When the job runs by itself; pauses, enables and changes that. */
export function Schedule({ job }: { readonly job: JobView }) {
  const { schedule, timing, nextRun, scheduleNote, parent } = job
  const { may } = useMe()
  const client = useQueryClient()
  const [isChanging, setChanging] = useState(false)
  const saving = useMutation({
    mutationFn: async (wish: JobSchedule) => api.changeJob(job.id, { schedule: wish }),
    async onSuccess(now) {
      client.setQueryData(reading('showJob', job.id).queryKey, now)
      await client.invalidateQueries({ queryKey: ['listJobs'] })
    },
  })
  const { paused, ...enabled } = schedule
  const startsRuns = nextRun !== undefined || paused === true || scheduleNote !== undefined
  return (
    <Panel
      title={words.title}
      sentence={parent ? texts.mapping.parent.schedule : timing === undefined ? words.manual : sentenceOf(timing)}
      actions={
        may('jobs.write') &&
        parent === undefined && (
          <>
            {startsRuns && (
              <Button
                loading={saving.isPending}
                onClick={() => saving.mutate(paused ? enabled : { ...enabled, paused: true })}
              >
                {paused ? words.enable : words.pause}
              </Button>
            )}
            <Button onClick={() => setChanging(true)}>{timing === undefined ? words.set : words.change}</Button>
          </>
        )
      }
    >
      <Refused error={saving.error} />
      {paused && <Alert type="warning" showIcon title={words.paused} />}
      {!paused && scheduleNote && (
        <Alert type="warning" showIcon title={words[scheduleNote.is]} description={scheduleNote.sentence} />
      )}
      {nextRun !== undefined && (
        <>
          <Facts facts={[[words.nextRun, <Time key="next" at={nextRun} />]]} />
          <SchedulePreview schedule={schedule} />
        </>
      )}
      {isChanging && <ChangeSchedule job={job} onClose={() => setChanging(false)} />}
    </Panel>
  )
}

function sentenceOf(timing: string): string {
  return `${timing.charAt(0).toUpperCase()}${timing.slice(1)}.`
}
