import { ClockCircleOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ConnectionView } from '#api/contract/connections.ts'
import { useMe } from '../me.ts'
import { Hour } from '../parts/time.tsx'
import { reading } from '../reading.ts'
import { texts } from '../texts/texts.ts'
import styles from './limit-chips.module.css'

const shown = 2
// A limit is reached and over without anybody doing something, so the server does not always tell.
const lookEveryMs = 30_000

/** The connections that wait because their calls are used up, and until when; on narrow screens only how many. */
export function LimitChips() {
  const { may } = useMe()
  const { data } = useQuery({
    ...reading('listConnections', { health: 'limited', limit: 20 }),
    enabled: may('connections.read'),
    refetchInterval: lookEveryMs,
  })
  const connections = data?.connections ?? []
  if (connections.length === 0) return undefined
  return (
    <ul className={styles.chips} aria-label={texts.shell.limits}>
      {connections.slice(0, shown).map((connection) => (
        <li key={connection.id} className={styles.wide}>
          <Chip connection={connection} />
        </li>
      ))}
      <li className={connections.length > shown ? undefined : styles.narrow}>
        <Link to="/connections" search={{ health: 'limited' }} className={styles.chip}>
          <ClockCircleOutlined aria-hidden />
          {texts.shell.limited(connections.length)}
        </Link>
      </li>
    </ul>
  )
}

function Chip({ connection: { id, name, calls, limitedUntil } }: { readonly connection: ConnectionView }) {
  return (
    <Link to="/connections/$connection" params={{ connection: id }} className={styles.chip}>
      <ClockCircleOutlined aria-hidden />
      <span className={styles.name} title={name}>
        {name}
      </span>
      {calls?.left !== undefined && calls.limit !== undefined && (
        <span className={styles.calls}>{texts.shell.callsLeft(calls.left, calls.limit)}</span>
      )}
      {limitedUntil !== undefined && <Hour at={limitedUntil} />}
    </Link>
  )
}
