/** What stands in a cell: text as it is, a number, or nothing. */
export type Cell = string | number | undefined

export interface Column<Row> {
  readonly title: string
  /** In characters, where the program shows columns of a width. */
  readonly width: number
  readonly cell: (row: Row) => Cell
}

/** Rows that come page by page, to be written for other programs. */
export interface Table<Row> {
  readonly title: string
  readonly columns: readonly Column<Row>[]
  readonly pages: AsyncIterable<readonly Row[]>
}

/** For rows that are at hand. */
export async function* onePage<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows
}

/**
 * The signs by which spreadsheets know a formula, the wide ones of East Asian keyboards among them; a tab or a line's end at the
 * start is passed over (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export const beginsFormula = /^(?:[\t\r\n]|[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20])/
