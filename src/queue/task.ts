/** What each kind of task carries: plain data that survives JSON. */
export type TaskData = Readonly<Record<string, object>>

export type Kind<Tasks extends TaskData> = keyof Tasks & string

/** One task as its handler gets it. It may come more than once: after a crash, a lost lease or a failure. */
export interface Task<Data> {
  readonly id: string
  readonly data: Data
  /** 1 for the first time. */
  readonly attempt: number
  /** Whether a failure now is final. */
  readonly isLastAttempt: boolean
  readonly sentAt: Date
}

export interface Working {
  /** Aborted when the lease is lost to another worker, when the task takes longer than a day, and when the queue stops. */
  readonly signal: AbortSignal
  /** Renews the lease at once and fails when it is lost. It is also renewed by itself while the process is not blocked. */
  heartbeat(): Promise<void>
}

export type Handle<Data> = (task: Task<Data>, working: Working) => Promise<void>

/** One handler for each kind. */
export type Handlers<Tasks extends TaskData> = { readonly [Name in Kind<Tasks>]: Handle<Tasks[Name]> }

/** A task that failed for the last time, for whoever must tell its run. */
export interface DeadTask<Tasks extends TaskData> {
  readonly id: string
  readonly kind: Kind<Tasks>
  readonly data: Tasks[Kind<Tasks>]
  readonly attempts: number
  /** What the last attempt failed with. */
  readonly reason: string
  /** Nobody failed at it: the process that had it last went away. */
  readonly wasLost?: true
}

export interface KindSettings {
  /** How often a failed task is tried again before it is dead. */
  readonly retryLimit?: number
  /** The pause before the first retry; each further one is twice as long, with some chance in it. */
  readonly firstPauseSeconds?: number
  readonly longestPauseSeconds?: number
}

export type Kinds<Tasks extends TaskData> = { readonly [Name in Kind<Tasks>]: KindSettings }

export interface SendOptions {
  /** Of tasks with the same kind and key only one waits: a second is merged into it, and the earlier start counts. */
  readonly key?: string
  /** Higher starts first; 0 is usual. */
  readonly priority?: number
  readonly startAfter?: Date
}

/** A misuse of the queue that shows at start, such as a kind without a handler. */
export class QueueError extends Error {
  override readonly name = 'QueueError'
}

/** Refuses a table of handlers that does not fit the kinds exactly. */
export function checkHandlers(kinds: readonly string[], handlers: object): void {
  const handled = Object.keys(handlers)
  const missing = kinds.filter((kind) => !handled.includes(kind))
  const unknown = handled.filter((kind) => !kinds.includes(kind))
  if (missing.length > 0) throw new QueueError(`These kinds of task have no handler: ${missing.join(', ')}.`)
  if (unknown.length > 0) throw new QueueError(`These handlers have no kind of task: ${unknown.join(', ')}.`)
}
