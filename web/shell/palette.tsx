import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Modal } from 'antd'
import { useId, useState, type KeyboardEvent } from 'react'
import { useMe } from '../me.ts'
import { reading } from '../reading.ts'
import { texts } from '../texts/texts.ts'
import { destinations } from './navigation.ts'
import styles from './palette.module.css'

const first = { limit: 500 }

interface Found {
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly go: () => void
}

interface PaletteProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Finds pages, connections and jobs by their names, and goes there. */
export function Palette({ isOpen, onClose }: PaletteProps) {
  return (
    <Modal
      open={isOpen}
      onCancel={onClose}
      footer={null}
      closable={false}
      destroyOnHidden
      title={<span className="unseen">{texts.shell.palette}</span>}
      className={styles.palette ?? ''}
      width={560}
    >
      <Finder onClose={onClose} />
    </Modal>
  )
}

function Finder({ onClose }: Pick<PaletteProps, 'onClose'>) {
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const listId = useId()
  const all = useEverything(onClose)
  const found = all.filter(({ title }) => title.toLowerCase().includes(words.trim().toLowerCase())).slice(0, 12)
  const chosen = found[Math.min(at, found.length - 1)]

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setAt((found.length + at + step) % Math.max(1, found.length))
    }
    if (event.key === 'Enter') chosen?.go()
  }
  return (
    <>
      <input
        className={styles.input}
        type="text"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen && `${listId}-${chosen.id}`}
        aria-label={texts.shell.searchHint}
        placeholder={texts.shell.searchHint}
        autoFocus
        value={words}
        onChange={({ target }) => {
          setWords(target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={texts.shell.palette} className={styles.list}>
        {found.map(({ id, title, kind, go }) => (
          <li
            key={id}
            id={`${listId}-${id}`}
            role="option"
            aria-selected={id === chosen?.id}
            className={styles.found}
            onClick={go}
            onMouseMove={() => setAt(found.findIndex((one) => one.id === id))}
          >
            <span>{title}</span>
            <span className="quiet">{kind}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className={styles.none} role="status">
          {texts.shell.nothingFound}
        </p>
      )}
    </>
  )
}

function useEverything(onClose: () => void): readonly Found[] {
  const { may } = useMe()
  const navigate = useNavigate()
  const { data: connected } = useQuery({ ...reading('listConnections', first), enabled: may('connections.read') })
  const { data: defined } = useQuery({ ...reading('listJobs', first), enabled: may('jobs.read') })
  const pages = destinations
    .filter(({ permission }) => may(permission))
    .map(({ to, title }) => ({ id: String(to), title, kind: texts.shell.pages, go: () => void navigate({ to }) }))
  const connections = (connected?.connections ?? []).map(({ id, name }) => ({
    id: `connection-${id}`,
    title: name,
    kind: texts.shell.connections,
    go: () => void navigate({ to: '/connections/$connection', params: { connection: id } }),
  }))
  const jobs = (defined?.jobs ?? []).map(({ id, name }) => ({
    id: `job-${id}`,
    title: name,
    kind: texts.shell.jobs,
    go: () => void navigate({ to: '/jobs/$job', params: { job: id } }),
  }))
  return [...pages, ...connections, ...jobs].map((one) => ({
    ...one,
    go() {
      onClose()
      one.go()
    },
  }))
}
