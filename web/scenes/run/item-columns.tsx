import { ArrowRightOutlined, FileOutlined, FolderOutlined, QuestionOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ItemView } from '#api/contract/runs.ts'
import cut from '../../parts/cut.module.css'
import { ItemState } from '../../parts/item-state.tsx'
import { Path } from '../../parts/path.tsx'
import { sizeOf } from '../../parts/size.ts'
import type { Column } from '../../parts/table.tsx'
import { texts } from '../../texts/texts.ts'
import { addressOfItem } from './opened-item.ts'
import styles from './run.module.css'

const words = texts.run

const icons: Readonly<Record<ItemView['kind'], ReactNode>> = {
  file: <FileOutlined aria-hidden />,
  folder: <FolderOutlined aria-hidden />,
  other: <QuestionOutlined aria-hidden />,
}

export const itemColumns: readonly Column<ItemView>[] = [
  {
    key: 'source',
    title: words.path,
    render: ({ source, kind, destination, finishedAt }) => (
      <>
        {icons[kind]}{' '}
        {finishedAt === undefined ? (
          <Path text={source} />
        ) : (
          <Link
            from="/runs/$run"
            to="."
            search={(before) => ({ ...before, item: addressOfItem({ kind, source }) })}
            resetScroll={false}
          >
            <Path text={source} />
          </Link>
        )}
        {destination !== undefined && destination !== source && (
          <span className={styles.renamed}>
            <span className="unseen">{words.destination}</span>
            <ArrowRightOutlined aria-hidden /> <Path text={destination} />
          </span>
        )}
      </>
    ),
  },
  { key: 'state', title: texts.runs.state, render: ({ state }) => <ItemState state={state} /> },
  {
    key: 'reason',
    title: words.reason,
    render: ({ sentence, action, words: why }) => (
      <span className={`${cut.sentence} ${styles.sentence}`} title={sentence}>
        {sentence || (action ? words.actions[action] : why)}
      </span>
    ),
  },
  {
    key: 'size',
    title: words.size,
    align: 'right',
    render: ({ kind, size }) => (kind === 'file' ? sizeOf(size) : '–'),
  },
  {
    key: 'verified',
    title: words.proven,
    render: ({ verified }) => (verified ? words.provenBy[verified] : '–'),
  },
]
