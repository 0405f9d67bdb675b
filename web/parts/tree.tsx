import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { FocusEvent, KeyboardEvent } from 'react'
import styles from './tree.module.css'

type Move = () => HTMLElement | null | undefined

interface TreeProps {
  readonly label: string
  /** It has a frame of its own, and scrolls in it. */
  readonly isFramed?: boolean
  /** What keys do at a row beside those of all trees, or instead of them; they may give what is to have the focus. */
  readonly keys: (row: HTMLElement, focused: Element | null) => Readonly<Record<string, Move>>
  readonly children: ReactNode
}

/**
 * Rows of several levels with the keys of the ARIA tree pattern: arrows, Home, End, and a letter for the next row that begins
 * with it. Tab comes to the row that had the focus last.
 */
export function Tree({ label, isFramed = false, keys, children }: TreeProps) {
  const [current, setCurrent] = useState<string>()
  const onGone = useCallback((id: string) => setCurrent((now) => (now === id ? undefined : now)), [])
  const roving = useMemo(() => ({ current, onGone }), [current, onGone])

  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const id = target.closest<HTMLElement>('[data-row]')?.dataset['row']
    if (id !== undefined) setCurrent(id)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { key, ctrlKey, altKey, metaKey, currentTarget } = event
    const rows = [...currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')]
    const focused = document.activeElement
    const at = rows.findIndex((row) => row.contains(focused))
    const row = rows[at]
    if (!row || ctrlKey || altKey || metaKey) return
    const moves: Readonly<Record<string, Move>> = {
      ArrowDown: () => rows[at + 1],
      ArrowUp: () => rows[at - 1],
      Home: () => rows[0],
      End: () => rows.at(-1),
      ArrowRight: () => (isOpen(row) === 'false' ? open(row) : isOpen(row) === 'true' ? rows[at + 1] : undefined),
      ArrowLeft: () => (isOpen(row) === 'true' ? open(row) : parentOf(row)),
      ...keys(row, focused),
    }
    const move = moves[key] ?? (/^[\p{L}\p{N}]$/u.test(key) ? () => beginningWith(key, rows, at) : undefined)
    if (!move) return
    event.preventDefault()
    // The page has single keys of its own.
    event.stopPropagation()
    move()?.focus()
  }
  return (
    <Roving value={roving}>
      <ul
        role="tree"
        aria-label={label}
        className={isFramed ? styles.framed : undefined}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
      >
        {children}
      </ul>
    </Roving>
  )
}

const Roving = createContext<{ readonly current: string | undefined; readonly onGone: (id: string) => void }>({
  current: undefined,
  onGone: () => undefined,
})

/** What makes a row one that Tab may come to; `isFirst` is where it comes to at first. */
export function useRowFocus(id: string, isFirst: boolean) {
  const { current, onGone } = useContext(Roving)
  useEffect(() => () => onGone(id), [id, onGone])
  return { 'data-row': id, tabIndex: current === id || (current === undefined && isFirst) ? 0 : -1 }
}

/** Enter and Space do what a row is for: they click its part with `data-act`, or itself. */
export function keysToAct(row: HTMLElement): Readonly<Record<string, Move>> {
  return { Enter: () => act(row), ' ': () => act(row) }
}

function act(row: HTMLElement): undefined {
  ;(row.querySelector<HTMLElement>('[data-act]') ?? row).click()
}

function open(row: HTMLElement): undefined {
  row.querySelector<HTMLElement>('[data-opens]')?.click()
}

function isOpen(row: HTMLElement): string | null {
  return row.getAttribute('aria-expanded')
}

function parentOf(row: HTMLElement): HTMLElement | null | undefined {
  return row.closest('[role=group]')?.parentElement?.querySelector<HTMLElement>('[role=treeitem]')
}

function beginningWith(letter: string, rows: readonly HTMLElement[], at: number): HTMLElement | undefined {
  const others = [...rows.slice(at + 1), ...rows.slice(0, at)]
  return others.find((row) => row.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()))
}
