import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Modal } from 'antd'
import { useDeferredValue, useId, useState, type KeyboardEvent } from 'react'
import { useMe } from '../me.ts'
import { reading } from '../reading.ts'
import { texts } from '../texts/texts.ts'
import { destinations } from './navigation.ts'
import styles from './palette.module.css'

/** Of each kind. */
const limit = 5

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

/** Finds pages, platforms, connections, jobs and runs by words, and goes there. */
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
  const found = useFound(useDeferredValue(words.trim()), onClose)
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

/** The server looks, so that nothing is missed however much there is; what was found last stays until it has answered. */
function useFound(text: string, onClose: () => void): readonly Found[] {
  const { may } = useMe()
  const navigate = useNavigate()
  const asked = { text, limit }
  const kept = { placeholderData: keepPreviousData }
  const connected = useQuery({
    ...reading('listConnections', asked),
    ...kept,
    enabled: may('connections.read'),
  })
  const defined = useQuery({ ...reading('listJobs', asked), ...kept, enabled: may('jobs.read') })
  const started = useQuery({
    ...reading('listRuns', asked),
    ...kept,
    enabled: text !== '' && may('runs.read'),
  })
  const { data: known } = useQuery({ ...reading('listPlatforms'), enabled: may('platforms.read') })
  const hasWords = (title: string) => title.toLowerCase().includes(text.toLowerCase())
  // Until the answer is there, what does not have the words is not offered: Enter would go there.
  const fits = (isOld: boolean, title: string) => !isOld || hasWords(title)
  const pages = destinations
    .filter(({ permission, title }) => may(permission) && hasWords(title))
    .map(({ to, title }) => ({ id: String(to), title, kind: texts.shell.pages, go: () => void navigate({ to }) }))
  const platforms = (text === '' ? [] : (known?.platforms ?? []))
    .filter(({ title }) => hasWords(title))
    .map(({ id, title }) => ({
      id: `platform-${id}`,
      title,
      kind: texts.shell.platforms,
      go: () => void navigate({ to: '/platforms/$platform', params: { platform: id } }),
    }))
  const connections = (connected.data?.connections ?? [])
    .filter(({ name }) => fits(connected.isPlaceholderData, name))
    .map(({ id, name }) => ({
      id: `connection-${id}`,
      title: name,
      kind: texts.shell.connections,
      go: () => void navigate({ to: '/connections/$connection', params: { connection: id } }),
    }))
  const jobs = (defined.data?.jobs ?? [])
    .filter(({ name }) => fits(defined.isPlaceholderData, name))
    .map(({ id, name }) => ({
      id: `job-${id}`,
      title: name,
      kind: texts.shell.jobs,
      go: () => void navigate({ to: '/jobs/$job', params: { job: id } }),
    }))
  const runs = (text === '' ? [] : (started.data?.runs ?? []))
    .filter(({ job }) => fits(started.isPlaceholderData, job.name))
    .map(({ id, job }) => ({
      id: `run-${id}`,
      title: `${job.name} · ${id}`,
      kind: texts.shell.runs,
      go: () => void navigate({ to: '/runs/$run', params: { run: id } }),
    }))
  return [...pages, ...connections, ...jobs, ...platforms, ...runs].map((one) => ({
    ...one,
    go() {
      onClose()
      one.go()
    },
  }))
}
