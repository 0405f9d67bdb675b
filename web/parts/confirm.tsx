import { useMutation } from '@tanstack/react-query'
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { texts } from '../texts/texts.ts'
import { Refused } from './refused.tsx'

interface ConfirmProps {
  readonly isOpen: boolean
  /** What is asked. */
  readonly title: string
  /** What happens then. */
  readonly sentence: ReactNode
  /** The verb on the button. */
  readonly act: string
  /** The verb on the other button. */
  readonly keep?: string
  readonly isDanger?: boolean
  /** False until what is asked for in the sentence has been given. */
  readonly isReady?: boolean
  readonly onAct: () => Promise<unknown>
  readonly onClose: () => void
}

/** Asks before something is done; stays open and says why when it could not be done. */
export function Confirm({
  isOpen,
  title,
  sentence,
  act,
  keep = texts.cancel,
  isDanger = true,
  isReady = true,
  onAct,
  onClose,
}: ConfirmProps) {
  const doing = useMutation({ mutationFn: onAct, onSuccess: onClose })
  return (
    <Modal
      open={isOpen}
      title={title}
      okText={act}
      cancelText={keep}
      okButtonProps={{ danger: isDanger, loading: doing.isPending, disabled: !isReady }}
      onOk={() => doing.mutate()}
      onCancel={onClose}
      afterClose={() => doing.reset()}
      width={460}
    >
      <div style={{ margin: '4px 0 12px' }}>{sentence}</div>
      <Refused error={doing.error} />
    </Modal>
  )
}
