import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { destinations } from './navigation.ts'

const secondKeyWithinMs = 1200

/** Ctrl-K or / searches; g and a letter goes to a page. Never while somebody types or a dialog is open. */
export function useKeys(search: () => void): void {
  const navigate = useNavigate()
  const searching = useRef(search)
  searching.current = search
  useEffect(() => {
    let pressedGAt = -Infinity
    const listen = (event: KeyboardEvent) => {
      const { key } = event
      if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'k') {
        event.preventDefault()
        return searching.current()
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return
      const isSecond = performance.now() - pressedGAt < secondKeyWithinMs
      pressedGAt = key === 'g' ? performance.now() : -Infinity
      const destination = isSecond ? destinations.find((one) => one.key === key) : undefined
      if (destination) return void navigate({ to: destination.to })
      if (key !== '/') return
      event.preventDefault()
      searching.current()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [navigate])
}

function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
}
