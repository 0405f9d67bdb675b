import { sql, type Kysely } from 'kysely'
import type { FolderView } from '#api/contract/exports.ts'
import { throughCursor } from '#database/through-cursor.ts'
import { parentOf, parsePath, showPath } from '#platform'

interface FolderRow {
  source: string
  destination: string | null
  source_files: string
  source_folders: string
  source_bytes: string
  destination_files: string
  destination_folders: string
  destination_bytes: string
  ignored_files: string
  ignored_folders: string
  ignored_bytes: string
  ignored: string
  flagged: string
}

/**
 * What the job knows of each folder: what the source held directly in it, and what of that the destination holds by its own
 * word, of archives the size of what they hold. In the order of the paths, through a cursor; `db` must be a transaction.
 */
export async function* foldersOf(db: Kysely<unknown>, job: string): AsyncGenerator<readonly FolderView[]> {
  const query = sql`
    select min(source collate "C") as source,
      min(coalesce(destination, source) collate "C") filter (where is_there) as destination,
      count(*) filter (where kind = 'file')::text as source_files,
      count(*) filter (where kind = 'folder')::text as source_folders,
      coalesce(sum(size) filter (where kind = 'file'), 0)::text as source_bytes,
      count(*) filter (where kind = 'file' and is_there)::text as destination_files,
      count(*) filter (where kind = 'folder' and is_there)::text as destination_folders,
      coalesce(sum(coalesce(case when not packed is true then (destination_print::jsonb ->> 'size')::bigint end, size))
        filter (where kind = 'file' and is_there), 0)::text as destination_bytes,
      count(*) filter (where kind = 'file' and state = 'ignored')::text as ignored_files,
      count(*) filter (where kind = 'folder' and state = 'ignored')::text as ignored_folders,
      coalesce(sum(size) filter (where kind = 'file' and state = 'ignored'), 0)::text as ignored_bytes,
      count(*) filter (where state = 'ignored')::text as ignored,
      count(*) filter (where state = 'flagged')::text as flagged
    from (select *, state in ('succeeded', 'revised') as is_there from items
      where job = ${sql.lit(job)} and not is_gone) as known
    group by folder order by 1`
  const pages = throughCursor<FolderRow>(db, query, { name: 'folders', rowsPerFetch: 1000 })
  for await (const rows of pages) yield rows.map(viewOf)
}

/** The row names the folder by the first item in it. */
function viewOf(row: FolderRow): FolderView {
  return {
    source: folderAbove(row.source),
    ...(row.destination !== null && { destination: folderAbove(row.destination) }),
    outcome: outcomeOf(row),
    atSource: {
      files: Number(row.source_files),
      folders: Number(row.source_folders),
      bytes: Number(row.source_bytes),
    },
    atDestination: {
      files: Number(row.destination_files),
      folders: Number(row.destination_folders),
      bytes: Number(row.destination_bytes),
    },
    ignored: Number(row.ignored),
    flagged: Number(row.flagged),
  }
}

function folderAbove(path: string): string {
  return showPath(parentOf(parsePath(path)))
}

function outcomeOf(row: FolderRow): FolderView['outcome'] {
  const missing = [
    [row.source_files, row.destination_files, row.ignored_files],
    [row.source_folders, row.destination_folders, row.ignored_folders],
    [row.source_bytes, row.destination_bytes, row.ignored_bytes],
  ].map(([source, destination, ignored]) => [Number(source) - Number(destination), Number(ignored)] as const)
  if (missing.every(([difference]) => difference === 0)) return 'same'
  return missing.every(([difference, ignored]) => difference === ignored) ? 'left-out' : 'differs'
}
