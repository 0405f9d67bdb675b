import {
  ApiOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BarChartOutlined,
  DashboardOutlined,
  DiffOutlined,
  FlagOutlined,
  PlayCircleOutlined,
  SettingOutlined,
  SwapOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import type { LinkProps } from '@tanstack/react-router'
import { texts } from '../texts/texts.ts'

export interface Destination {
  readonly to: NonNullable<LinkProps['to']>
  readonly title: string
  readonly icon: ComponentType
  /** What somebody must be allowed to see the page. */
  readonly permission: string
  /** `g c` goes to Connections. */
  readonly key: string
}

/** The pages of the left side, in their order. */
export const destinations: readonly Destination[] = [
  { to: '/overview', title: texts.shell.overview, icon: DashboardOutlined, permission: 'runs.read', key: 'o' },
  { to: '/connections', title: texts.shell.connections, icon: ApiOutlined, permission: 'connections.read', key: 'c' },
  { to: '/jobs', title: texts.shell.jobs, icon: SwapOutlined, permission: 'jobs.read', key: 'j' },
  { to: '/runs', title: texts.shell.runs, icon: PlayCircleOutlined, permission: 'runs.read', key: 'r' },
  { to: '/flagged', title: texts.shell.flagged, icon: FlagOutlined, permission: 'runs.read', key: 'f' },
  { to: '/reports', title: texts.shell.reports, icon: BarChartOutlined, permission: 'reports.read', key: 't' },
  { to: '/platforms', title: texts.shell.platforms, icon: AppstoreOutlined, permission: 'platforms.read', key: 'p' },
  { to: '/compare', title: texts.shell.compare, icon: DiffOutlined, permission: 'platforms.read', key: 'm' },
  { to: '/people', title: texts.shell.people, icon: TeamOutlined, permission: 'people.manage', key: 'u' },
  { to: '/settings', title: texts.shell.settings, icon: SettingOutlined, permission: 'settings.read', key: 's' },
  { to: '/audit', title: texts.shell.audit, icon: AuditOutlined, permission: 'audit.read', key: 'a' },
]
