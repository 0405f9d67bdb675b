import { Dropdown, type MenuProps } from 'antd'
import type { ReactNode } from 'react'

interface Props {
  readonly menu: MenuProps
  /** The button that opens it. */
  readonly children: ReactNode
}

/** A menu that comes at a press, not when something passes over its button; arrows go through it. */
export function Menu({ menu, children }: Props) {
  return (
    <Dropdown autoFocus trigger={['click']} placement="bottomRight" menu={menu}>
      {children}
    </Dropdown>
  )
}
