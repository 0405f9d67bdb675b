import { sql, type Kysely } from 'kysely'
import type { Values } from '#platform'

type Db = Kysely<unknown>

/** The installation's app at one platform. */
export interface StoredClient {
  readonly platform: string
  readonly settings: Values
  readonly sealed?: string
  readonly changedAt: Date
}

interface ClientRow {
  platform: string
  settings: Values
  sealed: string | null
  changed_at: Date
}

/** `held`: nobody else changes it until the transaction ends. */
export async function findClient(db: Db, platform: string, held?: 'held'): Promise<StoredClient | undefined> {
  const lock = held ? sql`for update` : sql``
  const { rows } = await sql<ClientRow>`
    select * from client_credentials where platform = ${platform} ${lock}`.execute(db)
  const [row] = rows
  if (!row) return undefined
  const { settings, sealed, changed_at: changedAt } = row
  return { platform, settings, changedAt, ...(sealed !== null && { sealed }) }
}

/** Without its secret, which is sealed to the settings. */
export async function keepClientSettings(db: Db, platform: string, settings: Values, at: Date): Promise<void> {
  await sql`
    insert into client_credentials (platform, settings, changed_at)
    values (${platform}, ${JSON.stringify(settings)}, ${at})
    on conflict (platform) do update set settings = excluded.settings, sealed = null, changed_at = excluded.changed_at`.execute(
    db,
  )
}

export async function keepSealedClient(db: Db, platform: string, sealed: string): Promise<void> {
  await sql`update client_credentials set sealed = ${sealed} where platform = ${platform}`.execute(db)
}

export async function removeClient(db: Db, platform: string): Promise<void> {
  await sql`delete from client_credentials where platform = ${platform}`.execute(db)
}

export async function connectionsWithClient(db: Db, platform: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from connections
    where platform = ${platform} and client = 'default' and removed_at is null order by id`.execute(db)
  return rows.map(({ id }) => id)
}
