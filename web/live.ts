import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ChangeEvent } from '#api/contract/events.ts'
import type { Api } from './api.ts'
import { addressOf } from './ask.ts'

/** What is read again when something of a kind has changed. */
const readings: Readonly<Record<Exclude<ChangeEvent['kind'], 'missed'>, readonly (keyof Api)[]>> = {
  connections: ['showOverview', 'listConnections', 'showConnection', 'listTroubles'],
  jobs: ['listJobs', 'showJob', 'listFlagged', 'listChildren'],
  runs: ['showOverview', 'listRuns', 'showRun', 'listItems', 'listFlagged', 'listJobs', 'showJob', 'listChildren'],
}

const runningMs = 2000
let source: EventSource | undefined

/** How often to look again at what goes on by itself: seldom while the server tells of changes. */
export function lookEveryMs(): number {
  return source?.readyState === EventSource.OPEN ? 10 * runningMs : runningMs
}

/** Reads again what the server says has changed, as long as the page stands open. */
export function useLive(): void {
  const client = useQueryClient()
  useEffect(() => {
    const opened = new EventSource(addressOf('watchChanges'))
    source = opened
    for (const [kind, names] of Object.entries(readings)) {
      opened.addEventListener(kind, () => {
        for (const name of names) void client.invalidateQueries({ queryKey: [name] })
      })
    }
    opened.addEventListener('missed', () => void client.invalidateQueries())
    return () => opened.close()
  }, [client])
}
