import { Link } from '@tanstack/react-router'
import type { ConnectionView } from '#api/contract/connections.ts'
import type { PlatformView } from '#api/contract/platforms.ts'
import cut from '../../parts/cut.module.css'
import { Health } from '../../parts/health.tsx'
import { PlatformMark } from '../../parts/platform-mark.tsx'
import type { Column } from '../../parts/table.tsx'
import { Age, Time } from '../../parts/time.tsx'
import { texts } from '../../texts/texts.ts'
import styles from './connections.module.css'

const words = texts.connections

/** What the list of connections tells of each. */
export function columnsOf(platforms: readonly PlatformView[]): readonly Column<ConnectionView>[] {
  const platformOf = ({ platform }: ConnectionView) => platforms.find(({ id }) => id === platform.id)
  return [
    {
      key: 'name',
      title: words.name,
      sort: 'name',
      render: ({ id, name }) => (
        <Link to="/connections/$connection" params={{ connection: id }} className={styles.name} title={name}>
          {name}
        </Link>
      ),
    },
    {
      key: 'platform',
      title: words.platform,
      sort: 'platform',
      render: (connection) => {
        const icon = platformOf(connection)?.icon
        return (
          <span className={styles.platform}>
            {icon && <PlatformMark {...icon} />}
            {connection.platform.title}
          </span>
        )
      },
    },
    {
      key: 'account',
      title: words.account,
      render: (connection) => {
        const way = platformOf(connection)?.ways.find(({ id }) => id === connection.way)
        const account = connection.account ?? way?.label ?? connection.way
        return (
          <span className={cut.cut} title={account}>
            {account}
          </span>
        )
      },
    },
    {
      key: 'scope',
      title: words.scope,
      render: (connection) => {
        const { isAddress, text } = scopeOf(connection)
        return (
          <span className={`${isAddress ? 'mono' : ''} ${cut.cut}`} title={text}>
            {text}
          </span>
        )
      },
    },
    { key: 'health', title: words.health, render: (connection) => <Health {...connection} /> },
    {
      key: 'tested',
      title: words.tested,
      sort: 'tested',
      render: ({ testedAt }) => (testedAt === undefined ? words.never : <Age at={testedAt} />),
    },
    { key: 'jobs', title: words.jobs, align: 'right', render: ({ jobs }) => jobs },
    {
      key: 'calls',
      title: words.calls,
      align: 'right',
      render: ({ calls }) =>
        calls?.left !== undefined && calls.limit !== undefined ? words.callsLeft(calls.left, calls.limit) : '–',
    },
    { key: 'owner', title: words.owner, render: ({ addedBy }) => addedBy?.name ?? words.unknownOwner },
    { key: 'created', title: words.created, sort: 'created', render: ({ createdAt }) => <Time at={createdAt} /> },
  ]
}

/** What it is narrowed to: a company, a project; else where it leads. */
function scopeOf({ settings: { root, company, project, domain }, scopeNames = {} }: ConnectionView) {
  const narrowed = [scopeNames['company'] ?? company, scopeNames['project'] ?? project].filter(Boolean).join(' / ')
  if (narrowed !== '') return { isAddress: false, text: narrowed }
  return { isAddress: true, text: root ?? domain?.replace(/^https?:\/\/|\/$/g, '') ?? '–' }
}
