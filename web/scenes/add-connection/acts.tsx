import { LeftOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { texts } from '../../texts/texts.ts'
import styles from './acts.module.css'

const words = texts.addConnection

interface ActsProps {
  readonly formId: string
  /** What the form does. */
  readonly label: string
  readonly isBusy: boolean
  readonly isDone: boolean
  readonly isRepeated: boolean
  /** The connection is there already, though it does not work yet. */
  readonly isMade: boolean
  readonly onBack: () => void
  readonly onClose: () => void
  readonly onDiscard: () => void
  /** Waits no longer for the log-in. */
  readonly onStop: () => void
}

/** The foot of the dialog: what can be done next. */
export function Acts({ formId, label, isBusy, isDone, isRepeated, isMade, ...on }: ActsProps) {
  const act = useRef<HTMLButtonElement>(null)
  // The form was locked meanwhile, which took the focus away from it.
  useEffect(() => {
    if (isRepeated && !isBusy) act.current?.focus()
  }, [isRepeated, isBusy])
  if (isDone) {
    return (
      <div className={styles.acts}>
        <Button key="done" type="primary" autoFocus onClick={on.onClose}>
          {texts.done}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.acts}>
      {!isMade && !isBusy && (
        <Button type="text" icon={<LeftOutlined aria-hidden />} className={styles.back ?? ''} onClick={on.onBack}>
          {words.back}
        </Button>
      )}
      {isMade && !isBusy && (
        <Button className={styles.back ?? ''} onClick={on.onClose} title={words.unfinished}>
          {words.keep}
        </Button>
      )}
      <Button onClick={isBusy ? on.onStop : on.onDiscard}>{isMade && !isBusy ? words.discard : texts.cancel}</Button>
      <Button ref={act} type="primary" htmlType="submit" form={formId} loading={isBusy}>
        {isRepeated ? words.again(label) : label}
      </Button>
    </div>
  )
}
