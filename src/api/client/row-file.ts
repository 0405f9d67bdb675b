import { linesOf, plain, whyUnreadable } from '../contract/csv-lines.ts'
import { mostMappingRows, type MappingRow } from '../contract/mapping.ts'

/** The rows of a list, or what is wrong in it: sentences, each with its line. */
export type RowFile =
  | { readonly rows: readonly MappingRow[]; readonly problems?: never }
  | { readonly rows?: never; readonly problems: readonly string[] }

const columns = ['source', 'destination', 'name'] as const

/**
 * Reads a list of comma-separated values (RFC 4180), also one that a spreadsheet parts by semicolons or tabs: a source, a
 * destination and perhaps a name in each row. A first row with these words says their order. An apostrophe that keeps a
 * spreadsheet from taking a cell for a formula is no part of it.
 */
export function rowsIn(text: string): RowFile {
  const unreadable = whyUnreadable(text)
  if (unreadable !== undefined) return { problems: [unreadable] }
  const lines = linesOf(text)
  const [first] = lines
  if (!first) return { problems: ['The list is empty: it needs a row for each job, with a source and a destination.'] }
  const heading = first.cells.map((cell) => cell.trim().toLowerCase())
  const isHeading = heading.includes('source') && heading.includes('destination')
  const order = isHeading ? heading : columns
  const unknown = heading.find((word) => isHeading && word !== '' && !columns.some((column) => column === word))
  if (unknown !== undefined) {
    return { problems: [`Line 1: there is no column “${unknown}”. There are: ${columns.join(', ')}.`] }
  }
  const problems: string[] = []
  const rows: MappingRow[] = []
  for (const { cells, line, isOpen } of isHeading ? lines.slice(1) : lines) {
    const cell = (column: (typeof columns)[number]) => plain(cells[order.indexOf(column)] ?? '')
    const [source, destination, name] = [cell('source'), cell('destination'), cell('name')]
    const wrong = isOpen
      ? 'a quotation mark is opened and never closed'
      : (cells.length > order.length && 'it has more cells than columns: put a cell with a comma in quotation marks') ||
        (source === '' && 'it has no source') ||
        (destination === '' && 'it has no destination')
    if (wrong) problems.push(`Line ${line}: ${wrong}.`)
    else rows.push({ source, destination, ...(name !== '' && { name }) })
  }
  if (problems.length === 0 && rows.length === 0) problems.push('Line 1: there is no row below the heading.')
  if (rows.length > mostMappingRows) {
    problems.push(`The list has ${rows.length} rows, and a job takes ${mostMappingRows}: divide it.`)
  }
  return problems.length > 0 ? { problems } : { rows }
}
