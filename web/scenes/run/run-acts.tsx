import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { RunView } from '#api/contract/runs.ts'
import { api } from '../../api.ts'
import { addressOf } from '../../ask.ts'
import { useMe } from '../../me.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { hasEnded } from '../../parts/run-state.tsx'
import { useSayProblem } from '../../parts/say-problem.tsx'
import { useStartRun } from '../../parts/start-run.ts'
import { texts } from '../../texts/texts.ts'
import { ExportMenu } from './export-menu.tsx'

const words = texts.run

/** What can be done with a run in its state, and what it left to be taken along. */
export function RunActs({ run }: { readonly run: RunView }) {
  const { id, job, kind, state, waiting, report, proof } = run
  const { may } = useMe()
  const sayProblem = useSayProblem()
  const client = useQueryClient()
  const [isCancelling, setCancelling] = useState(false)
  const refresh = () => client.invalidateQueries({ queryKey: ['showRun', id] })
  const control = useMutation({
    mutationFn: async (act: 'pause' | 'resume') => (act === 'pause' ? api.pauseRun(id) : api.resumeRun(id)),
    onSuccess: refresh,
    onError: sayProblem,
  })
  const starting = useStartRun(job.id)
  const isResting = state === 'paused' || state === 'waiting'
  const isOver = hasEnded(state)
  const isStopping = state === 'pausing' || state === 'cancelling'
  const parts = { run: id }

  return (
    <>
      {report !== undefined && may('reports.read') && (
        <Button href={addressOf('readReport', { parts })} target="_blank" rel="noopener">
          {words.report}
        </Button>
      )}
      {proof !== undefined && may('reports.read') && (
        <Button href={addressOf('readProof', { parts })} download={`proof-of-run-${id}.jsonl`} title={words.proofHint}>
          {words.proof}
        </Button>
      )}
      {run.children === undefined && <ExportMenu run={run} />}
      {may('runs.control') && !isOver && !isStopping && (
        <>
          <Button danger onClick={() => setCancelling(true)}>
            {words.cancel}
          </Button>
          {/* An approval is asked for where the reason stands. */}
          {waiting?.code !== 'approval-needed' && (
            <Button
              type="primary"
              loading={control.isPending}
              onClick={() => control.mutate(isResting ? 'resume' : 'pause')}
            >
              {isResting ? words.resume : words.pause}
            </Button>
          )}
        </>
      )}
      {may('runs.control') && state === 'failed' && (
        <Button type="primary" loading={control.isPending} onClick={() => control.mutate('resume')}>
          {words.resume}
        </Button>
      )}
      {may('jobs.run') && kind === 'simulation' && isOver && state !== 'failed' && (
        <Button type="primary" loading={starting.isPending} onClick={() => starting.mutate(false)}>
          {words.start}
        </Button>
      )}
      <Confirm
        isOpen={isCancelling}
        title={words.cancelTitle}
        sentence={words.cancelSentence}
        act={words.cancel}
        keep={words.keepOn}
        onAct={async () => {
          await api.cancelRun(id)
          await refresh()
        }}
        onClose={() => setCancelling(false)}
      />
    </>
  )
}
