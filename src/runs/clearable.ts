import { sql, type Kysely } from 'kysely'
import { throughCursor } from '#database/through-cursor.ts'
import type { Clear } from '#engine/action.ts'
import { parsePath } from '#platform'
import { placeIn } from './place-in.ts'
import { printFrom } from './receipts.ts'
import type { Run } from './rows.ts'
import type { Scene } from './scene.ts'

interface Row {
  source: string
  destination: string | null
  kind: Clear['kind']
  size: string
  state: Clear['state']
  reason: Clear['was']['reason']
  sentence: string | null
  source_print: string | null
  destination_print: string
  sha256: string | null
  packed: true | null
  attempts: number
  verified: NonNullable<Clear['was']['verified']> | null
  is_of_run: boolean
}

/**
 * What the source need not hold any more, as far as the job knows: what lies at the destination, files first, then folders, those
 * below before those above. `db` must be a transaction.
 */
export async function* clearable(
  db: Kysely<unknown>,
  run: Pick<Run, 'id' | 'job'>,
  places: Scene['places'],
): AsyncGenerator<readonly Clear[]> {
  const query = sql`
    select source, destination, kind, size::text, state, reason, sentence, source_print, destination_print,
      case when source_sha256 = destination_sha256 then encode(source_sha256, 'hex') end as sha256, packed, attempts, verified,
      run = ${sql.lit(run.id)} as is_of_run
    from items
    where job = ${sql.lit(run.job)} and not is_gone and twin is null and kind in ('file', 'folder')
      and state in ('succeeded', 'revised') and destination_print is not null
    order by kind, length(source) desc`
  const pages = throughCursor<Row>(db, query, { name: 'clearable', rowsPerFetch: 1000 })
  for await (const rows of pages) yield rows.map((row) => toClear(row, places))
}

function toClear(row: Row, places: Scene['places']): Clear {
  const source = parsePath(row.source)
  const destination = row.destination === null ? source : parsePath(row.destination)
  const print = row.source_print === null ? {} : printFrom(row.source_print)
  const expected = printFrom(row.destination_print)
  const { reason, attempts, verified } = row
  return {
    do: 'clear',
    source,
    destination,
    kind: row.kind,
    size: Number(row.size),
    reason: 'moved-away',
    sentence: row.sentence ?? '',
    original: placeIn(places.source, source, print),
    print,
    to: placeIn(places.destination, destination, expected),
    expected,
    ...(row.sha256 !== null && { sha256: row.sha256 }),
    ...(row.packed && { packed: row.packed }),
    state: row.state,
    was: { reason, attempts, ...(verified !== null && { verified }), isOfRun: row.is_of_run },
  }
}
