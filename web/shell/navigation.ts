import { ApiOutlined } from '@ant-design/icons'
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
  { to: '/connections', title: texts.shell.connections, icon: ApiOutlined, permission: 'connections.read', key: 'c' },
]
