import Table from 'cli-table3'
import { harmless, styled, widthOf, type Terminal } from './terminal.ts'

export interface Column {
  readonly title: string
  readonly align?: 'right'
  /** Takes the lines that it needs when the table is wider than the terminal. */
  readonly wraps?: true
}

const gap = 2
const narrowest = 16

/** Rows for people, aligned within the terminal's width; without a terminal one line a row, its cells apart by tabs. */
export function tableOf(terminal: Terminal, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(harmless))
  const width = widthOf(terminal)
  if (width === undefined) return cells.map((row) => `${row.join('\t')}\n`).join('')
  const table = new Table({
    chars: Object.fromEntries(borders.map((border) => [border, ''])),
    style: { 'padding-left': 0, 'padding-right': gap, head: [], border: [] },
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    colWidths: widthsWithin(width, columns, cells),
    wordWrap: true,
    wrapOnWordBoundary: false,
  })
  table.push(...cells.map((row) => [...row]))
  // Styled afterwards: signs that show nothing would count when the table is fitted.
  const [head = '', ...lines] = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
  return `${[styled('bold', head, terminal.output), ...lines].join('\n')}\n`
}

/** Every column as wide as it needs; when that is too much, those that wrap share what is left. */
function widthsWithin(width: number, columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  const natural = columns.map(
    ({ title }, at) => gap + Math.max(title.length, ...rows.map((row) => [...(row[at] ?? '')].length)),
  )
  const sum = (widths: readonly number[]) => widths.reduce((total, one) => total + one, 0)
  if (sum(natural) <= width) return natural
  const fixed = sum(natural.filter((_, at) => !columns[at]?.wraps))
  const wrapping = columns.filter((column) => column.wraps).length
  const share = Math.max(narrowest, Math.floor((width - fixed) / Math.max(1, wrapping)))
  return natural.map((one, at) => (columns[at]?.wraps ? Math.min(one, share) : one))
}

const borders = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
  'left',
  'left-mid',
  'mid',
  'mid-mid',
  'right',
  'right-mid',
  'middle',
]
