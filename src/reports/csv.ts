import { beginsFormula, type Cell, type Table } from './table.ts'

/** By this mark Excel knows that the text is UTF-8. */
const byteOrderMark = '\ufeff'

/** A table as comma-separated values (RFC 4180), every text in quotes and none of them a formula. */
export async function* csv<Row>({ columns, pages }: Table<Row>): AsyncGenerator<string> {
  yield `${byteOrderMark}${line(columns.map(({ title }) => title))}`
  for await (const rows of pages) yield rows.map((row) => line(columns.map(({ cell }) => cell(row)))).join('')
}

function line(cells: readonly Cell[]): string {
  return `${cells.map(field).join(',')}\r\n`
}

function field(cell: Cell): string {
  if (typeof cell !== 'string') return cell === undefined ? '' : String(cell)
  return `"${withoutFormulas(cell).replaceAll('"', '""')}"`
}

// Where Excel parts cells at semicolons or tabs, quotes do not hold a cell together, and a new one would begin inside.
const innerFormula = /([;\t\r\n][\s"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g

/** An apostrophe in front makes a spreadsheet take a cell as text. */
function withoutFormulas(text: string): string {
  return (beginsFormula.test(text) ? `'${text}` : text).replace(innerFormula, "$1'")
}
