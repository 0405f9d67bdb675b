import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import type { JobView } from '#api/contract/jobs.ts'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.job

/** Starts a job, shows what a run would do, takes it away. */
export function JobActs({ job: { id, name } }: { readonly job: JobView }) {
  const { may } = useMe()
  const { message } = App.useApp()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [isRemoving, setRemoving] = useState(false)
  const [typed, setTyped] = useState('')
  const starting = useMutation({
    mutationFn: async (simulate: boolean) => api.startRun(id, simulate),
    onSuccess: async (run) => navigate({ to: '/runs/$run', params: { run: run.id } }),
    onError: (error) => void message.error(error.message),
  })
  return (
    <>
      {may('jobs.write') && <Button onClick={() => setRemoving(true)}>{words.remove}</Button>}
      {may('jobs.run') && (
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
