import { SafetyCertificateOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { api } from '../../api.ts'
import { Refused } from '../../parts/refused.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.audit

/** Reckons the chain of hashes again and says whether it holds. */
export function Verification() {
  const { mutate, data, error, isPending } = useMutation({ mutationFn: async () => api.verifyAudit() })
  return (
    <>
      <div>
        <Button icon={<SafetyCertificateOutlined aria-hidden />} loading={isPending} onClick={() => mutate()}>
          {words.verify}
        </Button>
      </div>
      <div aria-live="polite">
        <Refused error={error} />
        {data?.isIntact && (
          <Alert
            type="success"
            showIcon
            title={words.intact(data.entries)}
            description={
              <>
                {words.head(data.head.seq)} <span className="mono">{data.head.hash}</span>
              </>
            }
          />
        )}
        {data && !data.isIntact && (
          <Alert
            type="error"
            showIcon
            title={words.broken(data.found)}
            description={
              <>
                <p>{words.brokenHelp}</p>
                <ul>
                  {data.findings.map(({ seq, kind, sentence }) => (
                    <li key={`${seq} ${kind}`}>{sentence}</li>
                  ))}
                </ul>
              </>
            }
          />
        )}
      </div>
    </>
  )
}
