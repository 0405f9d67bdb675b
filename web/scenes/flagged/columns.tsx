import { Link } from '@tanstack/react-router'
import type { FlaggedView } from '#api/contract/flagged.ts'
import cut from '../../parts/cut.module.css'
import { Path } from '../../parts/path.tsx'
import type { Column } from '../../parts/table.tsx'
import { Age } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'

const words = texts.flagged

/** As much of a path's end as can be searched for. */
const searchable = 100

export const flaggedColumns: readonly Column<FlaggedView>[] = [
  {
    key: 'path',
    title: words.path,
    width: '24%',
    render: ({ source, run }) => (
      <Link
        to="/runs/$run"
        params={{ run }}
        search={{ state: 'flagged', text: [...source].slice(-searchable).join('') }}
      >
        <Path text={source} />
      </Link>
    ),
  },
  {
    key: 'job',
    title: words.job,
    width: '18%',
    render: ({ job }) => (
      <Link to="/jobs/$job" params={{ job: job.id }} className={cut.cut} title={job.name}>
        {job.name}
      </Link>
    ),
  },
  { key: 'reason', title: words.reason, width: '14%', render: ({ words: why }) => why },
  {
    key: 'details',
    title: words.details,
    render: ({ sentence }) => (
      <span className={cut.sentence} title={sentence}>
        {sentence || '–'}
      </span>
    ),
  },
  {
    key: 'seen',
    title: words.seen,
    render: ({ finishedAt }) => (finishedAt === undefined ? '–' : <Age at={finishedAt} />),
  },
]
