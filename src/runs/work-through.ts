import { concurrently } from '#engine/concurrently.ts'
import { Halt } from '#engine/halt.ts'
import { filesAtOnce } from './files-at-once.ts'
import { firstKey, type Key } from './key.ts'

interface Steps<Row extends Key, Outcome> {
  /** The next rows in the order of their keys; none at the end. */
  readonly rowsAfter: (key: Key) => Promise<readonly Row[]>
  readonly work: (row: Row) => Promise<Outcome>
  readonly keep: (outcomes: readonly Outcome[]) => Promise<void>
}

/** Works through items page by page, several side by side. What concerns the whole run is thrown as it was said. */
export async function workThrough<Row extends Key, Outcome>({
  rowsAfter,
  work,
  keep,
}: Steps<Row, Outcome>): Promise<void> {
  try {
    for (let after = firstKey; ;) {
      const rows = await rowsAfter(after)
      for await (const some of concurrently(rows, filesAtOnce, work)) await keep(some)
      const last = rows.at(-1)
      if (!last) return
      after = last
    }
  } catch (error) {
    throw error instanceof Halt ? error.error : error
  }
}
