import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { api } from '../../api.ts'
import { useMe } from '../../me.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.run.approval
const here = getRouteApi('/inside/runs/$run')

interface ApprovalProps {
  readonly run: string
  /** How many items it is about, and why. */
  readonly reason: string
}

/** What can be done with a run that waits for somebody to approve what it deletes. */
export function Approval({ run, reason }: ApprovalProps) {
  const { may } = useMe()
  const client = useQueryClient()
  const navigate = here.useNavigate()
  const [asked, setAsked] = useState<'approve' | 'decline'>()
  // The words stay while the dialog closes.
  const [isOpen, setOpen] = useState(false)
  const ask = (what: 'approve' | 'decline') => {
    setAsked(what)
    setOpen(true)
  }
  return (
    <>
      <Space wrap style={{ display: 'flex', marginTop: 8 }}>
        <Button onClick={() => void navigate({ search: { state: 'pending' }, resetScroll: false })}>
          {words.show}
        </Button>
        {may('deletes.approve') && (
          <>
            <Button onClick={() => ask('decline')}>{words.decline.act}</Button>
            <Button danger onClick={() => ask('approve')}>
              {words.approve.act}
            </Button>
          </>
        )}
      </Space>
      {!may('deletes.approve') && <p style={{ margin: '8px 0 0' }}>{words.notYours}</p>}
      <Confirm
        isOpen={isOpen}
        title={words[asked ?? 'decline'].title}
        sentence={`${reason} ${words[asked ?? 'decline'].sentence}`}
        act={words[asked ?? 'decline'].act}
        isDanger={asked === 'approve'}
        onAct={async () => {
          await (asked === 'approve' ? api.approveRun(run) : api.declineRun(run))
          await client.invalidateQueries({ queryKey: ['showRun', run] })
        }}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
