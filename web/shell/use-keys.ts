import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { destinations } from './navigation.ts'
import { haveSingleKeys } from './single-keys.ts'

const secondKeyWithinMs = 1200

interface Openers {
  readonly search: () => void
  readonly help: () => void
}

/** Ctrl-K or / searches, ? helps; g and a letter goes to a page. Never while somebody types or a dialog is open. */
export function useKeys(openers: Openers): void {
  const navigate = useNavigate()
  const open = useRef(openers)
  open.current = openers
  useEffect(() => {
    let pressedGAt = -Infinity
    const listen = (event: KeyboardEvent) => {
      const { key } = event
      if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'k') {
        event.preventDefault()
        return open.current.search()
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target) || !haveSingleKeys()) return
      const isSecond = performance.now() - pressedGAt < secondKeyWithinMs
      pressedGAt = key === 'g' ? performance.now() : -Infinity
      const destination = isSecond ? destinations.find((one) => one.key === key) : undefined
      if (destination) return void navigate({ to: destination.to })
      const opener = { '/': open.current.search, '?': open.current.help }[key]
      if (!opener) return
      event.preventDefault()
      opener()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [navigate])
}

function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
}
