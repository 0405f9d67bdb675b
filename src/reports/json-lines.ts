import type { Table } from './table.ts'

/** A table as lines of JSON: its rows as they are, whatever its columns show. */
export async function* jsonLines<Row>({ pages }: Pick<Table<Row>, 'pages'>): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}
