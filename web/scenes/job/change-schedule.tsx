import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import type { JobView } from '#api/contract/jobs.ts'
import { api } from '../../api.ts'
import { JobSchedule } from '../../parts/job-schedule.tsx'
import { Refused } from '../../parts/refused.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.schedule

interface ChangeScheduleProps {
  readonly job: JobView
  readonly onClose: () => void
}

/** Gives a job another schedule. */
export function ChangeSchedule({ job, onClose }: ChangeScheduleProps) {
  const client = useQueryClient()
  const [schedule, setSchedule] = useState(job.schedule)
  const saving = useMutation({
    mutationFn: async () => api.changeJob(job.id, { schedule }),
    async onSuccess(now) {
      client.setQueryData(reading('showJob', job.id).queryKey, now)
      await client.invalidateQueries({ queryKey: ['listJobs'] })
      onClose()
    },
  })
  return (
    <Modal
      open
      width={880}
      title={words.changeTitle(job.name)}
      okText={words.save}
      cancelText={texts.cancel}
      okButtonProps={{ loading: saving.isPending }}
      onOk={() => saving.mutate()}
      onCancel={onClose}
    >
      <JobSchedule schedule={schedule} onChange={setSchedule} />
      <Refused error={saving.error} />
    </Modal>
  )
}
