import { sql, type Kysely } from 'kysely'
import type { Key } from './key.ts'

type Db = Kysely<unknown>

// Of rows with the words in them. Words that more rows hold are common: going through the items soon comes to them.
const mostRowsOfRare = 100

/** Keys of items, as PostgreSQL writes lists. */
export interface KeyLists {
  readonly folders: string
  readonly names: string
  /** The last of them, where there may be more. */
  readonly last?: Key
}

/**
 * Where these words are: of the items after `after` the first so many, with every one among them that has the words in its path;
 * others may be, which had them before they were renamed. Undefined for common words.
 */
export async function keysWith(
  db: Db,
  job: string,
  words: string,
  { after, most }: { readonly after: Key; readonly most: number },
): Promise<KeyLists | undefined> {
  const { rows } = await sql<Record<'folders' | 'names', string> & { is_common: boolean; last: Key | null }>`
    with holding as materialized (
      select paths, folders, names from item_paths
      where job = ${job} and position(lower(${words}) in paths) > 0 limit ${mostRowsOfRare + 1}),
    common as materialized (select count(*) > ${mostRowsOfRare} as is_common from holding),
    found as (
      select distinct folder, name
      from holding, unnest(string_to_array(paths, chr(10)), folders, names) as line (path, folder, name)
      where not (select is_common from common) and position(lower(${words}) in path) > 0
        and (folder, name) > (${after.folder}::bigint, ${after.name}::bigint)
      order by folder, name limit ${most})
    select is_common, array(select folder from found order by folder, name)::text as folders,
      array(select name from found order by folder, name)::text as names,
      (select json_build_object('folder', folder::text, 'name', name::text) from found
        order by folder, name offset ${most - 1} limit 1) as last
    from common`.execute(db)
  const [row] = rows
  if (!row || row.is_common) return undefined
  const { folders, names, last } = row
  return { folders, names, ...(last && { last }) }
}

/** Brings the paths of few items each together in rows of many: a run over a network adds them by the handful. */
export async function gatherPaths(db: Db, job: string): Promise<void> {
  await sql`
    with few as (delete from item_paths where job = ${job} and cardinality(names) < 500 returning paths, folders, names)
    insert into item_paths (job, paths, folders, names)
    select ${job}::bigint, string_agg(path, chr(10)), array_agg(folder), array_agg(name)
    from (select line.*, (row_number() over () - 1) / 1000 as part
      from few, unnest(string_to_array(paths, chr(10)), folders, names) as line (path, folder, name)) as lines
    group by part`.execute(db)
}
