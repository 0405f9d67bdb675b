import { sql, type Kysely } from 'kysely'

/**
 * An index that finds words anywhere in these columns. It needs the extension pg_trgm, which PostgreSQL brings with it but
 * which an administrator may have left out or not allow: then there is no index, and a search reads all rows. New rows come
 * into the index at once, since a search would have to read through those that wait.
 */
export async function addTextIndex(
  db: Kysely<unknown>,
  name: string,
  { table, columns }: { readonly table: string; readonly columns: readonly string[] },
): Promise<void> {
  const words = columns.map((column) => `${column} gin_trgm_ops`).join(', ')
  await sql`
    do $$
    begin
      create extension if not exists pg_trgm;
      create index ${sql.raw(name)} on ${sql.raw(table)} using gin (${sql.raw(words)}) with (fastupdate = off);
    exception when feature_not_supported or undefined_file or undefined_object or insufficient_privilege then
      raise notice 'Without pg_trgm a search in % reads all rows: %', ${sql.lit(table)}, sqlerrm;
    end $$`.execute(db)
}
