import { Alert } from 'antd'
import type { TrialList } from '#api/contract/comparison.ts'
import { ItemState } from '../../parts/item-state.tsx'
import { Table } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './compare.module.css'

const words = texts.compare
const states = ['flagged', 'revised', 'ignored', 'succeeded'] as const

/** What would become of each name that was tried. */
export function Trials({ list: { trials, sums, isCut, notKnown } }: { readonly list: TrialList }) {
  return (
    <div className={styles.trials}>
      <div className={styles.sums}>
        {states
          .filter((state) => sums[state] > 0)
          .map((state) => (
            <ItemState key={state} state={state} count={sums[state]} />
          ))}
      </div>
      {isCut && <Alert type="info" showIcon title={words.isCut} />}
      {notKnown.length > 0 && <Alert type="info" showIcon title={words.unknowns(notKnown)} />}
      <Table
        label={words.tryTitle}
        rows={trials.map((trial, line) => ({ ...trial, line }))}
        idOf={({ line }) => String(line)}
        columns={[
          { key: 'source', title: words.source, render: ({ source }) => <span className="mono">{source}</span> },
          { key: 'state', title: words.state, render: ({ state }) => <ItemState state={state} /> },
          {
            key: 'destination',
            title: words.destination,
            render: ({ destination, source }) =>
              destination === undefined ? (
                '–'
              ) : destination === source ? (
                <span className="quiet">{words.unchanged}</span>
              ) : (
                <span className="mono">{destination}</span>
              ),
          },
          {
            key: 'why',
            title: words.why,
            render: ({ sentence }) => <span className={styles.loss}>{sentence || '–'}</span>,
          },
        ]}
      />
    </div>
  )
}
