import { getRouteApi } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { RunView } from '#api/contract/runs.ts'
import { useMe } from '../../me.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { retryItems } from '../../parts/retry-items.ts'
import { hasEnded } from '../../parts/run-state.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.causes
const here = getRouteApi('/inside/runs/$run')

/** Takes back what somebody has decided to leave. */
export function RetryIgnored({ run: { id, state }, items }: { readonly run: RunView; readonly items: number }) {
  const { may } = useMe()
  const { message } = App.useApp()
  const navigate = here.useNavigate()
  const [isAsking, setAsking] = useState(false)
  if (!may('runs.control') || !hasEnded(state)) return null
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {words.retry(items)}
      </Button>
      <Confirm
        isOpen={isAsking}
        isDanger={false}
        title={words.retryTitle(items)}
        sentence={words.retryIgnoredSentence}
        act={words.retry(items)}
        onAct={async () => {
          const { runs, sentence } = await retryItems({ run: id, state: 'ignored' })
          void message.success(sentence)
          const [run] = runs
          if (run !== undefined) await navigate({ to: '/runs/$run', params: { run } })
        }}
        onClose={() => setAsking(false)}
      />
    </>
  )
}
