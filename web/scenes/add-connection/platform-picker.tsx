import { SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useRef, useState, type KeyboardEvent } from 'react'
import type { PlatformView } from '#api/contract/platforms.ts'
import { allConnections } from '../../all-connections.ts'
import { PlatformMark } from '../../parts/platform-mark.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './platform-picker.module.css'

const words = texts.addConnection

interface PlatformPickerProps {
  readonly platforms: readonly PlatformView[]
  readonly onPick: (platform: string) => void
}

/** All platforms as tiles, those in use first. Arrow keys go from tile to tile, also out of the search. */
export function PlatformPicker({ platforms, onPick }: PlatformPickerProps) {
  const [text, setText] = useState('')
  const grid = useRef<HTMLUListElement>(null)
  const { data } = useQuery(allConnections)
  const uses = new Map<string, number>()
  for (const { platform } of data?.connections ?? []) uses.set(platform.id, (uses.get(platform.id) ?? 0) + 1)

  const shown = platforms
    .filter(({ title, summary }) => `${title} ${summary}`.toLowerCase().includes(text.trim().toLowerCase()))
    .toSorted((a, b) => (uses.get(b.id) ?? 0) - (uses.get(a.id) ?? 0) || a.title.localeCompare(b.title))

  const onKeyDown = (event: KeyboardEvent) => {
    const tiles = [...(grid.current?.querySelectorAll('button') ?? [])]
    const isInSearch = event.target instanceof HTMLInputElement
    if (isInSearch && event.key === 'Enter' && shown[0]) return onPick(shown[0].id)
    const next = isInSearch
      ? event.key === 'ArrowDown' && tiles[0]
      : neighbour(tiles, document.activeElement as HTMLButtonElement, event.key)
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <div className={styles.picker} onKeyDown={onKeyDown}>
      <p className="quiet">{words.pickHint}</p>
      <Input
        autoFocus
        type="search"
        prefix={<SearchOutlined aria-hidden />}
        aria-label={words.search}
        placeholder={words.search}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <ul ref={grid} className={styles.grid}>
        {shown.map(({ id, title, summary, icon }) => (
          <li key={id}>
            <button type="button" className={styles.tile} onClick={() => onPick(id)}>
              <PlatformMark {...icon} size={32} />
              <span className={styles.words}>
                <span className={styles.title}>{title}</span>
                <span className={styles.summary}>{summary}</span>
                {uses.has(id) && <span className={styles.summary}>{words.used(uses.get(id) ?? 0)}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className={styles.none}>
        {shown.length === 0 && words.noPlatform}
      </p>
    </div>
  )
}

/** The tile that an arrow leads to: left and right in reading order, up and down to the nearest in the next row. */
function neighbour(tiles: readonly HTMLButtonElement[], from: HTMLButtonElement, key: string) {
  const at = tiles.indexOf(from)
  if (at < 0) return undefined
  if (key === 'ArrowRight') return tiles[at + 1]
  if (key === 'ArrowLeft') return tiles[at - 1]
  const isDown = key === 'ArrowDown'
  if (!isDown && key !== 'ArrowUp') return undefined
  const rest = isDown ? tiles.slice(at + 1) : tiles.slice(0, at).toReversed()
  return rest.find(({ offsetLeft, offsetTop }) => offsetLeft === from.offsetLeft && offsetTop !== from.offsetTop)
}
