import type { Kysely } from 'kysely'
import { moveTo, type Run } from './rows.ts'
import type { Send } from './stage.ts'

interface Means {
  readonly db: Kysely<unknown>
  readonly send: Send
}

/**
 * Brings a run that is pausing to its rest: a person's pause lasts until a person ends it, what pauses for its hours goes on by
 * itself. Nothing is lost when the process dies in between: a run that waits without a task is taken up.
 */
export async function rest({ db, send }: Means, { id, waiting }: Run, now: number): Promise<void> {
  if (!waiting?.until) return void (await moveTo(db, id, 'paused'))
  if (!(await moveTo(db, id, 'waiting', { waiting }))) return
  await send('scan-run', { run: id }, { startAfterMs: Math.max(0, waiting.until.getTime() - now) })
}
