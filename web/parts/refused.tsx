import { Alert } from 'antd'
import { texts } from '../texts/texts.ts'
import { inWords } from './in-words.ts'
import { ProblemOf } from './problem.tsx'

/** Why something did not work, in the server's words, said aloud to screen readers too. */
export function Refused({ error }: { readonly error: Error | null | undefined }) {
  if (!error) return null
  return (
    <Alert
      type="error"
      showIcon
      title={inWords(error.message) || texts.refused}
      description={<ProblemOf error={error} />}
    />
  )
}
