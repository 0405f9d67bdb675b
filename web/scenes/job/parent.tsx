import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import type { JobView } from '#api/contract/jobs.ts'
import { texts } from '../../texts/texts.ts'

const words = texts.mapping

/** Where a job comes from that a mapping job has made, and whether its place is still there. */
export function Parent({ job: { parent, left } }: { readonly job: JobView }) {
  if (!parent) return null
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={words.parent.title(parent.name)}
        description={
          <>
            <p>{words.parent.sentence}</p>
            <Link to="/jobs/$job" params={{ job: parent.id }}>
              {words.parent.act}
            </Link>
          </>
        }
      />
      {left && <Alert type="warning" showIcon title={words.left} description={left.why} />}
    </>
  )
}
