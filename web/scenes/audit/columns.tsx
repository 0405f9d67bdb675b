import { CheckOutlined, StopOutlined } from '@ant-design/icons'
import type { AuditEntryView } from '#api/contract/audit.ts'
import { StateTag } from '../../parts/state-tag.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './audit.module.css'

const words = texts.audit

export const columns: readonly Column<AuditEntryView>[] = [
  { key: 'at', title: words.when, render: ({ at }) => <Time at={at} /> },
  {
    key: 'actor',
    title: words.who,
    render: ({ actor }) => (
      <>
        {actor.name}
        {actor.address !== undefined && <span className={styles.address}>{actor.address}</span>}
      </>
    ),
  },
  { key: 'act', title: words.what, render: ({ act }) => <span className="mono">{act}</span> },
  {
    key: 'subject',
    title: words.on,
    render: ({ subject }) => subject && <span className={styles.subject}>{`${subject.kind} ${subject.name}`}</span>,
  },
  {
    key: 'outcome',
    title: words.outcome,
    render: ({ outcome }) =>
      outcome === 'done' ? (
        <StateTag tone="good" icon={<CheckOutlined aria-hidden />}>
          {words.done}
        </StateTag>
      ) : (
        <StateTag tone="bad" icon={<StopOutlined aria-hidden />}>
          {words.refused}
        </StateTag>
      ),
  },
  {
    key: 'more',
    title: words.more,
    render: ({ changed, facts, hash, seq }) => (
      <span className={styles.more} title={`${seq} ${hash}`}>
        {[
          ...(changed?.length ? [words.changed(changed)] : []),
          ...Object.entries(facts ?? {}).map(([name, value]) => `${name}: ${value}`),
        ].join(' · ')}
      </span>
    ),
  },
]
