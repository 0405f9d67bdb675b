import { styles } from './sheet-styles.ts'
import { beginsFormula, type Cell, type Column } from './table.ts'

const longestText = 32_767 // https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3

/** One sheet of a workbook (ECMA-376, SpreadsheetML): a heading that stays in view, and rows that can be filtered. */
export async function* sheet<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  const headings = columns.map(({ title }) => textCell(title, styles.heading)).join('')
  yield `${opening}<cols>${columns.map(widthOf).join('')}</cols><sheetData><row>${headings}</row>`
  let count = 1
  for await (const rows of pages) {
    count += rows.length
    yield rows.map((row) => `<row>${columns.map(({ cell }) => cellOf(cell(row))).join('')}</row>`).join('')
  }
  yield `</sheetData><autoFilter ref="A1:${letters(columns.length)}${count}"/></worksheet>`
}

const opening =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
  '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'

function widthOf({ width }: Pick<Column<unknown>, 'width'>, at: number): string {
  return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
}

function cellOf(cell: Cell): string {
  if (cell === undefined || cell === '') return '<c/>'
  if (typeof cell === 'number') return `<c s="${styles.count}"><v>${cell}</v></c>`
  // Text is never worked out as a formula; the mark of a quote keeps it text also when somebody edits the cell.
  return textCell(cell, beginsFormula.test(cell) ? styles.quoted : styles.plain)
}

function textCell(text: string, style: number): string {
  const short = text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(short)}</t></is></c>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

// What XML cannot hold, and what would be read as such an escape (ECMA-376, 22.9.2.19).
const needsEscape =
  // oxlint-disable-next-line no-control-regex
  /[&<>]|[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

function escaped(text: string): string {
  return text.replace(
    needsEscape,
    (sign) => entities[sign] ?? `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  )
}

/** The name of a column by its number, from 1: A to Z. Tables here have no more. */
function letters(column: number): string {
  return String.fromCharCode(64 + column)
}
