import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { JobView } from '#api/contract/jobs.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { MoreMenu } from '../../parts/more-menu.tsx'
import { useSayProblem } from '../../parts/say-problem.tsx'
import { useStartRun } from '../../parts/start-run.ts'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import { JobFile } from './job-file.tsx'

const words = texts.job

/** Starts a job, shows what a run would do; changes, copies and exports it, takes it away. */
export function JobActs({ job }: { readonly job: JobView }) {
  const { id, name, archivedAt } = job
  const { may } = useMe()
  const sayProblem = useSayProblem()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [isRemoving, setRemoving] = useState(false)
  const [isFileShown, setFileShown] = useState(false)
  const [typed, setTyped] = useState('')
  const starting = useStartRun(id)
  const archiving = useMutation({
    mutationFn: async (isArchived: boolean) => api.changeJob(id, { isArchived }),
    async onSuccess(now) {
      client.setQueryData(reading('showJob', id).queryKey, now)
      await client.invalidateQueries({ queryKey: ['listJobs'] })
    },
    onError: sayProblem,
  })
  const isArchived = archivedAt !== undefined
  const mayWrite = may('jobs.write')
  // What a mapping job has made is changed there.
  const mayChange = mayWrite && job.parent === undefined
  const more = [
    mayWrite && {
      key: 'duplicate',
      label: words.duplicate,
      act: () => void navigate({ to: '/jobs/new', search: { like: id } }),
    },
    job.parent === undefined && { key: 'file', label: words.file.act, act: () => setFileShown(true) },
    mayChange && !isArchived && { key: 'archive', label: words.archive, act: () => archiving.mutate(true) },
    mayChange && { key: 'remove', label: words.remove, danger: true, act: () => setRemoving(true) },
  ].filter((one) => one !== false)
  return (
    <>
      {more.length > 0 && <MoreMenu label={words.more} acts={more} />}
      {mayChange && (
        <Button onClick={() => void navigate({ to: '/jobs/$job/edit', params: { job: id } })}>{words.edit}</Button>
      )}
      {mayChange && isArchived && (
        <Button type="primary" loading={archiving.isPending} onClick={() => archiving.mutate(false)}>
          {words.restore}
        </Button>
      )}
      {may('jobs.run') && !isArchived && job.left === undefined && (
        <>
          <Button
            title={words.simulateHint}
            loading={starting.isPending && starting.variables}
            onClick={() => starting.mutate(true)}
          >
            {words.simulate}
          </Button>
          <Button
            type="primary"
            loading={starting.isPending && !starting.variables}
            onClick={() => starting.mutate(false)}
          >
            {words.run}
          </Button>
        </>
      )}
      {isFileShown && <JobFile job={job} onClose={() => setFileShown(false)} />}
      <Confirm
        isOpen={isRemoving}
        title={words.removeTitle(name)}
        sentence={
          <>
            {words.removeSentence}
            <label style={{ display: 'block', marginTop: 12 }}>
              {words.typeName(name)}
              <Input value={typed} onChange={({ target }) => setTyped(target.value)} autoComplete="off" />
            </label>
          </>
        }
        act={words.remove}
        isReady={typed.trim() === name}
        onAct={async () => {
          await api.removeJob(id)
          await client.invalidateQueries({ queryKey: ['listJobs'] })
          await navigate({ to: '/jobs' })
        }}
        onClose={() => setRemoving(false)}
      />
    </>
  )
}
