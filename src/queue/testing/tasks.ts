import type { Kinds } from '../queue.ts'

/** The kinds of task that the tests of the queue use. */
export type TestTasks = {
  readonly quick: { readonly name: string }
  readonly slow: { readonly name: string }
}

export const testKinds: Kinds<TestTasks> = {
  quick: { retryLimit: 2, firstPauseSeconds: 1 },
  slow: { retryLimit: 3, firstPauseSeconds: 1 },
}
