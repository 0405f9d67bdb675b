import { SearchOutlined } from '@ant-design/icons'
import { Input, Select } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import styles from './filters.module.css'

const settledAfterMs = 250

/** Above a table: what it is narrowed by. */
export function Filters({ children, end }: { readonly children: ReactNode; readonly end?: ReactNode }) {
  return (
    <div className={styles.filters} role="search">
      {children}
      {end !== undefined && <div className={styles.end}>{end}</div>}
    </div>
  )
}

interface WordsProps {
  readonly label: string
  readonly value: string | undefined
  /** Called when somebody has paused in typing. */
  readonly onChange: (words: string | undefined) => void
}

export function Words({ label, value = '', onChange }: WordsProps) {
  const [typed, setTyped] = useState(value)
  const change = useRef(onChange)
  change.current = onChange
  // Back and forward change the address without typing.
  useEffect(() => setTyped(value), [value])
  useEffect(() => {
    if (typed.trim() === value) return undefined
    const timer = setTimeout(() => change.current(typed.trim() || undefined), settledAfterMs)
    return () => clearTimeout(timer)
  }, [typed, value])
  return (
    <Input
      className={styles.words ?? ''}
      prefix={<SearchOutlined aria-hidden />}
      type="search"
      aria-label={label}
      placeholder={label}
      allowClear
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
    />
  )
}

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value | undefined
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value | undefined) => void
}

export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <Select<Value>
      className={styles.choice ?? ''}
      aria-label={label}
      placeholder={label}
      allowClear
      value={value ?? null}
      options={[...options]}
      popupMatchSelectWidth={false}
      onChange={(next: Value | undefined) => onChange(next ?? undefined)}
    />
  )
}

interface DayProps {
  readonly label: string
  /** `2026-11-25` */
  readonly value: string | undefined
  readonly onChange: (day: string | undefined) => void
}

export function Day({ label, value, onChange }: DayProps) {
  return (
    <Input
      className={styles.day ?? ''}
      type="date"
      prefix={<span className="quiet">{label}</span>}
      aria-label={label}
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value || undefined)}
    />
  )
}
