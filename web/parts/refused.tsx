import { Alert } from 'antd'
import { texts } from '../texts/texts.ts'

/** Why something did not work, in the server's words, said aloud to screen readers too. */
export function Refused({ error }: { readonly error: Error | null | undefined }) {
  return error ? <Alert type="error" showIcon title={error.message || texts.refused} /> : null
}
