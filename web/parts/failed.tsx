import { ExclamationCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { texts } from '../texts/texts.ts'
import { Notice } from './notice.tsx'
import { ProblemOf } from './problem.tsx'

interface FailedProps {
  readonly error: Error
  readonly onRetry: () => void
}

/** In place of content that could not be read: why, and again. */
export function Failed({ error, onRetry }: FailedProps) {
  return (
    <div role="alert">
      <Notice icon={<ExclamationCircleOutlined aria-hidden />} title={texts.refused} sentence={error.message}>
        <ProblemOf error={error} />
        <Button onClick={onRetry}>{texts.tryAgain}</Button>
      </Notice>
    </div>
  )
}
