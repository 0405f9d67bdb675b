import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { Failed } from '../../parts/failed.tsx'
import { JobChoices, type ChosenOptions } from '../../parts/job-choices.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Page } from '../../parts/page.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './compare.module.css'
import { ComparedFacts } from './compared-facts.tsx'
import { Sides } from './sides.tsx'
import { TryNames } from './try-names.tsx'

const words = texts.compare
const here = getRouteApi('/inside/compare')

/** Two platforms or connections side by side: what differs, what is lost on the way, what becomes of names. */
export function Compare() {
  const { from, to, show = 'all', ...chosen } = here.useSearch()
  const navigate = here.useNavigate()
  const options = chosen as ChosenOptions
  const isChosen = from !== undefined && to !== undefined
  const { data, error, refetch } = useQuery({
    queryKey: ['comparePlatforms', from, to, options],
    queryFn: async () => api.comparePlatforms({ from: from ?? '', to: to ?? '', ...options }),
    enabled: isChosen,
    placeholderData: (before) => before,
  })
  const change = (next: Partial<ReturnType<typeof here.useSearch>>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), resetScroll: false })

  return (
    <Page title={words.title}>
      <Sides from={from} to={to} onChange={change} onTurn={() => change({ from: to, to: from })} />
      {!isChosen && <Notice {...words.choose} />}
      {isChosen && (
        <details className={styles.choices}>
          <summary>{words.choices}</summary>
          <JobChoices chosen={options} onChange={(next) => change(next)} />
        </details>
      )}
      {isChosen && error && <Failed error={error} onRetry={() => void refetch()} />}
      {isChosen && !error && !data && <Loading lines={12} />}
      {isChosen && !error && data && (
        <>
          <ComparedFacts comparison={data} show={show} onShow={(next) => change({ show: next })} />
          <TryNames comparison={data} options={options} />
        </>
      )}
    </Page>
  )
}
