import { Readable } from 'node:stream'
import type { ExportFormat } from '#api/contract/exports.ts'
import { csv } from './csv.ts'
import { jsonLines } from './json-lines.ts'
import type { Table } from './table.ts'
import { workbook } from './workbook.ts'

interface Format {
  readonly type: string
  /** Bytes as they are read; nothing is read ahead but a page. */
  write<Row>(table: Table<Row>, signal: AbortSignal): Readable
}

/** How a table is written for other programs. */
export const formats: Readonly<Record<ExportFormat, Format>> = {
  csv: { type: 'text/csv; charset=utf-8', write: (table) => Readable.from(csv(table), { objectMode: false }) },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: (table, signal) => workbook(table, { signal }),
  },
  jsonl: { type: 'application/jsonl', write: (table) => Readable.from(jsonLines(table), { objectMode: false }) },
}
