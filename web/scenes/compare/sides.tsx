import { SwapOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useId } from 'react'
import { allConnections } from '../../all-connections.ts'
import { useMe } from '../../me.ts'
import { Failed } from '../../parts/failed.tsx'
import { reading } from '../../reading.ts'
import { texts } from '../../texts/texts.ts'
import styles from './compare.module.css'

const words = texts.compare

interface SidesProps {
  readonly from: string | undefined
  readonly to: string | undefined
  readonly onChange: (change: { readonly from?: string; readonly to?: string }) => void
  readonly onTurn: () => void
}

/** Which two are compared, and in which direction. */
export function Sides({ from, to, onChange, onTurn }: SidesProps) {
  const id = useId()
  const { may } = useMe()
  const sides = useQuery(reading('listSides'))
  const connections = useQuery({ ...allConnections, enabled: may('connections.read') })
  const error = sides.error ?? connections.error
  if (error) return <Failed error={error} onRetry={() => void Promise.all([sides.refetch(), connections.refetch()])} />
  const options = [
    {
      label: words.groupPlatforms,
      options: (sides.data?.sides ?? []).map(({ side, title }) => ({ value: side, label: title })),
    },
    {
      label: words.groupConnections,
      options: (connections.data?.connections ?? []).map((one) => ({ value: one.id, label: one.name })),
    },
  ]
  const choice = (side: 'from' | 'to', value: string | undefined) => (
    <div className={styles.side}>
      <label htmlFor={`${id}${side}`}>{words[side]}</label>
      <Select
        id={`${id}${side}`}
        showSearch={{ optionFilterProp: 'label' }}
        loading={sides.isPending}
        value={sides.data ? (value ?? null) : null}
        options={options.filter((group) => group.options.length > 0)}
        onChange={(next: string) => onChange({ [side]: next })}
      />
    </div>
  )
  return (
    <div className={styles.sides}>
      {sides.isPending && <span role="status" aria-label={texts.loading} className="unseen" />}
      {choice('from', from)}
      <Button
        icon={<SwapOutlined aria-hidden />}
        aria-label={words.turn}
        title={words.turn}
        disabled={from === undefined || to === undefined}
        onClick={onTurn}
      />
      {choice('to', to)}
    </div>
  )
}
