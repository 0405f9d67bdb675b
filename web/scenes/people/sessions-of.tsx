import { useInfiniteQuery } from '@tanstack/react-query'
import type { PersonView } from '#api/contract/people.ts'
import { api } from '../../api.ts'
import { Failed } from '../../parts/failed.tsx'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { pagesOf } from '../../parts/pages.ts'
import { Age } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './sessions-of.module.css'

const words = texts.people

/** Where somebody is signed in. */
export function SessionsOf({ person: { id, name } }: { readonly person: PersonView }) {
  const pages = useInfiniteQuery(pagesOf(['listSessions', id], async (after) => api.listSessions(id, after)))
  const rows = pages.data?.pages.flatMap(({ sessions }) => sessions)
  if (pages.error) return <Failed error={pages.error} onRetry={() => void pages.refetch()} />
  if (!rows) return <Loading lines={2} />
  if (rows.length === 0) return <p className="quiet">{words.noSessions(name)}</p>
  return (
    <>
      <ul className={styles.sessions} aria-label={texts.account.sessions}>
        {rows.map(({ id: session, device, address, usedAt }) => (
          <li key={session}>
            <span>{device}</span>
            <span className="mono">{address}</span>
            <span className="quiet">
              <Age at={usedAt} />
            </span>
          </li>
        ))}
      </ul>
      <More pages={pages} summary={pages.hasNextPage ? texts.shown(rows.length) : undefined} />
    </>
  )
}
