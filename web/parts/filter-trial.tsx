import { CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Segmented } from 'antd'
import { useState } from 'react'
import type { FilterTrial as Trial, TryFilters } from '#api/contract/comparison.ts'
import { api } from '../api.ts'
import { useMe } from '../me.ts'
import { texts } from '../texts/texts.ts'
import styles from './filter-trial.module.css'
import { Refused } from './refused.tsx'
import { StateTag } from './state-tag.tsx'

const words = texts.filterTrial
const firstShown = 100

interface FilterTrialProps extends Pick<TryFilters, 'filters' | 'options'> {
  /** As it can be typed; absent until it is chosen. */
  readonly source: string | undefined
}

/** Tries filters on what the source holds now: each entry is taken, or left out by a rule that is named. */
export function FilterTrial({ source, filters, options }: FilterTrialProps) {
  const { may } = useMe()
  const trying = useMutation({ mutationFn: async (wish: TryFilters) => api.tryFilters(wish) })
  if (!may('content.list')) return null
  const wish = { location: source ?? '', filters, options }
  const isPast = trying.data !== undefined && JSON.stringify(trying.variables) !== JSON.stringify(wish)
  return (
    <div className={styles.trial}>
      <div className={styles.acts}>
        <Button disabled={source === undefined} loading={trying.isPending} onClick={() => trying.mutate(wish)}>
          {words.try}
        </Button>
        <span className="quiet">{source === undefined ? words.sourceFirst : words.help}</span>
      </div>
      <Refused error={trying.error} />
      <div aria-live="polite" className={styles.trial}>
        {isPast && <Alert type="info" showIcon title={words.past} />}
        {trying.data && <Entries trial={trying.data} />}
      </div>
    </div>
  )
}

const shown = { all: () => true, taken: (isTaken: boolean) => isTaken, left: (isTaken: boolean) => !isTaken } as const

function Entries({ trial: { entries, taken, leftOut, isCut } }: { readonly trial: Trial }) {
  const [which, setWhich] = useState<keyof typeof shown>('all')
  const [isWhole, setWhole] = useState(false)
  if (entries.length === 0) return <p>{words.none}</p>
  const found = entries.filter(({ isTaken }) => shown[which](isTaken))
  return (
    <>
      <Segmented
        className={styles.show ?? ''}
        aria-label={words.show}
        value={which}
        options={[
          { value: 'all', label: words.all(entries.length) },
          { value: 'taken', label: words.takenOf(taken) },
          { value: 'left', label: words.leftOf(leftOut) },
        ]}
        onChange={setWhich}
      />
      <ul className={styles.entries} aria-label={words.entries} tabIndex={0}>
        {found.slice(0, isWhole ? undefined : firstShown).map(({ path, kind, isTaken, sentence }) => (
          <li key={path}>
            <StateTag
              tone={isTaken ? 'good' : 'neutral'}
              icon={isTaken ? <CheckCircleOutlined aria-hidden /> : <MinusCircleOutlined aria-hidden />}
            >
              {isTaken ? words.taken : words.left}
            </StateTag>
            <span>
              <span className="mono">{kind === 'folder' ? `${path}/` : path}</span>
              {sentence !== '' && <span className={styles.why}>{sentence}</span>}
            </span>
          </li>
        ))}
      </ul>
      {!isWhole && found.length > firstShown && (
        <Button className={styles.more ?? ''} onClick={() => setWhole(true)}>
          {words.showAll(found.length)}
        </Button>
      )}
      {isCut && <p className="quiet">{words.isCut}</p>}
    </>
  )
}
