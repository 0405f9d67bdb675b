import { DownOutlined, MoreOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef } from 'react'
import { Menu } from './menu.tsx'

interface MenuAct {
  readonly key: string
  readonly label: string
  readonly title?: string
  readonly danger?: boolean
  readonly act: () => void
}

interface MoreMenuProps {
  readonly label: string
  readonly acts: readonly MenuAct[]
  /** It stands in a row, so its label is for screen readers. */
  readonly isInRow?: true
}

/** What is done seldom, behind one button. */
export function MoreMenu({ label, acts, isInRow }: MoreMenuProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  if (acts.length === 0) return null
  return (
    <Menu
      menu={{
        items: acts.map(({ act: _, ...item }) => item),
        onClick({ key, domEvent }) {
          // A dialog gives the focus back to where it was; and the same press of Enter must not press a button in it.
          domEvent.preventDefault()
          trigger.current?.focus()
          acts.find((one) => one.key === key)?.act()
        },
      }}
    >
      {isInRow ? (
        <Button ref={trigger} type="text" icon={<MoreOutlined aria-hidden />} aria-label={label} />
      ) : (
        <Button ref={trigger}>
          {label} <DownOutlined aria-hidden />
        </Button>
      )}
    </Menu>
  )
}
