import { sql, type Kysely } from 'kysely'

type Db = Kysely<unknown>

/** A key that seals secrets, itself wrapped by the master key. The one with the highest number seals, all of them open. */
export interface WrappedKey {
  readonly id: number
  readonly wrapped: string
}

export async function currentKey(db: Db): Promise<WrappedKey | undefined> {
  const { rows } = await sql<WrappedKey>`select id, wrapped from data_keys order by id desc limit 1`.execute(db)
  return rows[0]
}

export async function keyNumbered(db: Db, id: number): Promise<WrappedKey | undefined> {
  const { rows } = await sql<WrappedKey>`select id, wrapped from data_keys where id = ${id}`.execute(db)
  return rows[0]
}

/** The first one stored is kept: of two processes that start at once one's key is thrown away unused. */
export async function keepFirstKey(db: Db, wrapped: string): Promise<void> {
  await sql`insert into data_keys (id, wrapped) values (1, ${wrapped}) on conflict do nothing`.execute(db)
}

/** Nobody else adds or changes keys until the transaction ends; they are read meanwhile. */
export async function lockKeys(db: Db): Promise<void> {
  await sql`lock table data_keys in share row exclusive mode`.execute(db)
}

/** The newest last. */
export async function allKeys(db: Db): Promise<readonly WrappedKey[]> {
  const { rows } = await sql<WrappedKey>`select id, wrapped from data_keys order by id`.execute(db)
  return rows
}

export async function keepWrapped(db: Db, id: number, wrapped: string): Promise<void> {
  await sql`update data_keys set wrapped = ${wrapped} where id = ${id}`.execute(db)
}

/** To be called where the keys are locked. */
export async function keepNextKey(db: Db, wrapped: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into data_keys (id, wrapped) select max(id) + 1, ${wrapped} from data_keys returning id`.execute(db)
  return rows[0]?.id ?? 1
}

/**
 * Takes away keys that no secret is sealed with any more. A key stays for a day after the next was made: whoever took it to
 * seal just before may not have stored the result yet.
 */
export async function dropUnusedKeys(db: Db): Promise<void> {
  await sql`
    delete from data_keys k
    where exists (select from data_keys n where n.id > k.id and n.made_at < now() - interval '1 day')
      and not exists (select from connections c where c.sealed is not null and key_of(c.sealed) = k.id)
      and not exists (select from client_credentials d where d.sealed is not null and key_of(d.sealed) = k.id)
      and not exists (select from own_secrets o where key_of(o.sealed) = k.id)`.execute(db)
}
