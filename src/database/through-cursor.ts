import { sql, type Kysely, type RawBuilder } from 'kysely'

export interface CursorOptions {
  /** No other cursor of the transaction has it. */
  readonly name: string
  readonly rowsPerFetch: number
}

/** What a query gives, page by page in constant memory. It has literals in place of parameters; `db` must be a transaction. */
export async function* throughCursor<Row>(
  db: Kysely<unknown>,
  query: RawBuilder<unknown>,
  { name, rowsPerFetch }: CursorOptions,
): AsyncGenerator<readonly Row[]> {
  await sql`declare ${sql.id(name)} no scroll cursor for ${query}`.execute(db)
  const fetch = () => sql<Row>`fetch ${sql.lit(rowsPerFetch)} from ${sql.id(name)}`.execute(db)
  let { rows } = await fetch()
  while (rows.length > 0) {
    // PostgreSQL gets the next ones while these are used.
    const next = fetch()
    next.catch(() => undefined)
    yield rows
    rows = (await next).rows
  }
}
