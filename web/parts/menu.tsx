import { Dropdown, type MenuProps } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'

interface Props {
  readonly menu: MenuProps
  /** The button that opens it. */
  readonly children: ReactNode
}

/** A menu that comes at a press, not when something passes over its button; arrows go through it. */
export function Menu({ menu, children }: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Dropdown
      trigger={['click']}
      placement="bottomRight"
      menu={menu}
      onOpenChange={setOpen}
      popupRender={(items) => <Focused isOpen={isOpen}>{items}</Focused>}
    >
      {children}
    </Dropdown>
  )
}

/**
 * One of its items has the focus as long as it is open: the first once it is drawn, which is some frames after it was asked for,
 * and again when others come in place of all items.
 */
function Focused({ isOpen, children }: { readonly isOpen: boolean; readonly children: ReactNode }) {
  const items = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let frame = 0
    const focus = () => {
      const first = items.current?.querySelector<HTMLElement>('[role=menuitem]:not([aria-disabled=true])')
      if (!first || items.current?.contains(document.activeElement)) return
      first.focus()
      frame = requestAnimationFrame(focus)
    }
    if (isOpen) focus()
    return () => cancelAnimationFrame(frame)
  })
  return <div ref={items}>{children}</div>
}
