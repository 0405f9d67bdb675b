import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Kysely } from 'kysely'
import type { ExportContent, ExportQuery, FolderView } from '#api/contract/exports.ts'
import type { ItemQuery, ItemView } from '#api/contract/runs.ts'
import { formats } from '#reports/formats.ts'
import type { Table } from '#reports/table.ts'
import { folderColumns, itemColumns } from './export-columns.ts'
import { itemPages } from './item-pages.ts'
import type { Run } from './rows.ts'
import { RunRefused } from './start.ts'

export interface Asked extends ExportQuery {
  readonly what: ExportContent
}

interface Content {
  readonly title: string
  /** The state of the items, where that is what it is about. */
  readonly state?: ItemView['state']
}

const contents: Readonly<Record<ExportContent, Content>> = {
  items: { title: 'Items' },
  renamed: { title: 'Renamed', state: 'revised' },
  flagged: { title: 'Flagged', state: 'flagged' },
  ignored: { title: 'Left out', state: 'ignored' },
  folders: { title: 'Folders' },
  users: { title: 'Users' },
  log: { title: 'Log' },
}

const unfiltered: readonly ExportContent[] = ['folders', 'users', 'log']

/** Refuses filters that would say something else than the content itself. */
export function refuseFilters({ what, state, reason, text }: Asked): void {
  if (unfiltered.includes(what) && (state ?? reason ?? text) !== undefined) {
    throw new RunRefused('invalid', `The export “${what}” takes no filters: ask for it without state, reason and text.`)
  }
  const own = contents[what].state
  if (own === undefined || state === undefined || state === own) return
  const message = `The export “${what}” holds items in state “${own}”, not “${state}”. Ask for “items” to choose the state.`
  throw new RunRefused('invalid', message)
}

/** Items of a run, page by page from the database, written as they are read. */
export function exportItems(db: Kysely<unknown>, run: Run, asked: Asked, signal: AbortSignal): Readable {
  const { what, format, reason, text, state = contents[what].state } = asked
  const query: Omit<ItemQuery, 'after'> = {
    limit: itemsPerPage,
    ...(state && { state }),
    ...(reason !== undefined && { reason }),
    ...(text !== undefined && { text }),
  }
  const { title } = contents[what]
  const table = { title, columns: itemColumns(run.kind), pages: itemPages(db, run, query, signal) }
  return formats[format].write(table, signal)
}

/** What the folders held at the end of a run, from the file of it. */
export function exportFolders(file: string, { format }: Pick<Asked, 'format'>, signal: AbortSignal): Readable {
  const pages = linesIn(file, signal)
  const table: Table<FolderView> = { title: contents.folders.title, columns: folderColumns, pages }
  return formats[format].write(table, signal)
}

// Some 400 bytes each; a page of them is in memory at a time.
const itemsPerPage = 2000
const foldersPerPage = 1000

async function* linesIn(file: string, signal: AbortSignal): AsyncGenerator<readonly FolderView[]> {
  let page: FolderView[] = []
  for await (const line of createInterface({ input: createReadStream(file, { signal }), crlfDelay: Infinity })) {
    page.push(JSON.parse(line) as FolderView)
    if (page.length < foldersPerPage) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}
