import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { callerIn } from '#people/asked.ts'
import type { Permission } from '#people/permissions.ts'
import { rawRoute } from '#toolkit/route.ts'
import type { Changes } from './changes.ts'
import type { ChangeEvent } from './contract/events.ts'

// Proxies cut off what is silent for a minute.
const heartbeatMs = 15_000
// The browser comes back by itself, and is then asked again who it is.
const longestMs = 15 * 60_000
// A copy of many small files changes its run many times a second; a page need not.
const pauseMs = 250
const retryMs = 2_000

const needed: Readonly<Record<ChangeEvent['kind'], Permission>> = {
  connections: 'connections.read',
  jobs: 'jobs.read',
  runs: 'runs.read',
  missed: 'self.read',
}

export function eventRoutes({ changes }: { readonly changes: Changes }) {
  return {
    watchChanges: rawRoute({
      async act({ request, signal }) {
        const { may } = callerIn(request)
        const ending = AbortSignal.any([signal, AbortSignal.timeout(longestMs)])
        const isBack = request.headers['last-event-id'] !== undefined
        const events = eventsOf(changes, may, isBack, ending)
        return {
          type: 'text/event-stream',
          body: Readable.from(events, { objectMode: false }),
          // Some proxies wait for more before they pass anything on.
          headers: { 'x-accel-buffering': 'no' },
        }
      },
    }),
  }
}

/** The changes as text, the same one only once while it waits to be sent. */
async function* eventsOf(
  changes: Changes,
  may: ReadonlySet<Permission>,
  isBack: boolean,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const waiting = new Map<string, ChangeEvent>()
  let wake: () => void = () => undefined
  const note = (change: ChangeEvent) => {
    if (!may.has(needed[change.kind])) return
    waiting.set(`${change.kind} ${change.id ?? ''}`, change)
    wake()
  }
  const stopListening = changes.listen(note)
  // Whoever comes back may have missed some.
  if (isBack) note({ kind: 'missed' })
  try {
    yield `retry: ${retryMs}\n\n`
    while (!signal.aborted) {
      if (waiting.size === 0) {
        const awoken = new Promise<void>((resolve) => (wake = resolve))
        await Promise.race([awoken, pause(heartbeatMs, signal)])
      }
      if (waiting.size === 0) {
        if (!signal.aborted) yield ':\n\n'
        continue
      }
      const now = [...waiting.values()]
      waiting.clear()
      yield now.map(textOf).join('')
      await pause(pauseMs, signal)
    }
  } finally {
    stopListening()
  }
}

function textOf(change: ChangeEvent): string {
  return `id: ${Date.now()}\nevent: ${change.kind}\ndata: ${JSON.stringify(change)}\n\n`
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal, ref: false }).catch(() => undefined)
}
