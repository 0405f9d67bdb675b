import type { Running } from './local-commands.ts'
import { tell, type Terminal } from './terminal.ts'

/** Waits until something ends by itself or is asked to; then everything is closed. */
export async function untilStopped(running: Running, terminal: Terminal): Promise<void> {
  const { interrupted } = terminal
  try {
    await Promise.race([running.ended, aborted(interrupted)])
    if (interrupted.aborted) await tell(terminal, 'Stopping: what is being moved is finished or taken back first.')
  } finally {
    await running.stop()
  }
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    if (signal.aborted) settle()
    else signal.addEventListener('abort', () => settle(), { once: true })
  })
}
