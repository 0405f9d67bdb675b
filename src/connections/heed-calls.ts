import { AsyncLocalStorage } from 'node:async_hooks'

/** Is told of each call as it is made, with the id of its connection. */
export type OnCall = (connection: string) => void

const heeding = new AsyncLocalStorage<OnCall>()

/**
 * Does the work and tells of every call that is made for it, however deep. Storages and their pacers are shared by all that
 * use a connection, and what comes to them does not say for whom it is.
 */
export function heedCalls<Result>(onCall: OnCall, work: () => Promise<Result>): Promise<Result> {
  return heeding.run(onCall, work)
}

/** Whoever heeds the calls of this work is told; nobody when nobody does. */
export function tellOfCall(connection: string): void {
  heeding.getStore()?.(connection)
}
